"""Texts of others: proof-read, and held against our clauses."""
