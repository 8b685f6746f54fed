"""Published figures as tidy clippings: one figure per row, each with its publication."""
