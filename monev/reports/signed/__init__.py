"""Papers about one region that are signed by hand: minutes of a visit and the covering letter.

A signature by certificate is `pdf.signature`'s.
"""
