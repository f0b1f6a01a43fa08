"""Benchmarks: how fast a check is beside other engines, as ratios taken in one run."""
