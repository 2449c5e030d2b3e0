"""What other programs take: comma-separated tables, workbooks, tasks for a tracker, calendars, mails and packages."""

from pipeline.post.calendars import CalendarOf, calendar_of
from pipeline.post.mail import eml_of, message_id
from pipeline.post.packages import files_in_mail, files_in_zip, zip_of
from pipeline.post.replies import reply_in
from pipeline.post.spreadsheets import spreadsheet_in
from pipeline.post.tables import csv_of, filled_sheet_in
from pipeline.post.trackers import jira_csv
from pipeline.post.workbooks import workbook_of

__all__ = [
    "CalendarOf",
    "calendar_of",
    "csv_of",
    "eml_of",
    "files_in_mail",
    "files_in_zip",
    "filled_sheet_in",
    "jira_csv",
    "message_id",
    "reply_in",
    "spreadsheet_in",
    "workbook_of",
    "zip_of",
]
