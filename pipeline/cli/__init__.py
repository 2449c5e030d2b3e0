"""The commands: the only room that speaks with people."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says 0 fine, 1 errors found, 2 usage, 3 our own fault."""
    # Imported here so that `draftline build` of unchanged contracts does not wait for what it never uses.
    from pipeline.cli.arguments import parsed
    from pipeline.cli.conclusion import FINE, OWN_FAULT, USAGE
    from pipeline.cli.following import Watch
    from pipeline.cli.usage import WrongUse

    options = parsed(words)
    try:
        watch = Watch(options)
        code: int = options.run(options)
        if code == FINE:
            watch.say_what_follows()
    except WrongUse as refused:
        print(f"draftline: {refused}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except Exception:
        # The edge: whatever we did wrong ends here, told apart from a user's fault.
        traceback.print_exc()
        print("This is a fault of draftline, not of your files; nothing half-written was left behind.", file=sys.stderr)
        return OWN_FAULT
    return code
