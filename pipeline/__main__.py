"""`python -m pipeline` is `draftline`."""

from pipeline.cli import main

raise SystemExit(main())
