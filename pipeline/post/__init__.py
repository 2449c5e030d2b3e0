"""What other programs take: comma-separated tables."""

from pipeline.post.tables import csv_of, filled_sheet_in

__all__ = ["csv_of", "filled_sheet_in"]
