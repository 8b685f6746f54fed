"""Recaps of a province and of the nation: what they print, and the data inside them.

They are summed up by `monev.sum_up`, not here.
"""
