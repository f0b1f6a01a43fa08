"""How well the scenarios of a policy test it: what they reach, and which changes they notice."""
