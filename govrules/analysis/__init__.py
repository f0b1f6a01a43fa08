"""What holds of a policy for every possible choice: checks, their findings, and witnesses."""
