"""The operator's `endpoints.yaml`: which services are asked, at which address, how fast.

Secrets never stand in it; keys are handed to the connectors as arguments.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PositiveFloat,
    PositiveInt,
    model_validator,
)

from monev.fetch.faults import Fault
from monev.fetch.guard import checked_url
from monev.fetch.mask import Mask
from monev.fetch.policy import FetchPolicy
from monev.yaml_file import YamlFile, read_yaml

Code = Annotated[str, Field(pattern=r"^\d{2}(\.\d{2})?$")]
Year = Annotated[int, Field(ge=2000, le=2199)]
_SECRET_NAME = re.compile(r"(\w*_)?(api_?)?(key|token|password|secret)", re.IGNORECASE)
_SECRET_IN_ADDRESS = re.compile(rf"[?&/]{_SECRET_NAME.pattern}[=/]", re.IGNORECASE)

Path_ = tuple[str | int, ...]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paging(_Shape):
    """Names of the query parameters that turn pages; both must stand in the address."""

    page: str = "page"
    limit: str = "limit"


class JdihEndpoint(_Shape):
    """The list of regulations of one region; `paged` where it comes in pages."""

    region: Code
    address: str
    paged: Paging | None = None


class DjpkEndpoint(_Shape):
    """The DJPK portal "Data APBD": base address and budget years."""

    address: str
    years: tuple[Year, ...] = Field(min_length=1)


def _known_formats(formats: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.upper().lstrip(".") for name in formats)


class CkanEndpoint(_Shape):
    """A CKAN catalogue: either the words of a search or the id of one resource.

    `measure` and `columns` (role -> heading) tell the reader what the figures are; they travel
    with the documents. `formats` are the kinds of file downloaded, `most_datasets` keeps a search
    from bringing home a whole catalogue.
    """

    address: str
    measure: str
    query: str = ""
    filters: str = ""
    resource: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    formats: Annotated[tuple[str, ...], AfterValidator(_known_formats)] = ("CSV", "XLSX", "XLS")
    most_datasets: PositiveInt = 50

    @model_validator(mode="after")
    def one_way(self) -> "CkanEndpoint":
        """Ask for a query or for a resource."""
        if bool(self.query or self.filters) == bool(self.resource):
            raise ValueError("either query (or filters) or resource is expected, and not both")
        return self


class BpsEndpoint(_Shape):
    """The BPS WebAPI: base address up to `/api`, national variables, years.

    `variables` maps the number of a variable to the measure it is in `catalogue/sources/bps.yaml`.
    """

    address: str
    variables: dict[PositiveInt, str] = Field(min_length=1)
    years: tuple[Year, ...] = Field(min_length=1)
    domain: str = Field(default="0000", pattern=r"^\d{4}$")


class Endpoints(_Shape):
    """All services of one operator, and how they may be asked.

    `rates` are requests per second by host; `ca_file` is a PEM file, relative to the YAML file.
    """

    jdih: tuple[JdihEndpoint, ...] = ()
    djpk: DjpkEndpoint | None = None
    ckan: tuple[CkanEndpoint, ...] = ()
    bps: BpsEndpoint | None = None
    allow_private: bool = False
    ca_file: Path | None = None
    rates: dict[str, PositiveFloat] = Field(default_factory=dict)

    def policy(self) -> FetchPolicy:
        """Return the default manners with the operator's own choices."""
        return FetchPolicy(
            allow_private=self.allow_private, ca_file=self.ca_file, host_rates=self.rates
        )

    def addresses(self) -> Iterator[tuple[Path_, str]]:
        """Yield every address with the place where it stands."""
        for number, one in enumerate(self.jdih):
            yield ("jdih", number, "address"), one.address
        for number, catalogue in enumerate(self.ckan):
            yield ("ckan", number, "address"), catalogue.address
        for name, service in (("djpk", self.djpk), ("bps", self.bps)):
            if service is not None:
                yield (name, "address"), service.address


def read_endpoints(path: Path) -> Endpoints:
    """Read the operator's file; raises CatalogueError with line and cure for the first mistake."""
    file = read_yaml(path)
    _refuse_secrets(file, (), file.content)
    endpoints = file.shaped(Endpoints)
    for place, address in endpoints.addresses():
        _check_address(file, place, address)
    _check_jdih(file, endpoints)
    if endpoints.ca_file is None:
        return endpoints
    ca_file = path.parent / endpoints.ca_file
    if not ca_file.is_file():
        raise file.error(("ca_file",), f"no such file: {ca_file}; a PEM file is expected")
    return endpoints.model_copy(update={"ca_file": ca_file})


def _refuse_secrets(file: YamlFile, place: Path_, value: Any) -> None:
    """Refuse keys and passwords before the file is read, as its other errors quote what they find.

    Those words are not repeated here.
    """
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            _refuse_secrets(file, (*place, step), inner)
        return
    named = bool(place) and _SECRET_NAME.fullmatch(str(place[-1]))
    text = str(value)
    if named or _SECRET_IN_ADDRESS.search(text) or Mask(())(text) != text:
        raise file.error(
            place, "this seems to be a key, token or password; secrets are handed in, not written"
        )


def _check_address(file: YamlFile, place: Path_, address: str) -> None:
    """Refuse what is no web address."""
    try:
        checked_url(address)
    except Fault as fault:
        raise file.error(place, f"{address}: {fault.found}; expected {fault.expected}") from None


def _check_jdih(file: YamlFile, endpoints: Endpoints) -> None:
    """Refuse paged addresses without their parameters, and an address listed twice."""
    seen: dict[str, int] = {}
    for number, one in enumerate(endpoints.jdih):
        if one.address in seen:
            first = seen[one.address] + 1
            raise file.error(("jdih", number, "address"), f"entry {first} has this address too")
        seen[one.address] = number
        if one.paged is None:
            continue
        present = checked_url(one.address).params
        for name in (one.paged.page, one.paged.limit):
            if not present.get(name, "").isdigit():
                raise file.error(
                    ("jdih", number, "address"),
                    f"{name!r} with a number is expected in the query of a paged address",
                )
