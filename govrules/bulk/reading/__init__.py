"""Read tables: columns of facts, and what is wrong with rows."""
