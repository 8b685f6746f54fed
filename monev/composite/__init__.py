"""Arithmetic of composite scores: values in, values out.

No facts, no law, no files, no regions belong here; who calls it knows where a value came from.
"""
