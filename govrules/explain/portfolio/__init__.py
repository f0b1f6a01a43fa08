"""Tell a decision on a portfolio: each rule before and after an award, its limit and headroom."""
