"""Answers of the WebAPI into figures of regions and of the nation."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.facts import Fact
from models.finding import Severity
from monev.arrival import Arrival
from monev.errors import SourceError
from monev.sources.bps.answer import Answer, Figure, number_of, read_answer
from monev.sources.bps.periods import Span, spans_of
from monev.sources.bps.places import Place, dimension_of, places_of, prefer_new
from monev.sources.bps.sheet import BpsSheet, Measure, Unit, load_bps_sheet
from monev.sources.glimpse import Glimpse
from monev.sources.grid import folded
from monev.sources.reading import Intake, Reading, Resolve, make_fact
from monev.sources.source import Source


def fits(glimpse: Glimpse) -> bool:
    """Whether a JSON text is an answer of the WebAPI, also one that only says what went wrong."""
    keys = glimpse.keys
    return "data-availability" in keys or keys == {"status", "message"}


def read_bps(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read one answer about one variable.

    `arrival.asked` may name the measure and the number of the variable (`measure`, `var`). A null
    is no value. Raises SourceError for an error of BPS in the body, for a variable that stands
    for no measure, and for anything that is no answer about regions.
    """
    sheet = load_bps_sheet()
    intake = Intake.of(content, arrival, resolve)
    answer = read_answer(content, arrival.name, arrival.asked.get("var", ""), sheet)
    if isinstance(answer, str):
        texts = (
            f"BPS menjawab bahwa data tidak tersedia ({answer})",
            f"BPS answers that there are no such data ({answer})",
        )
        intake.note("bps.tanpa_data", Severity.WARNING, intake.name, texts)
        return Reading(sheet.id, [], intake.findings)
    name, measure = _measure(answer, arrival, sheet)
    unit = _unit(answer, measure, sheet, intake)
    facts: list[Fact] = []
    if unit is not None:
        facts = list(_Measured(answer, name, measure, unit, sheet, intake).facts())
    return Reading(sheet.id, facts, intake.findings)


def _measure(answer: Answer, arrival: Arrival, sheet: BpsSheet) -> tuple[str, Measure]:
    name = arrival.asked.get("measure") or sheet.variables.get(answer.variable, "")
    if name not in sheet.measures:
        found = f"variable {answer.variable} for {name[:40]!r}"
        expected = f"a measure named in the question: {', '.join(sheet.measures)}"
        raise SourceError(arrival.name, "", found, expected)
    return name, sheet.measures[name]


def _unit(answer: Answer, measure: Measure, sheet: BpsSheet, intake: Intake) -> Unit | None:
    """Return the unit; an empty one where none is stated, None where it is not the measure's."""
    written = answer.unit
    place = f"{intake.name} var"
    if not written:
        texts = (
            "satuan tidak disebut; angka disimpan tanpa satuan",
            "no unit is stated; the figures are kept without one",
        )
        intake.note("bps.satuan", Severity.WARNING, place, texts)
        return Unit(unit="")
    units = {folded(label): unit for label, unit in sheet.units.items()}
    unit = units.get(folded(written))
    if unit is not None and unit.unit == measure.unit:
        return unit
    texts = (
        f"satuan {written[:40]!r} ditemukan, seharusnya {measure.unit}; tidak dibaca",
        f"the unit {written[:40]!r} found, {measure.unit} expected; not read",
    )
    intake.note("bps.satuan", Severity.ERROR, place, texts)
    return None


@dataclass(frozen=True)
class _Measured:
    """One answer of known measure and unit, on its way to facts."""

    answer: Answer
    name: str
    measure: Measure
    unit: Unit
    sheet: BpsSheet
    intake: Intake

    def facts(self) -> Iterator[Fact]:
        """Yield the facts of all figures that can be used; the others become findings."""
        found = self.answer.figures()
        self._note_keys(found.ambiguous, found.unreached)
        places = places_of(self.answer.regions, self.sheet, self.intake)
        spans = spans_of(self.answer.years, self.answer.periods, self.sheet, self.intake)
        sound = [
            figure
            for figure in found.stated
            if figure.region.code in places
            and (figure.year.code, figure.period.code) in spans
            and self._sound(figure)
        ]
        for figure, place in prefer_new(sound, places, self.sheet, self.intake):
            yield self._fact(figure, place, spans[figure.year.code, figure.period.code])

    def _fact(self, figure: Figure, place: Place, span: Span) -> Fact:
        number = number_of(figure.value)
        notes = [f"ditulis dalam {self.answer.unit}"] if self.unit.times != 1 else []
        if place.former:
            notes.append(f"di bawah kode BPS lama {figure.region.code}")
        return make_fact(
            "statistic",
            {
                "region_code": place.code,
                "evidence_sha256": self.intake.sha256,
                "source_title": self.sheet.source_title.format(variable=self.answer.variable),
                "source_publisher": self.sheet.publisher,
                "tier": self.sheet.tier,
                "known_on": self.intake.arrival.received_on,
                "note": "; ".join(notes),
                "cells": {"value": {"locator": self._at(figure), "raw": str(figure.value)}},
                "measure": self.name,
                "dimension": dimension_of(figure.part, self.sheet),
                "span_start": span[0],
                "span_end": span[1],
                "value": None if number is None else number * self.unit.times,
                "unit": self.unit.unit,
                "definition": self.measure.definition,
            },
        )

    def _sound(self, figure: Figure) -> bool:
        if number_of(figure.value) is not None:
            return True
        texts = (
            f"{str(figure.value)[:40]!r} ditemukan, seharusnya angka",
            f"{str(figure.value)[:40]!r} found, a number expected",
        )
        self.intake.note("isi.sel", Severity.ERROR, self._at(figure), texts, None, figure.key)
        return False

    def _at(self, figure: Figure) -> str:
        return f"{self.intake.name} datacontent[{figure.key}]"

    def _note_keys(self, ambiguous: tuple[str, ...], unreached: tuple[str, ...]) -> None:
        place = f"{self.intake.name} datacontent"
        if ambiguous:
            shown = ", ".join(ambiguous[:3])
            texts = (
                f"{len(ambiguous)} kunci ({shown}) cocok dengan dua kombinasi; tidak dipakai",
                f"{len(ambiguous)} keys ({shown}) fit two combinations of the lists; not used",
            )
            self.intake.note("bps.kunci_ganda", Severity.ERROR, place, texts)
        if unreached:
            shown = ", ".join(key[:40] for key in unreached[:3])
            texts = (
                f"{len(unreached)} kunci ({shown}) tidak cocok dengan daftar; tidak dibaca",
                f"{len(unreached)} keys ({shown}) fit no combination of the lists; not read",
            )
            self.intake.note("bps.kunci_lepas", Severity.WARNING, place, texts)


BPS = Source("bps", fits, read_bps, "an answer of the BPS WebAPI with data-availability", ("json",))
