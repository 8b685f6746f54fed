"""The libraries of the layout loaded, by import alone: for a server from which others are forked.

Such a server can only be told what to import. Fonts are not looked for here: the library that does
so keeps a thread of its own, and no thread outlives a fork; each worker warms up for itself.
"""

import concurrent.futures.process  # noqa: F401 - what every worker would load first

from monev.reports.pdf import conform, layout, render  # noqa: F401 - what workers are asked for
