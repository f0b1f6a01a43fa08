"""Set a policy out as a paper for a council meeting: numbered, cited, with its boundaries."""
