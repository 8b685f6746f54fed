"""The DJPK portal's own numbers for provinces, kabupaten and kota, joined to regions by name.

The portal numbers kabupaten and kota in an order of its own and keeps old names. What does not
resolve is reported and never guessed. `--`, the sum over a province, is never asked for: it is
not the budget of the province.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from models.region import Region
from monev.errors import FetchError, UsageError
from monev.fetch.contents import json_in
from monev.fetch.errand import Errand, Missed, Reason

SOURCE = "djpk"
OWN_BUDGET = "00"
_NUMBER = re.compile(r"\d{2}")
_EXPECTED = "a JSON object of numbers and names"


@dataclass(frozen=True)
class DjpkScope:
    """What is wanted of the portal at the base `address`: one budget year, months from 1 to 12.

    `provinces` maps its province numbers to Kemendagri codes; `split_from` maps a new province to
    the one it left, for lists older than the split. `resolve` turns a name into a region or raises
    UsageError. `only` narrows the round to some region codes. Recent months are restated, so ask
    the last three again.
    """

    address: str
    year: int
    months: tuple[int, ...]
    provinces: Mapping[str, str]
    resolve: Callable[[str], Region]
    split_from: Mapping[str, str] = field(default_factory=dict)
    only: Collection[str] | None = None

    def portal(self, rest: str) -> str:
        """Return an address of the portal."""
        return f"{self.address.rstrip('/')}/portal/{rest}"


@dataclass(frozen=True)
class Export:
    """One question: the figures of one government up to one month."""

    region: str
    asked: Mapping[str, str]

    def address(self, scope: DjpkScope) -> str:
        """Return the address of the export."""
        words = "&".join(f"{name}={value}" for name, value in self.asked.items())
        return scope.portal(f"csv_apbd?type=apbd&{words}")

    def name(self) -> str:
        """Return what people may call the file."""
        return f"djpk-{self.region}-{self.asked['tahun']}-{int(self.asked['periode']):02}.xml"


def province_numbers(errand: Errand, scope: DjpkScope) -> list[str]:
    """Return the portal's numbers of the provinces in scope, in its order.

    A number we do not know, or one whose name is another province than we expect, is reported and
    left out. Raises FetchError when the list cannot be had.
    """
    wanted = None if scope.only is None else {code[:2] for code in scope.only}
    wanted = (
        None if wanted is None else wanted | {scope.split_from.get(code, "") for code in wanted}
    )
    found = []
    for number, name in _listed(errand, scope, f"provinsi/{scope.year}"):
        code = scope.provinces.get(number)
        if code is None:
            _report(errand, scope, "unresolved", f"province {number} {name!r} has no known number")
        elif (other := _other_province(scope, name, code)) is not None:
            text = f"province {number} {name!r} is {other}, and {code} was expected"
            _report(errand, scope, "unresolved", text, provinsi=number)
        elif wanted is None or code in wanted:
            found.append(number)
    return found


def exports_of(errand: Errand, scope: DjpkScope, number: str) -> list[Export]:
    """Return the exports to ask for in one province; names that fit no region are reported.

    Raises FetchError when the list of the province cannot be had.
    """
    exports = []
    for pemda, name in _listed(errand, scope, f"pemda/{number}/{scope.year}"):
        code = _region_code(errand, scope, number, pemda, name)
        if code is None or (scope.only is not None and code not in scope.only):
            continue
        for month in scope.months:
            asked = {
                "periode": str(month),
                "tahun": str(scope.year),
                "provinsi": number,
                "pemda": pemda,
            }
            exports.append(Export(code, asked))
    return exports


def _region_code(
    errand: Errand, scope: DjpkScope, number: str, pemda: str, name: str
) -> str | None:
    province = scope.provinces[number]
    if pemda == OWN_BUDGET:
        return province
    try:
        region = scope.resolve(name)
    except UsageError as error:
        _report(errand, scope, "unresolved", str(error), provinsi=number, pemda=pemda)
        return None
    if province not in (region.province_code, scope.split_from.get(region.province_code)):
        text = f"{name!r} is {region.code} {region.name}, which is not in province {province}"
        _report(errand, scope, "unresolved", text, provinsi=number, pemda=pemda)
        return None
    if region.kind == "provinsi":
        text = f"{name!r} is the province {region.code}, and a kabupaten or kota was expected"
        _report(errand, scope, "unresolved", text, provinsi=number, pemda=pemda)
        return None
    return region.code


def _other_province(scope: DjpkScope, name: str, code: str) -> str | None:
    """Return the code of a different region that the name clearly means; None in doubt."""
    try:
        region = scope.resolve(name)
    except UsageError:
        return None  # a stale or ambiguous name: the crosswalk of numbers is the better witness
    return None if region.code == code else region.code


def _listed(errand: Errand, scope: DjpkScope, rest: str) -> Iterator[tuple[str, str]]:
    """Yield number and name of a list, without the sum `--`."""
    answer = errand.fresh().bring(scope.portal(rest), SOURCE, "djpk-list.json")
    if answer is None:
        raise FetchError(scope.portal(rest), "an unchanged list, though none is held", _EXPECTED)
    parsed = json_in(answer, _EXPECTED)
    if not isinstance(parsed, dict) or not parsed:
        raise FetchError(answer.arrival.address, "another kind of JSON, or an empty one", _EXPECTED)
    for number, name in parsed.items():
        if _NUMBER.fullmatch(number) and isinstance(name, str):
            yield number, name


def _report(errand: Errand, scope: DjpkScope, reason: Reason, text: str, **asked: str) -> None:
    region = scope.provinces.get(asked.get("provinsi", ""), "")
    errand.report(
        Missed(
            source_id=SOURCE,
            reason=reason,
            text=text,
            region=region,
            address=scope.address,
            asked={"tahun": str(scope.year), **asked},
        )
    )
