"""Which fact to ask for next, and when no answer can change the verdict any more."""
