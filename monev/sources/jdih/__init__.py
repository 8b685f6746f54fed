"""Feeds of regional legal documentation sites (JDIH) into what is known of regulations."""
