"""PDF: the DOCX on pages, and the words back out."""
