"""Say what a policy does just below, at and just above each figure that it compares with."""

from govrules.explain.boundary.boundaries import Boundary, Side, boundaries

__all__ = ["Boundary", "Side", "boundaries"]
