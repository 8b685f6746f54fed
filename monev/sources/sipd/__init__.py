"""Exports of SIPD and printed budget tables into budget lines for contributions.

Which code, heading or word means what stands in `catalogue/sources/sipd.yaml`.
"""
