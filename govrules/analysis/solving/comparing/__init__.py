"""Two rulebooks held against each other for every choice."""
