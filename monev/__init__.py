"""The domain: how figures become findings, scores, explanations and reports."""

__version__ = "0.1.0"
