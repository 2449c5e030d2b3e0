"""The first Word templates of contracts and letters, made by code; from then on legal edits `templates/` in Word.

`pipeline.word.shell.package.first_template()` and `first_letter_template()` give their bytes, the same on every machine.
What each DOCX has that is made from nothing is here too, and is shared by reports, sheets and the library.
"""
