"""The first Word template, made by code; from then on legal edits `templates/contract.docx` in Word.

`pipeline.word.shell.package.first_template()` gives its bytes, the same on every machine.
What each DOCX has that is made from nothing is here too, and is shared by the library and the sheets.
"""
