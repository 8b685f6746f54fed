"""BPS WebAPI: the figures of national variables, a few years per call.

The key is a segment of the address and is masked everywhere. What the composed keys of the answer
mean is read by `sources`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from monev.arrival import Document
from monev.errors import FetchError, UsageError
from monev.fetch.contents import parsed_json
from monev.fetch.endpoints import BpsEndpoint
from monev.fetch.errand import Errand
from monev.fetch.statuses import message_in

SOURCE = "bps"
YEARS_PER_CALL = 3
_YEAR_ZERO = 1900
_EXPECTED = 'a JSON object with status "OK"'
_LIMIT = re.compile(r"\b(?:maks\w*|max\w*|limit\w*|batas\w*|lebih|exceed\w*|most)\b", re.IGNORECASE)
_OF_YEARS = re.compile(r"\b(?:th|tahun|years?|periode|period)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b[1-9]\b")


class _TooManyYearsError(Exception):
    """The service takes fewer years per call; `most` is the number its text names, if any."""

    def __init__(self, most: int | None) -> None:
        super().__init__(most)
        self.most = most


def fetch_bps(errand: Errand, endpoint: BpsEndpoint, key: str) -> Iterator[Document]:
    """Yield the answers for all variables and years; those without data or failed are reported.

    Years are asked three at a time, and fewer where the service says so. `key` is the personal
    key of the WebAPI. Raises UsageError without a key.
    """
    if not key.strip():
        raise UsageError("no key for the BPS WebAPI; register there for one and hand it in")
    for variable, measure in endpoint.variables.items():
        years = sorted(set(endpoint.years))
        waiting = [years[at : at + YEARS_PER_CALL] for at in range(0, len(years), YEARS_PER_CALL)]
        while waiting:
            span = waiting.pop(0)
            try:
                document = _ask(errand, endpoint, key.strip(), variable, span, measure)
            except _TooManyYearsError as error:
                size = min(error.most or len(span), len(span) - 1)
                parts = [span[at : at + size] for at in range(0, len(span), size)]
                waiting = parts + waiting
                continue
            except FetchError as error:
                asked = _asked(endpoint, variable, th_of(span), measure)
                errand.fail(error, SOURCE, asked=asked)
                continue
            if document is not None:
                yield document


def th_of(years: Sequence[int]) -> str:
    """Return the service's code of some years: year - 1900, a range `123:125` or a list."""
    codes = [year - _YEAR_ZERO for year in years]
    if len(codes) > 1 and codes[-1] - codes[0] == len(codes) - 1:
        return f"{codes[0]}:{codes[-1]}"
    return ";".join(map(str, codes))


def _ask(
    errand: Errand,
    endpoint: BpsEndpoint,
    key: str,
    variable: int,
    years: Sequence[int],
    measure: str,
) -> Document | None:
    """Return one answer; None (reported) when the service has no data or our copy is still good."""
    th = th_of(years)
    path = f"list/model/data/lang/ind/domain/{endpoint.domain}/var/{variable}/th/{th}"
    document = errand.bring(
        f"{endpoint.address.rstrip('/')}/{path}/key/{quote(key, safe='')}",
        SOURCE,
        f"bps-{variable}-{th.replace(':', '-').replace(';', '-')}.json",
        asked=_asked(endpoint, variable, th, measure),
        secrets=(key,),
    )
    if document is None:
        return None
    parsed = parsed_json(document, _EXPECTED)
    if not isinstance(parsed, dict):
        raise FetchError(document.arrival.address, "another kind of JSON", _EXPECTED)
    if str(parsed.get("status", "")).upper() != "OK":
        _refuse(document, parsed, years)
    if not _has_data(parsed):
        errand.miss(document.arrival, "no_report", "the service has no data for these years")
        return None
    return document


def _asked(endpoint: BpsEndpoint, variable: int, th: str, measure: str) -> dict[str, str]:
    words = {"var": str(variable), "th": th, "domain": endpoint.domain}
    return {**words, "measure": measure}


def _refuse(document: Document, parsed: dict[str, Any], years: Sequence[int]) -> None:
    """Raise what a status other than OK means; the status stands in the body, not in HTTP's."""
    words = message_in(parsed)
    if len(years) > 1 and _LIMIT.search(words) and _OF_YEARS.search(words):
        number = _NUMBER.search(words)
        raise _TooManyYearsError(int(number[0]) if number else None)
    found = f"status {parsed.get('status')!r} in the body ({words or 'no message'})"
    raise FetchError(document.arrival.address, found, _EXPECTED)


def _has_data(parsed: dict[str, Any]) -> bool:
    """Tell figures from the ways the service says it has none: a word, "" or ["", []]."""
    if parsed.get("data-availability", "available") != "available":
        return False
    return isinstance(parsed.get("datacontent"), dict) and bool(parsed["datacontent"])
