"""Whether a record, or a site, speaks of another region than the feed's own.

Texts that name no region, or more than one, prove nothing and are passed over.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from models.finding import Severity
from models.region import Region
from monev.errors import MonevError
from monev.sources.grid import Value
from monev.sources.jdih.desk import Desk, quoted
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import FieldName
from monev.sources.notation.marks import LONGEST

_GOVERNMENT = ".go.id"
_OFFICES = {"kab": "kabupaten", "kota": "kota", "prov": "provinsi"}
_HOSTS: tuple[FieldName, ...] = ("copy_url", "page_url", "abstract_url")


@dataclass
class Whose:
    """The check of one feed; host and seat are told once for each region they name."""

    desk: Desk
    _named: dict[str, Region | None] = field(default_factory=dict)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def is_ours(self, record: Record) -> bool:
        """Whether the rule is one of the feed's region, by the body that made it (teuBadan).

        Host and seat are weaker: a server may be shared, so they give a finding only.
        """
        body = record["body"]
        other = self._other(record.text("body"))
        if other is not None:
            self._note("teuBadan", body, other, left_out=True)
            return False
        seat = self._other(record.text("seat"))
        if seat is not None and not self._may_sit_in(seat):
            self._note_once("tempatTerbit", record["seat"], seat)
        for name in _HOSTS:
            host = self._other(_region_in_host(record.text(name)))
            if host is not None:
                self._note_once("URL", record[name], host)
        return True

    def _other(self, text: str) -> Region | None:
        """Return the one other region that a text names; None where it names ours or none."""
        if not text or len(text) > LONGEST:
            return None
        if text not in self._named:
            self._named[text] = self._resolved(text)
        found = self._named[text]
        return None if found is None or found.code == self.desk.region.code else found

    def _resolved(self, text: str) -> Region | None:
        try:
            return self.desk.intake.resolve(text)
        except MonevError:
            return None  # free text that names no region, or several, says nothing

    def _may_sit_in(self, seat: Region) -> bool:
        """A province or kabupaten may have its seat in a kota of the same province."""
        ours = self.desk.region
        return ours.kind != "kota" and seat.province_code == ours.province_code

    def _note_once(self, what: str, cell: Value, other: Region) -> None:
        if (what, other.code) not in self._told:
            self._told.add((what, other.code))
            self._note(what, cell, other, left_out=False)

    def _note(self, what: str, cell: Value, other: Region, *, left_out: bool) -> None:
        ours = self.desk.region
        texts = (
            f"{what} {quoted(cell.raw)} menunjuk {other.name} ({other.code}), bukan "
            f"{ours.name} ({ours.code})" + ("; catatan dilewati" if left_out else ""),
            f"{what} {quoted(cell.raw)} names {other.name} ({other.code}), not "
            f"{ours.name} ({ours.code})" + ("; the record is left out" if left_out else ""),
        )
        self.desk.note("jdih.daerah", Severity.WARNING, cell.place, texts)


def _region_in_host(url: str) -> str:
    """Return the region a government's host is named after: `jdih.tangerangkab.go.id`."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""  # an address that cannot be one; nothing is fetched from it
    if not host.endswith(_GOVERNMENT):
        return ""
    label = host.removesuffix(_GOVERNMENT).rpartition(".")[2].replace("-", " ")
    for ending, office in _OFFICES.items():
        if label.endswith(ending) and label != ending:
            return f"{office} {label.removesuffix(ending).strip()}"
    return label
