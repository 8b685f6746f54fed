"""Names of a report in both languages: each list covers all that may be printed by it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any, get_args

import pytest

from models import Quarter
from monev.counterfactual.levers import load_levers
from monev.evaluate_region import NEW_LOOK, REGULAR_REASON
from monev.profile import ContextRow, FigureRow
from monev.register import load_register
from monev.reports.region.provenance import used_inputs
from monev.reports.words import names
from monev.reports.words.speech import Speech
from monev.reports.words.wording import vocabulary
from monev.rubric import rules_in_force
from monev.rubric.shapes import PROPOSAL, TargetFamily
from monev.scorecard import Input
from monev.scoring import profile
from monev.still_holds import NEW_INPUTS, NEW_SUMS
from monev.units import units
from monev.yaml_file import catalogue_folder, read_yaml
from tests.facts import QUARTER, packaged_rubric
from tests.reports.explained import KINDS, cards, rich, rich_facts

WORDS = vocabulary()
SHEETS = ("bps.yaml", "data_terbuka.yaml", "djpk.yaml", "published_figures.yaml")
CITED = re.compile(r"(UU|PP|Perpres|Permen\w+|Inpres) \d+/\d{4}")
"""A regulation cited by kind, number and year alone is printed as it is in both languages."""
SOURCE = Input(
    **{"name": "statistic.value", "value": "1", "unit": "", "raw": "1", "locator": "A1"},
    **{"evidence_sha256": "", "source_title": "", "source_publisher": "", "tier": "instrumen"},
    known_on=QUARTER.end,
    known_basis="tercetak",
)


def stated(content: Any, key: str) -> Iterator[str]:
    """Every text under a key, anywhere in a file."""
    if isinstance(content, dict):
        if isinstance(content.get(key), str):
            yield content[key]
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from stated(one, key)


def in_sheets(key: str) -> set[str]:
    """Every text under a key of the fact sheets whose figures are told beside the score."""
    folder = catalogue_folder("sources")
    return {text for name in SHEETS for text in stated(read_yaml(folder / name).content, key)}


def figure(measure: str, title: str) -> FigureRow:
    """A published figure."""
    shared: dict[str, Any] = {"dimension": "", "unit": "orang", "source": SOURCE}
    days = {"span_start": QUARTER.start, "span_end": QUARTER.end}
    return FigureRow(measure=measure, title=title, value=Decimal(1), **days, **shared)


def test_every_agency_has_its_word() -> None:
    """Those of advice and levers, and those of the simulated nation; the Indonesian name stays."""
    asked = {one.agency for one in packaged_rubric().advice}
    asked |= {one.agency for one in load_levers().levers if one.agency}
    asked |= set(stated(read_yaml(catalogue_folder("simulation.yaml")).content, "agency"))
    assert len(asked) > 15
    assert asked <= set(WORDS.agencies)
    for name, wording in WORDS.agencies.items():
        assert wording.id == name
        assert re.fullmatch(r"[A-Z][^()]+ \([^()]+\)", wording.en), name


def test_every_band_has_its_word() -> None:
    """Those of the rubric and of every profile, in the words that the rules themselves use."""
    folder = files("catalogue")
    listed = [folder / "rubric.yaml", *(folder / "profiles").iterdir()]
    titles = [
        band["title"]
        for one in listed
        if one.name.endswith(".yaml")
        for dated in read_yaml(one).content.get("bands", [])
        for band in dated["bands"]
    ]
    assert {one["id"]: one["en"] for one in titles} == {
        name: one.en for name, one in WORDS.bands.items()
    }
    assert len(titles) == 10


def test_a_band_is_called_as_its_own_rules_call_it() -> None:
    """The frame of a scorecard is asked first, then the list; an unknown band stays as it is."""
    card = rich("kota")
    assert card.frame is not None
    renamed = card.frame.bands[0].title.model_copy(update={"en": "Excellent"})
    best = card.frame.bands[0].model_copy(update={"title": renamed})
    frame = card.frame.model_copy(update={"bands": [best]})
    assert names.band_title(best.title.id, "en", frame) == "Excellent"
    assert names.band_title(best.title.id, "en") == "Very good"
    assert names.band_title("Istimewa", "en", frame) == "Istimewa"
    assert names.band_in(card, "id") == card.band
    assert names.band_in(card, "en") in {one.title.en for one in card.frame.bands}
    assert names.band_in(card.model_copy(update={"band": None}), "en") is None


def test_every_kind_of_government_and_zone_has_its_word() -> None:
    """As the register of regions has them."""
    regions = load_register().regions.values()
    assert {one.kind for one in regions} == set(WORDS.kinds) == set(WORDS.heads)
    assert {one.island_zone for one in regions} == set(WORDS.island_zones)


def test_every_figure_and_event_of_the_fact_sheets_has_its_word() -> None:
    """Measures, their definitions, categories of context and the texts we write for them."""
    folder = catalogue_folder("sources")
    listed = [read_yaml(folder / name).content["measures"] for name in ("bps.yaml", "djpk.yaml")]
    assert {name for one in listed for name in one} <= set(WORDS.measures)
    told = in_sheets("measure")
    assert told
    assert told <= set(WORDS.measures)
    dimensions = read_yaml(folder / "djpk.yaml").content["dimensions"]
    assert set(dimensions.values()) == set(WORDS.dimensions)
    assert in_sheets("category") == set(WORDS.events)
    written = in_sheets("definition") | in_sheets("text")
    assert written - {"text"} == set(WORDS.texts)  # the unit of a text is called so too
    assert in_sheets("unit") - {"Rp", "satuan"} <= set(units())  # a column is called satuan


def test_a_figure_is_told_by_its_measure_and_by_what_its_definition_adds() -> None:
    """An account's path adds nothing where it ends in the measure's name; a survey does."""
    path = figure("belanja_pegawai", "Belanja Daerah > Belanja Pegawai")
    assert names.figure_title(path, "en") == "Personnel expenditure"
    survey = figure("penduduk_bekerja", "Sakernas")
    assert names.figure_title(survey, "id") == "Penduduk bekerja, Sakernas"
    told = "Employed population, National Labour Force Survey (Sakernas)"
    assert names.figure_title(survey, "en") == told
    assert names.figure_title(figure("luas_wilayah", "luas wilayah"), "en") == "Luas wilayah"


def test_context_is_told_in_our_words_or_in_those_of_the_source() -> None:
    """What the fact sheet words for an amount is translated; a paper's own words are not."""
    for text, english in (
        (
            "DBH Sawit diterima daerah",
            "Palm-oil revenue sharing (DBH Sawit) received by the region",
        ),
        ("Paritrana Award 2024", "Paritrana Award 2024"),
    ):
        row = ContextRow(
            category="kegiatan", text=text, happened_on=None, amount_idr=None, source=SOURCE
        )
        assert names.event_text(row, "en") == english
        assert names.event_text(row, "id") == text


