"""Choices from JSON, JSON lines, YAML and CSV, and the schema of a choice."""
