"""Atoms and exact values of a policy over columns, as Polars expressions."""
