"""Deadline night: every office hands in and fetches its report at once, seen from outside."""
