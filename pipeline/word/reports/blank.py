"""A report with a blank for each chart, on which pages and words can be proved: what a renderer writes in a chart is its own affair."""

from __future__ import annotations

from lxml import etree

from pipeline.word.names import W
from pipeline.word.package import MAIN, package_of, parts_of
from pipeline.word.reports.charts import EMU_OF_TWIP, PLACED
from pipeline.word.template import parsed_xml


def without_charts(docx: bytes) -> bytes:
    """The same pages, each chart replaced by a line as high as it, and no relation to it left."""
    parts = parts_of(docx)
    document = parsed_xml(parts[MAIN])
    for drawing in list(document.iter(f"{W}drawing")):
        run = drawing.getparent()
        paragraph = run.getparent()
        height = int(drawing.find(f".//{{{PLACED}}}extent").get("cy")) // EMU_OF_TWIP
        paragraph.remove(run)
        spacing = etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}spacing")
        for name, value in (("line", str(height)), ("lineRule", "exact")):
            spacing.set(f"{W}{name}", value)
    parts[MAIN] = etree.tostring(document, encoding="UTF-8", standalone=True)
    return package_of(parts)
