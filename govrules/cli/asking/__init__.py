"""Ask question after question at a terminal, or of whoever writes to standard input."""
