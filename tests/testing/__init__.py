"""How well scenarios test their policies: coverage, mutants, boundaries."""
