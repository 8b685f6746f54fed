"""Codes as words: the report's vocabulary, read from the catalogue, and Jinja's filters."""

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from monev import printing
from monev.scorecard import IndicatorScore
from monev.yaml_file import read_yaml

NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Vocabulary(BaseModel):
    """Every word list of `catalogue/wording.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reasons: dict[str, str]
    categories: dict[str, str]
    stages: dict[int, str]
    duty_statuses: dict[str, str]
    causes: dict[str, str]
    tiers: dict[str, str]
    bases: dict[str, str]
    severities: dict[str, str]
    fields: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "wording.yaml").shaped(Vocabulary)


def filters() -> dict[str, Any]:
    """Return the filters templates may use: printing of values, and words for codes."""
    words = vocabulary()
    return {
        "angka": printing.number,
        "polos": printing.plain,
        "rupiah": printing.rupiah,
        "rupiah_ringkas": printing.rupiah_short,
        "persen": printing.percent,
        "nilai": printing.score,
        "tanggal": printing.day,
        "besaran": printing.quantity,
        "alasan": lambda code: words.reasons[code],
        "kategori": lambda code: words.categories.get(code, code),
        "tahap": lambda code: words.stages[code],
        "status_kewajiban": lambda code: words.duty_statuses[code],
        "sebab": lambda code: words.causes[code],
        "jenis_sumber": lambda code: words.tiers[code],
        "dasar_tanggal": lambda code: words.bases[code],
        "keparahan": lambda code: words.severities[code],
        "medan": lambda name: words.fields.get(name.rpartition(".")[2], name),
        "ukuran": measured,
        "masukan": printed_input,
        "hitungan": worked,
        "angka_indonesia": indonesian_digits,
    }


def indonesian_digits(arithmetic: str) -> str:
    """Print the machine's digits of a sum the Indonesian way: `6164 x 12` as `6.164 × 12`."""
    printed = NUMBER.sub(lambda found: printing.plain(Decimal(found.group())), arithmetic)
    return printed.replace(" x ", " × ")


def worked(row: IndicatorScore) -> str:
    """Print how an indicator's value came about; citations of rules keep their digits."""
    return row.arithmetic if row.unit == "kategori" else indonesian_digits(row.arithmetic)


def measured(value: str | None, unit: str) -> str:
    """Print an indicator's value: a category in words, a share as percent, a number as it is."""
    if value is None:
        return "data belum tersedia"
    if unit == "kategori":
        return vocabulary().categories.get(value, value)
    number = Decimal(value)
    if unit in {"bagian", "rasio"}:
        return printing.percent(number * 100)
    return f"{printing.plain(number)} {unit}"


def printed_input(value: str, unit: str) -> str:
    """Print one input of a trace in its unit."""
    try:
        return printing.quantity(Decimal(value), unit)
    except ArithmeticError:
        return vocabulary().categories.get(value, value)
