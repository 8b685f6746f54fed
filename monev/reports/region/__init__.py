"""Documents about one region: what report and fact sheet print, and the data inside them.

Nothing is scored here; papers signed by hand stand in `signed`.
"""
