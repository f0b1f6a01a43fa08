"""Choices as given to facts that fit the vocabulary."""
