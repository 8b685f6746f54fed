"""What would change a score: hypothetical steps, each proven by scoring the changed facts anew.

Values only: known facts, rules and a scorecard in; a `Prospect` out. No hypothesis is stored.
"""

from monev.counterfactual.reckon import apply, prospect

__all__ = ["apply", "prospect"]
