"""What a reader of the API sees: drafts of the own area, and what is published where it is public.

Everything else is absent, in lists and by address alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from models import Document, Region
from monev.open_data import OPEN_KINDS, Stand, stands_of
from monev.portal.access import ApiReader, Opened, Person, may_read
from monev.portal.api.shapes import RevisionsAsked
from monev.store.revisions import RevisionMark
from monev.workspace import Workspace

ID = re.compile(r"(\d\d(?:\.\d\d)?)-(2[01]\d\d-Q[1-4])-r([1-9]\d{0,5})", re.ASCII)

Seen = tuple[RevisionMark, Stand]


@dataclass(frozen=True)
class Sight:
    """One reader in one workspace; `person` is null for a visitor."""

    workspace: Workspace
    person: Person | None

    def covers(self, region: Region) -> bool:
        """Say whether a region lies in the reader's own area: drafts are seen there too."""
        return self.person is not None and may_read(self.person, region)

    def regions(self) -> list[Region]:
        """Return the governments the reader may ask about, by code."""
        public = self.workspace.settings.portal_public
        every = self.workspace.register.governments()
        return sorted(
            (one for one in every if public or self.covers(one)), key=lambda one: one.code
        )

    def region(self, code: str) -> Region | None:
        """Return one of these governments."""
        return next((one for one in self.regions() if one.code == code), None)

    def revisions(self, quarter: str, codes: list[str] | None = None) -> list[Seen]:
        """Return the revisions of a quarter that the reader may read, by code, newest first."""
        seen = {one.code: one for one in self.regions() if codes is None or one.code in codes}
        rows = self.workspace.store.marks_in(quarter, seen)
        stands = stands_of(rows, self.workspace.store.steps_of(quarter))
        return [
            (row, stand)
            for row in rows
            if (stand := stands[row.evaluation_id]).published or self.covers(seen[row.region_code])
        ]

    def evaluation(self, name: str) -> Seen | None:
        """Return the revision with an id."""
        found = ID.fullmatch(name)
        if found is None:
            return None
        code, quarter, revision = found[1], found[2], int(found[3])
        seen = self.revisions(quarter, [code])
        return next((one for one in seen if one[0].revision == revision), None)

    def asked(self, asked: RevisionsAsked, until: str = "") -> Iterator[Seen]:
        """Yield what fits, newest quarter first, then by code, then newest revision first.

        Quarters after `until` are passed over, none where it is empty.
        """
        codes = [
            one.code
            for one in self.regions()
            if asked.region in (None, one.code) and asked.province in (None, one.province_code)
        ]
        for quarter in self.workspace.store.quarters() if codes else ():
            if asked.quarter not in (None, quarter) or (until and quarter > until):
                continue
            taken = ""
            for row, stand in self.revisions(quarter, codes):
                if asked.status not in (None, stand.status):
                    continue
                if asked.current and taken == row.region_code:
                    continue
                taken = row.region_code
                yield row, stand

    def may_hold(self, document: Document) -> bool:
        """Say whether a document of a revision that is seen may be read.

        Outside the own area only reports and fact sheets: minutes and letters name persons.
        """
        region = self.workspace.register.regions[document.scope]
        return self.covers(region) or document.kind in OPEN_KINDS


def sight(workspace: Opened, person: ApiReader) -> Sight:
    """Return what the asker sees."""
    return Sight(workspace, person)


Seeing = Annotated[Sight, Depends(sight)]
