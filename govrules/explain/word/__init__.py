"""Write a document as a Word file, by python-docx (the extra "word")."""
