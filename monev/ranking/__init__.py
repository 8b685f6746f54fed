"""Scorecards in, league tables with their intervals out. Values only: no database, no files.

Points and ranks are exact; floating numbers serve only the draws that say how far a rank may move.
Which regions are compared, and what they are compared by, is decided by who calls.
"""

from monev.ranking.build import Question, build_league
from monev.ranking.entrants import Entrant, judge, rules_of_most
from monev.ranking.kabkota import rank_children
from monev.ranking.roll_up import Member, roll_up
from monev.ranking.settings import LeagueSettings, Theme, load_league_settings

__all__ = [
    "Entrant",
    "LeagueSettings",
    "Member",
    "Question",
    "Theme",
    "build_league",
    "judge",
    "load_league_settings",
    "rank_children",
    "roll_up",
    "rules_of_most",
]
