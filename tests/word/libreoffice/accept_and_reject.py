"""Accepts, then rejects, all revisions of DOCX files in LibreOffice by its own commands.

Arguments: LibreOffice's program, a folder for its profile, the files. Beside each file it leaves `.accepted.docx` and `.rejected.docx`.
"""

import sys

from office import run

COMMANDS = {"accepted": "AcceptAllTrackedChanges", "rejected": "RejectAllTrackedChanges"}


def resolve(office, files):
    for file in files:
        for name, command in COMMANDS.items():
            document = office.opened(file)
            office.command(document, command)
            office.save(document, f"{file}.{name}.docx")


def main(soffice, profile, *files):
    run(soffice, profile, lambda office: resolve(office, files))


main(*sys.argv[1:])
