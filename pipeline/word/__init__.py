"""OOXML: the Document as DOCX."""
