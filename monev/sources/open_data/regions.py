"""The region of a row of open data: by its name, checked against its code where it has one."""

from models.finding import Severity
from models.region import Region
from monev.errors import MonevError
from monev.sources.bps.crosswalk import Crosswalk, MismatchError
from monev.sources.grid import Row, Value
from monev.sources.open_data.sheet import OpenDataSheet
from monev.sources.reading import Intake

_NOTHING = Value(None, "", "")
_PROVINCE_DIGITS = 2


class Regions:
    """Answers for the rows of one file, once per code and name; what fails is one finding each."""

    def __init__(self, sheet: OpenDataSheet, intake: Intake) -> None:
        self._columns, self._intake = sheet.columns, intake
        self._crosswalk = Crosswalk(intake.resolve)
        self._known: dict[tuple[str, str, str], Region | None] = {}

    def of(self, row: Row) -> Region | None:
        """Return the region of a row; None, with a finding, where name and code do not agree."""
        code, name = (row.cells.get(key, _NOTHING) for key in self._named_in(row))
        province = row.cells.get(self._columns.province_name, _NOTHING).text
        key = code.text, name.text, province
        if key not in self._known:
            try:
                self._known[key] = self._region(*key)
            except MismatchError as error:
                self._known[key] = None
                place = name.place or row.place
                self._intake.note("isi.daerah", Severity.ERROR, place, error.texts, None, name.text)
        return self._known[key]

    def _named_in(self, row: Row) -> tuple[str, str]:
        """Return the columns of code and name: of the kabupaten or kota, else of the province."""
        columns = self._columns
        own = (columns.code, columns.name)
        if all(row.cells.get(column, _NOTHING).blank for column in own):
            return columns.province_code, columns.province_name
        return own

    def _region(self, code: str, name: str, province: str) -> Region:
        if not name:
            raise MismatchError(
                f"kode {code[:20]!r} tanpa nama wilayah; kode saja tidak dipakai",
                f"code {code[:20]!r} without a name; a code alone is not used",
            )
        if code and "." not in code:
            whole = f"{code}00" if len(code) == _PROVINCE_DIGITS else code
            region, _ = self._crosswalk.region(whole, name)
        else:
            by_province = name == province
            region = (
                self._crosswalk.by_name(name, "provinsi") if by_province else self._resolved(name)
            )
            if code and region.code != code:
                raise _apart(f"kode {code[:20]}", f"code {code[:20]}", name, region)
        if not province:
            return region
        if self._crosswalk.by_name(province, "provinsi").code != region.province_code:
            raise _apart(f"provinsi {province[:40]}", f"province {province[:40]}", name, region)
        return region

    def _resolved(self, name: str) -> Region:
        try:
            return self._intake.resolve(name)
        except MonevError as error:
            raise MismatchError(f"nama wilayah {name[:60]!r} tidak dikenal", str(error)) from error


def _apart(found_id: str, found_en: str, name: str, region: Region) -> MismatchError:
    return MismatchError(
        f"{name[:60]!r} adalah {region.code} {region.name}, tetapi di sebelahnya {found_id}",
        f"{name[:60]!r} is {region.code} {region.name}, but {found_en} stands beside it",
    )
