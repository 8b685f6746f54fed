"""The layout engine loaded and warm, by import alone: for a process from which others are forked.

Such a process can only be told what to import. Nobody else imports this; `render.warm_up` is the
same as a call.
"""

import concurrent.futures.process  # noqa: F401 - what every forked worker would load first

from monev.reports.pdf import conform, layout, render  # noqa: F401 - what workers are asked for

render.warm_up()
