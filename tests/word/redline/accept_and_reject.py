"""Accepts, then rejects, all revisions of DOCX files in LibreOffice by its own commands; a child of the system's Python, which has `uno`.

Arguments: LibreOffice's program, a folder for its profile, the files. Beside each file it leaves `.accepted.docx` and `.rejected.docx`.
"""

import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}


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


def resolve(context, files):
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for file in files:
        for name, command in COMMANDS.items():
            document = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (setting("Hidden", True),))
            dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
            document.storeToURL(f"file://{file}.{name}.docx", (setting("FilterName", "MS Word 2007 XML"),))
            document.close(True)
    desktop.terminate()


def main(soffice, profile, *files):
    pipe = f"draftline-{profile.replace('/', '-')}"
    options = [f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen([soffice, *options])
    try:
        resolve(connected(pipe), files)
        process.wait(30)
    finally:
        if process.poll() is None:
            process.kill()


main(*sys.argv[1:])
