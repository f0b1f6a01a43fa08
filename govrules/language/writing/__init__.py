"""Syntax tree back to text, in canonical layout."""
