"""Rules as data: load the catalogue, refuse what does not fit, ask what is in force.

No facts and no arithmetic of scores belong here.
"""

from monev.rubric.book import from_content, to_content
from monev.rubric.differences import (
    RuleWords,
    changes_in_force,
    method_changes,
    rule_changes,
    rule_words,
)
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
from monev.rubric.summary import RubricSummary, summary

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
    "RubricSummary",
    "RuleWords",
    "RulesInForce",
    "Scale",
    "changes_in_force",
    "from_content",
    "load_rubric",
    "method_changes",
    "profile_names",
    "read_rubric",
    "rule_changes",
    "rule_words",
    "rules_in_force",
    "summary",
    "to_content",
]
