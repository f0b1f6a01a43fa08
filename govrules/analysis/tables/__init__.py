"""Decision tables: cases that no row speaks to, rows that apply together, rows without effect."""
