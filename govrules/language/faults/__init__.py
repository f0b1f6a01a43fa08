"""What can be wrong in a policy: each fault writes its own sentence."""
