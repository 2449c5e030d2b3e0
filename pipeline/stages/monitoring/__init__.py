"""The agreement judges the tickets: what was agreed, what the export tells, what a month came to, and what is said of it."""
