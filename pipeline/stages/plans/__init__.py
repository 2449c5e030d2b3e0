"""The plan of a contract, and what has been done of it."""
