"""Registers of contracts and payments, as CSV, into choices by a mapping file."""
