"""The logic program and its atoms → Z3, for questions about every choice at once.

Every real choice is a model of the translation; where a construct cannot be told exactly (months,
working days, very long lists) the translation also has models that no choice has. So what Z3 finds
impossible is impossible, and what it finds possible still has to be confirmed by the engine.
"""
