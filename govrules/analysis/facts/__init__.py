"""The facts of a choice: which of them a rule reads, and between which values policies tell."""
