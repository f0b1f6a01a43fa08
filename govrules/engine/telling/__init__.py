"""Tell a decision in full from what durable-rules decided, and from nothing else."""
