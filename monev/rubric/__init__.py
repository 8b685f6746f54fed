"""Rules as data: load the catalogue, refuse what does not fit, ask what is in force.

No facts and no arithmetic of scores belong here.
"""

from monev.rubric.book import from_content, to_content
from monev.rubric.in_force import RulesInForce, rules_in_force
from monev.rubric.load import Reading, load_rubric, profile_names, read_rubric
from monev.rubric.shapes import (
    Advice,
    Band,
    Duty,
    Gate,
    Indicator,
    Parameter,
    Pillar,
    Rubric,
    Scale,
)

__all__ = [
    "Advice",
    "Band",
    "Duty",
    "Gate",
    "Indicator",
    "Parameter",
    "Pillar",
    "Reading",
    "Rubric",
    "RulesInForce",
    "Scale",
    "from_content",
    "load_rubric",
    "profile_names",
    "read_rubric",
    "rules_in_force",
    "to_content",
]
