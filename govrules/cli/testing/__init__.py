"""What govrules test says besides which scenarios pass."""
