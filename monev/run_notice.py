"""Tell the office of a run that ended with exceptions: what is said, in plain values and text.

How it is sent belongs to `notify`; which exceptions there are, to the flow.
"""

from collections.abc import Sequence

from monev.notify import Notice, Sent, tell
from monev.settings import Settings

MOST_LINES = 20


def tell_of_exceptions(
    settings: Settings, period: str, evaluated: int, exceptions: Sequence[str]
) -> Sent:
    """Send the exceptions of a run by every channel that is set up; nothing where there are none.

    At most 20 lines are told, and how many more there are.
    """
    if not exceptions:
        return Sent()
    shown = list(exceptions[:MOST_LINES])
    more = len(exceptions) - len(shown)
    lines = [*shown, f"... and {more} more"] if more else shown
    subject = f"Monev {period}: run ended with {len(exceptions)} exceptions, {evaluated} evaluated"
    values = {
        "period": period,
        "evaluated": evaluated,
        "exceptions": shown,
        "exceptions_total": len(exceptions),
    }
    return tell(settings, Notice("run_with_exceptions", subject, "\n".join(lines), values))
