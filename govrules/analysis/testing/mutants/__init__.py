"""Small changes to a policy, and which of them its scenarios notice."""
