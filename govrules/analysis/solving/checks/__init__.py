"""The checks that ask the solver, one file for each kind of question."""
