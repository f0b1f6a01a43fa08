"""Questions about every choice at once, answered by Z3, and the checks that ask them."""
