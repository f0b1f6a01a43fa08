"""A policy over columns: atoms, exact values and the logic as Polars expressions."""
