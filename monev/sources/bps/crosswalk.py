"""Regions in lists that carry a BPS code and a name: both must lead to the same region.

For a third of all regions the BPS digits are the Kemendagri digits of another one, so a code is
never turned into the other by its digits. Where the register answers for codes of BPS it is asked;
otherwise the name decides, and the shape and the province of the code must agree with it.
"""

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from models.region import Region
from monev.errors import MonevError
from monev.sources.reading import Resolve
from monev.yaml_file import catalogue_folder, read_yaml

FIRST_KOTA = 71
"""Kota are numbered from 71 in their province, kabupaten from 01, in both systems of codes."""

_CODE = re.compile(r"(?P<province>[0-9]{2})(?P<unit>[0-9]{2})")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORDS = {"provinsi": "Provinsi", "kabupaten": "Kabupaten", "kota": "Kota"}


@runtime_checkable
class ForeignCodes(Protocol):
    """A resolver that answers for codes of other systems too, as the register does."""

    def from_foreign(self, system: str, code: str) -> Region:
        """Return the region that `system` calls `code`; raises a child of MonevError."""
        ...


def foreign_codes(resolve: object) -> ForeignCodes | None:
    """Return the resolver as one that answers for codes of other systems, if it does."""
    return resolve if isinstance(resolve, ForeignCodes) else None


class MismatchError(MonevError):
    """Code and name of a region do not go together; says why, in two languages."""

    def __init__(self, text_id: str, text_en: str) -> None:
        super().__init__(text_en)
        self.texts = (text_id, text_en)


class SplitProvinces(BaseModel):
    """BPS codes of provinces that were divided, with the Kemendagri codes of the new ones."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    split_provinces: dict[str, list[str]]


@cache
def _split_provinces() -> dict[str, list[str]]:
    return (
        read_yaml(catalogue_folder("sources") / "bps.yaml").shaped(SplitProvinces).split_provinces
    )


def plain_label(label: str) -> str:
    """Return a label without HTML: `<b>ACEH</b>` is `ACEH`."""
    return " ".join(html.unescape(_TAG.sub(" ", label)).split())


def kind_of_code(code: str) -> str:
    """Return what a BPS code of four digits stands for, `provinsi`, `kabupaten` or `kota`.

    Raises MismatchError for anything else.
    """
    found = _CODE.fullmatch(code)
    if found is None:
        raise MismatchError(
            f"{code[:20]!r} bukan kode wilayah BPS empat angka",
            f"{code[:20]!r} found, a BPS code of four digits expected",
        )
    if found["unit"] == "00":
        return "provinsi"
    return "kota" if int(found["unit"]) >= FIRST_KOTA else "kabupaten"


class Crosswalk:
    """Answers for one file; `provinces` are names of provinces in it by their first two digits."""

    def __init__(self, resolve: Resolve, provinces: Mapping[str, str] | None = None) -> None:
        self._resolve = resolve
        self._foreign = foreign_codes(resolve)
        self._provinces = provinces or {}

    def region(self, code: str, name: str) -> tuple[Region, bool]:
        """Return the region that a BPS code and a name agree on, and whether it is a former code.

        A code of before the division of Papua leads to its region by the name. Raises
        MismatchError where name and code do not go together or the name is not known.
        """
        kind = kind_of_code(code)
        region = self.by_name(name, kind)
        if region.kind != kind:
            raise _mismatch(code, name, (kind, kind), region)
        if region.province_code in _split_provinces().get(code[:2], ()):
            return region, True
        if self._foreign is not None:
            listed = self._by_code(code[:2] if kind == "provinsi" else code)
            if listed is None:
                raise _mismatch(code, name, ("tidak dikenal", "not known"), region)
            if listed.code != region.code:
                raise _mismatch(code, name, (listed.name, listed.name), region)
            return region, False
        province = None if kind == "provinsi" else self._province(code[:2])
        if province is not None and province.code != region.province_code:
            where = f"di {province.name}", f"in {province.name}"
            raise _mismatch(code, name, where, region)
        return region, False

    def by_name(self, name: str, kind: str) -> Region:
        """Resolve a name with the word of office of its `kind`, else as it is written.

        Raises MismatchError for a name that no region has.
        """
        try:
            return self._resolve(f"{_WORDS[kind]} {name}")
        except MonevError:
            pass  # the name may bring its own word of office, in another form
        try:
            return self._resolve(name)
        except MonevError as error:
            raise MismatchError(f"nama wilayah {name[:60]!r} tidak dikenal", str(error)) from error

    def _by_code(self, code: str) -> Region | None:
        if self._foreign is None:
            return None
        try:
            return self._foreign.from_foreign("BPS", code)
        except MonevError:
            return None  # a code that BPS no longer uses; the caller says so

    def _province(self, prefix: str) -> Region | None:
        name = self._provinces.get(prefix)
        return None if name is None else self.by_name(name, "provinsi")


def _mismatch(code: str, name: str, by_code: tuple[str, str], region: Region) -> MismatchError:
    is_region = f"{region.code} {region.name}"
    return MismatchError(
        f"nama {name[:60]!r} adalah {is_region}, tetapi kode BPS {code} {by_code[0]}",
        f"{name[:60]!r} is {is_region}, but BPS code {code} is {by_code[1]}",
    )
