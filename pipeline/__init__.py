"""Contracts as code for IT support: from YAML terms and a clause library to versioned Word and PDF drafts."""
