"""Reports, such as a service review or the plan of a contract, as DOCX in the style of the house."""

from pipeline.word.reports.blank import without_charts
from pipeline.word.reports.charts import chart_words
from pipeline.word.reports.faults import report_template_faults
from pipeline.word.reports.writer import write_report

__all__ = ["chart_words", "report_template_faults", "without_charts", "write_report"]
