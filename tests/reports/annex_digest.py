"""The bytes of all annexes of rich regions as one hash, for this process to print."""

import hashlib

from monev.assess_region import Assessment
from monev.dossier import Dossier
from monev.reports.region.annex import region_attachments, region_sheets
from monev.reports.region.view import RegionView
from monev.reports.workbook import as_workbook
from monev.rubric import rules_in_force
from monev.scoring import score
from monev.submissions import HandIn, Standing
from tests.facts import packaged_rubric
from tests.reports.explained import rich_facts
from tests.reports.pages import dossier


def told_of(kind: str) -> Dossier:
    """What is printed of a region whose facts state every field, with earlier recommendations."""
    known = rich_facts(kind)
    rules = rules_in_force(packaged_rubric(), kind, known.quarter.end)
    return dossier(
        Assessment(known, rules, [], score(known, rules), HandIn(Standing.LATE, known.quarter.end))
    )


def digest() -> str:
    """Return the hash over attachments and workbooks in both languages."""
    found = hashlib.sha256()
    for kind in ("kabupaten", "provinsi"):
        told = told_of(kind)
        for language in ("id", "en"):
            view = RegionView(told, language)
            for one in region_attachments(view):
                found.update(one.name.encode() + one.content)
            found.update(as_workbook(region_sheets(view), view.quarter.due_date))
    return found.hexdigest()


if __name__ == "__main__":
    print(digest())  # noqa: T201 - it is asked for on the command line
