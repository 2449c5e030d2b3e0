"""Inserts a clause in LibreOffice before the one with this heading and updates the fields; a child of the system's Python, which has `uno`.

Arguments: LibreOffice's program, a folder for its profile, the file, the heading, the file to write, and `tracked` where changes are to be.
"""

import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def setting(name, value):
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


def connected(pipe, seconds=60):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


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
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.collapseToEnd()
        cursor.setPropertyValue("ParaStyleName", style)
        cursor.setPropertyValue("NumberingLevel", level)
        document.Text.insertString(cursor, words, False)
        cursor.collapseToEnd()


def edit(context, file, heading, target, tracked):
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    document = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (setting("Hidden", True),))
    document.RecordChanges = tracked
    insert(document, heading)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:UpdateFields", "", 0, ())
    document.storeToURL(f"file://{target}", (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    desktop.terminate()


def main(soffice, profile, file, heading, target, tracked=""):
    pipe = f"draftline-{profile.replace('/', '-')}"
    options = [f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen([soffice, *options])
    try:
        edit(connected(pipe), file, heading, target, bool(tracked))
        process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()


main(*sys.argv[1:])
