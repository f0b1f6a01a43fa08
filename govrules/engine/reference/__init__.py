"""The reference evaluator: slow, obvious, and written from the meaning alone."""

from govrules.engine.reference.evaluation import UNKNOWN, Evaluation, Missing, RuleEvaluation

__all__ = ["UNKNOWN", "Evaluation", "Missing", "RuleEvaluation"]
