"""Measurements, printed as ratios side by side in one run. No test depends on a time."""
