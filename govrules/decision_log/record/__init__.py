"""The record of a decision that English law asks for, made from the entries of a decision log."""
