"""The half-yearly report of the nation: what it prints, and the data inside it.

It is summed up by `monev.sum_up`, not here.
"""