def test_families_and_references_of_targets_have_words() -> None:
    """A plan of the nation is called by its name, any other family by a word."""
    national = set(get_args(TargetFamily))
    assert set(WORDS.families) == {"daerah"}
    assert not national & set(WORDS.families)
    targets = [one for one in packaged_rubric().parameters if one.family]
    for told in (value.reference for one in targets for value in one.values):
        assert told in WORDS.references or CITED.fullmatch(told), told
    assert PROPOSAL in WORDS.references


def test_reasons_of_revisions_have_words() -> None:
    """Those that the work itself gives; a person's reason is printed as it was given."""
    assert {REGULAR_REASON, NEW_INPUTS, NEW_SUMS, NEW_LOOK} == set(WORDS.revision_reasons)
    assert Speech("en").word("revision_reasons", "dokumen diterima") == "dokumen diterima"


@pytest.mark.parametrize("kind", KINDS)
def test_each_place_where_a_figure_is_used_has_a_word(kind: str) -> None:
    """An indicator by its id, any other part of the report by a word."""
    rules = rules_in_force(packaged_rubric(), kind, QUARTER.end)
    told = profile(rich_facts(kind), rules)
    card = rich(kind)
    places = {place for one in used_inputs(card, told) for place in one.used_in}
    assert places - {one.id for one in card.indicators} <= set(WORDS.used_in)
    assert {"cakupan", "target", "anggaran"} <= places
    assert names.uses(("C1", "cakupan"), "en") == "C1, coverage"


def test_what_our_own_books_wrote_is_told_in_english() -> None:
    """Receipts, earlier advice and results of kab/kota bear titles and places of our wording."""
    ours = {
        (one.source_title, one.locator)
        for card in cards()
        for row in card.indicators
        for one in row.inputs
        if one.source_publisher == names.OURS
    }
    assert len(ours) > 5
    for title, locator in ours:
        told = names.source_title(title, names.OURS, "en"), names.place(locator, names.OURS, "en")
        assert told[0] != title
        assert told[1] != locator or locator.startswith("surat")
        assert not re.search(
            r"\b(hasil|revisi|laporan|nilai|menurut)\b", " ".join(told), re.IGNORECASE
        )
        assert names.place(locator, names.OURS) == locator
    other = "Hasil monev Kota Cilegon 2024-Q3"
    assert names.source_title(other, "Koran Contoh", "en") == other


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("a.xlsx lembar Data Pokok sel C14", "a.xlsx sheet Data Pokok cell C14"),
        ("a.xlsx lembar Anggaran sel D5–D44", "a.xlsx sheet Anggaran cell D5–D44"),
        ("k.csv baris 14, kolom value", "k.csv row 14, column value"),
        ("k.csv baris 3 kolom 4", "k.csv row 3 column 4"),
        ("d.xls lembar DPA sel F5..F8, 3 sel", "d.xls sheet DPA cell F5..F8, 3 cells"),
        ("umpan.json [12].judul", "umpan.json [12].judul"),
        (
            "a.xlsx lembar Realisasi s.d. TW III sel D5",
            "a.xlsx sheet Realisasi s.d. TW III cell D5",
        ),
        ("a.xlsx lembar APBD s.d. Juni", "a.xlsx sheet APBD s.d. Juni"),
        ("a.xlsx lembar APBD s.d. Juni baris 5", "a.xlsx sheet APBD s.d. Juni row 5"),
        ("isi lembar 1.xlsx lembar Target sel D5", "isi lembar 1.xlsx sheet Target cell D5"),
        ("isi lembar 1.xlsx lembar Target", "isi lembar 1.xlsx sheet Target"),
        ("tanpa akhiran lembar Target sel D5", "tanpa akhiran sheet Target cell D5"),
        (
            "a.xlsx lembar Data kolom baru sel H3 s.d. O3",
            "a.xlsx sheet Data kolom baru cell H3 to O3",
        ),
    ],
)
def test_places_in_files_are_told_in_either_language(indonesian: str, english: str) -> None:
    """Sheets, rows and cells in words; names of files, sheets and keys as they are."""
    assert names.place(indonesian, "Pemerintah Kota Contoh", "en") == english
    assert names.place(indonesian) == indonesian


def test_a_quarter_is_called_by_its_value_or_its_code() -> None:
    """Roman numbers in both languages."""
    assert names.quarter_label(Quarter(2024, 3), "id") == "Triwulan III Tahun 2024"
    assert names.quarter_label("2024-Q3", "en") == "Quarter III 2024"
