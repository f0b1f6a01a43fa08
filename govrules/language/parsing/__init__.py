"""Text to syntax tree: sections, words, phrases, grammar."""
