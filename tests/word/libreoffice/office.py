"""LibreOffice over UNO, for the scripts beside this one: children of the system's Python, which alone has `uno`."""

import subprocess
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


class Office:
    """A running LibreOffice: its files, and its own commands."""

    def __init__(self, context):
        manager = context.ServiceManager
        self.desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def opened(self, file):
        return self.desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (setting("Hidden", True),))

    def command(self, document, name):
        self.dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{name}", "", 0, ())

    def save(self, document, target):
        document.storeToURL(f"file://{target}", (setting("FilterName", "MS Word 2007 XML"),))
        document.close(True)


def end_paragraph(document, cursor):
    """As the key Enter does."""
    document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)


def setting(name, value):
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


def run(soffice, profile, work):
    """Start the program with a profile of its own, let `work` be done with it, and end it."""
    pipe = f"draftline-{profile.replace('/', '-')}"
    options = [f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen([soffice, *options])
    try:
        office = Office(connected(pipe))
        work(office)
        office.desktop.terminate()
        process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()


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
