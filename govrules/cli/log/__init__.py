"""The commands that work on the decision log, one file each."""
