"""The clause language: terms and clauses become the Document."""
