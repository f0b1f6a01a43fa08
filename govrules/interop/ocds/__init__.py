"""OCDS notices into choices, and decisions back into notices."""
