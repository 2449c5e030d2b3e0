"""A version goes to the other party: a package that holds nothing of ours alone, kept as it was sent."""
