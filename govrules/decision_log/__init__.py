"""What was decided, by whom and why, kept so that it can be proved and decided again."""
