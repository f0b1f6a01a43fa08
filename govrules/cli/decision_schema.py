"""The JSON Schemas of what is answered, as docs/reference has them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from govrules.model.comparison import Comparison
from govrules.model.decision import Decision
from govrules.model.portfolio import PortfolioDecision


def decision_schema() -> dict[str, Any]:
    """The schema (2020-12) of what `Decision.to_json` writes."""
    return _schema(Decision)


def comparison_schema() -> dict[str, Any]:
    """The schema (2020-12) of what `Comparison.to_json` writes."""
    return _schema(Comparison)


def portfolio_schema() -> dict[str, Any]:
    """The schema (2020-12) of what `PortfolioDecision.to_json` writes."""
    return _schema(PortfolioDecision)


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Every key is always there, but for the time of the run."""
    schema = model.model_json_schema(mode="serialization")
    schema["properties"].pop("run_at", None)
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
