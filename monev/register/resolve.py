"""The register as a value, and the one way from a text to a region: exact, alias, or stop.

A near miss is named in the error and never taken: `Kabupaten Banjar` begins `Kabupaten
Banjarnegara`, and `Kota Banjar` is a third region. Reading the files is `load`'s work.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from models.region import Kind, Region, RegisterRow
from monev.errors import AmbiguousRegionError, UnknownRegionError, UsageError
from monev.register import codes
from monev.register.names import Spelling, keys_of, spellings, tidy

OFFERED = 3


@dataclass(frozen=True, eq=False)
class Register:
    """All regions by their code in force, with retired codes, aliases and foreign codes.

    The regions in it are shared by everybody: read them, but hand only `rows()` to a database.
    """

    regions: Mapping[str, Region]
    history: Mapping[str, str]
    aliases: Mapping[str, str]
    foreign: Mapping[tuple[str, str], str]
    tables: tuple[RegisterRow, ...] = ()

    def resolve(self, text: str, kind: Kind | None = None) -> Region:
        """Return the one region that `text` names.

        `text` is a Kemendagri code (a retired one leads to its successor), a name with or
        without its words of office, or an alias. `kind` narrows the search where the place of
        the text says it, such as a column headed "Provinsi".

        Raises AmbiguousRegionError for a name of several regions and UnknownRegionError for
        everything else, a code without its dot included: BPS codes look like that.
        """
        cleaned = tidy(text)
        if codes.looks_like_code(cleaned):
            region = self.regions[self.in_force_code(text)]
            if kind is not None and region.kind != kind:
                raise UnknownRegionError(text, _listed([region]), f"A {kind} is expected here.")
            return region
        readings = spellings(cleaned)
        found = _matches(self._by_name, readings, kind) or _matches(self._by_alias, readings, kind)
        if len(found) > 1:
            raise AmbiguousRegionError(text, _listed(found))
        if not found:
            hint = "" if cleaned else "The text is empty; write a code or a name."
            raise UnknownRegionError(text, _listed(self._nearest(readings[0].key, kind)), hint)
        return found[0]

    def __call__(self, text: str) -> Region:
        """Resolve a text: the register is what readers are handed to find a region."""
        return self.resolve(text)

    def in_force_code(self, code: str) -> str:
        """Return the code in force for a Kemendagri code; itself unless it was retired.

        Raises UnknownRegionError; for a code without its dot it says which way to write it.
        """
        cleaned = tidy(code)
        current = self.history.get(cleaned, cleaned)
        if current in self.regions:
            return current
        nearest, hint = codes.explain_unknown(cleaned, self.regions, self.foreign)
        raise UnknownRegionError(code, _listed(self.regions[near] for near in nearest), hint)

    def from_foreign(self, system: str, code: str) -> Region:
        """Return the region that `system` (BPS or DJPK) calls `code`.

        Raises UsageError for another system and UnknownRegionError for a code not in it.
        """
        name, cleaned = tidy(system).upper(), tidy(code)
        systems = sorted({known for known, _ in self.foreign})
        if name not in systems:
            raise UsageError(f"coding system {system!r} found, {' or '.join(systems)} expected")
        if (name, cleaned) not in self.foreign:
            known = [foreign for of, foreign in self.foreign if of == name]
            near = difflib.get_close_matches(cleaned, known, OFFERED)
            listed = [self.regions[self.foreign[name, foreign]] for foreign in near]
            hint = f"It was looked up as a code of {name}, which writes digits without a dot."
            raise UnknownRegionError(code, _listed(listed), hint)
        return self.regions[self.foreign[name, cleaned]]

    def codes_of(self, system: str) -> dict[str, str]:
        """Return every code of `system` (BPS or DJPK) with the Kemendagri code it stands for."""
        return {foreign: code for (name, foreign), code in self.foreign.items() if name == system}

    def split_from(self) -> dict[str, str]:
        """Return the provinces split off since 2022, each with the province it left."""
        return {code[:2]: old[:2] for old, code in self.history.items() if code[:2] != old[:2]}

    def children(self, province_code: str) -> list[Region]:
        """Return the autonomous kabupaten and kota of a province, sorted by code.

        Raises UnknownRegionError for an unknown code and UsageError if it is no province's.
        """
        province = self.regions[self.in_force_code(province_code)]
        if province.kind != "provinsi":
            raise UsageError(f"{province.code} {province.name} found, a province expected")
        return [
            region
            for region in self.governments()
            if region.province_code == province.code and region is not province
        ]

    def governments(self) -> list[Region]:
        """Return all regions with a budget of their own, sorted by code: those to evaluate."""
        return [region for _, region in sorted(self.regions.items()) if region.autonomous]

    def rows(self) -> list[RegisterRow]:
        """Return fresh rows of all four tables for a database, provinces before their children."""
        return [type(row).model_validate(row.model_dump()) for row in self.tables]

    @cached_property
    def _by_name(self) -> dict[str, list[Region]]:
        names = ((region.name, code) for code, region in sorted(self.regions.items()))
        return self._index(names)

    @cached_property
    def _by_alias(self) -> dict[str, list[Region]]:
        return self._index(self.aliases.items())

    def _index(self, names: Iterable[tuple[str, str]]) -> dict[str, list[Region]]:
        index: dict[str, list[Region]] = {}
        for name, code in names:
            for key in keys_of(name):
                index.setdefault(key, []).append(self.regions[code])
        return index

    def _nearest(self, key: str, kind: Kind | None) -> list[Region]:
        near = difflib.get_close_matches(key, self._by_name, OFFERED)
        listed = _unique(region for match in near for region in self._by_name[match])
        return [region for region in listed if kind in (None, region.kind)] or listed


def _matches(
    index: Mapping[str, list[Region]], readings: list[Spelling], kind: Kind | None
) -> list[Region]:
    """Return the regions that an index holds for any reading and that fit it."""
    return _unique(
        region
        for reading in readings
        for region in index.get(reading.key, [])
        if _fits(region, reading, kind)
    )


def _fits(region: Region, reading: Spelling, kind: Kind | None) -> bool:
    """Whether neither the words of office nor the caller speak against the region."""
    if reading.administrative and region.autonomous:
        return False
    return all(stated in (None, region.kind) for stated in (reading.kind, kind))


def _unique(regions: Iterable[Region]) -> list[Region]:
    return list({region.code: region for region in regions}.values())


def _listed(regions: Iterable[Region]) -> list[tuple[str, str]]:
    """Return code and a name that can be typed back without being ambiguous."""
    return [
        (region.code, f"Provinsi {region.name}" if region.kind == "provinsi" else region.name)
        for region in regions
    ]
