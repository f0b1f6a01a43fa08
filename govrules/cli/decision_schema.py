"""The JSON Schema of a decision, as docs/reference/decision.schema.json has it."""

from __future__ import annotations

from typing import Any

from govrules.model.decision import Decision


def decision_schema() -> dict[str, Any]:
    """The schema (2020-12) of what `Decision.to_json` writes: every key is always there."""
    schema = Decision.model_json_schema(mode="serialization")
    schema["properties"].pop("run_at", None)
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
