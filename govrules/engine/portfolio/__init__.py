"""Portfolio rules: what many contracts come to taken together, before and after an award."""
