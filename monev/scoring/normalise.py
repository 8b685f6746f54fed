"""Value -> points from 0 to 100 on the scale in force. Nothing is rounded here."""

from decimal import Decimal

from monev.errors import CatalogueError
from monev.rubric import Scale

FULL = Decimal(100)


def points_of(value: Decimal | str, scale: Scale, indicator: str) -> Decimal:
    """Return the points of a number (linear) or a category (steps).

    Raises CatalogueError when a formula yields what the scale does not know: that is a fault of
    the rules, never of the data.
    """
    if scale.linear is not None:
        if isinstance(value, str):
            raise CatalogueError(f"{indicator}.yaml", 1, "scale", f"a line cannot rate {value!r}")
        share = (value - scale.linear.floor) / (scale.linear.target - scale.linear.floor)
        return FULL * min(max(share, Decimal(0)), Decimal(1))
    steps = scale.steps or {}
    if not isinstance(value, str) or value not in steps:
        known = ", ".join(steps)
        raise CatalogueError(
            f"{indicator}.yaml", 1, "scale.steps", f"no step {value!r}; has {known}"
        )
    return steps[value]


def described(scale: Scale) -> str:
    """Say the scale in one line, for the trace."""
    if scale.linear is not None:
        return f"linear(lantai {scale.linear.floor}; target {scale.linear.target})"
    return "; ".join(f"{name} = {points}" for name, points in (scale.steps or {}).items())
