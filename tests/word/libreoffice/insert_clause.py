"""Inserts a clause in LibreOffice before the one with this heading and updates the fields.

Arguments: LibreOffice's program, a folder for its profile, the file, the heading, the file to write, and `tracked` where changes are to be.
"""

import sys

from office import end_paragraph, run


def paragraphs(document):
    found = document.Text.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def insert(document, heading):
    """Go to the end of what stands before the heading, press Enter, choose style and level, type; twice."""
    before = None
    for paragraph in paragraphs(document):
        if paragraph.supportsService("com.sun.star.text.Paragraph"):
            if paragraph.getString() == heading and paragraph.ParaStyleName == "Clause Heading":
                break
            before = paragraph
    cursor = document.Text.createTextCursorByRange(before.getEnd())
    for level, style, words in ((0, "Clause Heading", "Insurance"), (1, "Clause Level 1", "The Provider shall insure itself.")):
        end_paragraph(document, cursor)
        cursor.collapseToEnd()
        cursor.setPropertyValue("ParaStyleName", style)
        cursor.setPropertyValue("NumberingLevel", level)
        document.Text.insertString(cursor, words, False)
        cursor.collapseToEnd()


def edit(office, file, heading, target, tracked):
    document = office.opened(file)
    document.RecordChanges = tracked
    insert(document, heading)
    office.command(document, "UpdateFields")
    office.save(document, target)


def main(soffice, profile, file, heading, target, tracked=""):
    run(soffice, profile, lambda office: edit(office, file, heading, target, bool(tracked)))


main(*sys.argv[1:])
