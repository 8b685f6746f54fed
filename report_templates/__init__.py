"""Data, found through importlib.resources; no code belongs here."""
