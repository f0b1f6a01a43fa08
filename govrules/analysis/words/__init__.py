"""Words, figures and single comparisons: what is unused, missing, or likely a slip."""
