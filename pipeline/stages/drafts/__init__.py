"""A draft: from the files of one contract to its Document, its pages, and the redline against the version before."""
