"""What an office fills in for a paper that is signed: numbers, days, people, agenda.

Read strictly from a small YAML file; a key that is left out or empty is printed as a dotted line.
Nothing is made up here, and whether a person or a NIP exists is not checked: only its shape is.
"""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from monev.errors import UsageError
from monev.yaml_file import read_yaml

MOST_BYTES = 64 * 1024
MOST_PEOPLE, MOST_POINTS, MOST_ACTIONS = 20, 12, 60
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
UNPRINTABLE = re.compile(
    r"[^ -~\xa1-\xac\xae-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017e–—‘’“”•…]"
)
"""All but Latin letters and their punctuation: what the bundled faces cannot print, and characters
that are not seen or turn the direction of a line."""


def _tidied(value: Any) -> str:
    """Make one blank of line ends and runs of blanks; a bare 007 has lost its zeros by now."""
    if not isinstance(value, str):
        raise ValueError('a text is expected; put it between quotes: "..."')
    return " ".join(value.split())


@dataclass(frozen=True)
class _Letters:
    """Refuses a text that is too long, too short or cannot be printed."""

    most: int
    least: int = 0

    def __call__(self, text: str) -> str:
        if not self.least <= len(text) <= self.most:
            raise ValueError(f"{len(text)} letters; {self.least} to {self.most} are expected")
        found = UNPRINTABLE.search(text)
        if found:
            name = f"U+{ord(found.group()):04X}"
            raise ValueError(f"{name} stands in it; write Latin letters and plain punctuation")
        return text


def _digits(value: Any) -> Any:
    return re.sub(r"\s", "", str(value)) if isinstance(value, str | int) else value


def _day(value: Any) -> Any:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


_TIDIED = BeforeValidator(_tidied)
Brief = Annotated[str, _TIDIED, AfterValidator(_Letters(60))]
Line = Annotated[str, _TIDIED, AfterValidator(_Letters(120))]
Sentence = Annotated[str, _TIDIED, AfterValidator(_Letters(400))]
Title = Annotated[str, _TIDIED, AfterValidator(_Letters(160, least=1))]
Point = Annotated[str, _TIDIED, AfterValidator(_Letters(400, least=1))]
Nip = Annotated[str, BeforeValidator(_digits), Field(pattern="^([0-9]{18})?$")]
Day = Annotated[
    datetime.date,
    BeforeValidator(_day),
    Field(strict=True, ge=datetime.date(2000, 1, 1), le=datetime.date(2199, 12, 31)),
]


class _Filled(BaseModel):
    """A key without a value is a key left out, at every level."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Any) -> Any:
        if values is None:
            return {}
        if not isinstance(values, dict):
            return values
        return {
            name: value
            for name, value in values.items()
            if value is not None or name not in cls.model_fields
        }


class Person(_Filled):
    """Somebody who takes part or signs; `signs` asks for a signature block in minutes."""

    name: Line = ""
    position: Line = ""
    office: Line = ""
    rank: Brief = ""
    nip: Nip = ""
    signs: bool = False

    @property
    def nip_grouped(self) -> str:
        """The NIP in its usual groups: day of birth, appointment, sex, serial number."""
        told = self.nip
        return " ".join((told[:8], told[8:14], told[14], told[15:])) if told else ""


class Party(_Filled):
    """One side of a visit."""

    office: Line = ""
    people: list[Person] = Field(default=[], max_length=MOST_PEOPLE)

    @property
    def signers(self) -> list[Person]:
        """Who signs: those marked, else the first named, else one who is still to be named."""
        marked = [one for one in self.people if one.signs]
        return marked or self.people[:1] or [Person()]


class Agreement(_Filled):
    """What was agreed about one recommendation, named by its number."""

    action: Title
    deadline: Day | None = None
    remark: Sentence = ""


class MinutesFields(_Filled):
    """What the minutes of a visit need beside the result; `time` is told as `09.00 WIB`."""

    number: Brief = ""
    date: Day | None = None
    time: Brief = ""
    place: Line = ""
    visitors: Party = Party()
    hosts: Party = Party()
    agenda: list[Point] = Field(default=[], max_length=MOST_POINTS)
    agreements: list[Agreement] = Field(default=[], max_length=MOST_ACTIONS)
    points: list[Point] = Field(default=[], max_length=MOST_POINTS)


class Enclosure(_Filled):
    """A paper that goes with a letter; `number` and `pages` where they are known."""

    title: Title
    number: Brief = ""
    pages: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None


class LetterFields(_Filled):
    """What a covering letter needs beside the result.

    `recipient` and `recipient_place` replace the head of the region and *Tempat*; `enclosures`
    replace the papers that were filed about the region.
    """

    number: Brief = ""
    nature: Brief = ""
    subject: Sentence = ""
    place: Brief = ""
    date: Day | None = None
    recipient: Line = ""
    recipient_place: Brief = ""
    remarks: list[Point] = Field(default=[], max_length=4)
    enclosures: list[Enclosure] = Field(default=[], max_length=MOST_POINTS)
    on_behalf_of: Line = ""
    signer: Person = Person()
    copies: list[Title] = Field(default=[], max_length=MOST_POINTS)


Fields = TypeVar("Fields", MinutesFields, LetterFields)


def read_fields(path: Path, shape: type[Fields]) -> Fields:
    """Return what an office filled in.

    Raises CatalogueError with file and line for a key that is unknown, too long or of another
    shape, and UsageError for a file that is missing, larger than 64 KiB or no plain text.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file; copy one of the examples and fill it in")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UsageError(f"{path}: {size} bytes found, {MOST_BYTES} at most expected")
    try:
        if CONTROL.search(path.read_text(encoding="utf-8")):
            raise UsageError(f"{path}: control characters found; save it as plain text")
        return read_yaml(path).shaped(shape)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: no UTF-8 text; save it as UTF-8") from error
    except ValueError as error:
        raise UsageError(f"{path}: {error}; write a day that exists as 2024-10-31") from error
