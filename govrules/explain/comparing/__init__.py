"""A comparison of options in plain words, with its charts: the answer comes first."""
