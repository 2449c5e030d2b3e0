"""The terms of a contract: what was agreed, as data."""
