"""Write a document as a PDF, by typst (the extra "pdf")."""
