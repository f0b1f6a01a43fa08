"""Compare options that comply: score them, weigh them, and say who comes first for certain."""
