"""What other programs take: comma-separated tables and mails."""

from pipeline.post.mail import eml_of, message_id
from pipeline.post.replies import reply_in
from pipeline.post.tables import csv_of, filled_sheet_in

__all__ = ["csv_of", "eml_of", "filled_sheet_in", "message_id", "reply_in"]
