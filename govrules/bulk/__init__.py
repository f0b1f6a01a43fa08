"""Many choices at once: columns in, columns out, decided as one by one."""
