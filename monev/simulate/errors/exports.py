"""Seeded errors in SIPD exports and JDIH feeds."""
