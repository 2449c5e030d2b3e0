"""Two texts held against each other: versions, branches of a pull request, what we prefer, and files of others."""
