"""Syntax tree to typed policy: names, types, relations, warnings."""
