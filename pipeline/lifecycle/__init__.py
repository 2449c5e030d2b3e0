"""Where a contract stands in its life: facts become the status of each step, approvals, obligations and key dates."""
