"""Two Documents as one redline, what changed from one to the other, and the numbers that stand."""

from pipeline.compare.changes import changes_in
from pipeline.compare.comparing import redline
from pipeline.compare.kept_numbers import with_numbers_kept
from pipeline.compare.marks import fewest_letters, marked_letters
from pipeline.compare.profile import forget
from pipeline.compare.settings import Settings

__all__ = ["Settings", "changes_in", "fewest_letters", "forget", "marked_letters", "redline", "with_numbers_kept"]
