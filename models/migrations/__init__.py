"""How far the database of this version has come."""

NEWEST = "0014"
"""The last of the versions; a test holds it to the files."""
