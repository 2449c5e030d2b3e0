"""The benchmark: what a piece of work costs beside the same work done otherwise, and the seeded edits that it is measured on."""
