"""Answers of the BPS WebAPI: composed keys, labels with HTML, old and new codes, failures."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import Fact, Region, Severity, Statistic, Tier
from monev.errors import SourceError
from monev.register import load_register
from monev.sources.bps.reader import BPS
from monev.sources.bps.sheet import load_bps_sheet
from monev.sources.glimpse import Glimpse
from monev.sources.reading import Reading
from tests.arrivals import arrived

ACEH = {"val": 1100, "label": "<b>ACEH</b>"}
NATION = {"val": 9999, "label": "<b>INDONESIA</b>"}
PAPUA = {"val": 9400, "label": "<b>PAPUA</b>"}
MOUNTAINS = {"val": 9700, "label": "<b>PAPUA PEGUNUNGAN</b>"}
YAHUKIMO_OLD = {"val": 9416, "label": "YAHUKIMO"}
YAHUKIMO_NEW = {"val": 9707, "label": "Yahukimo"}

MANY = [{"val": at, "label": ""} for at in range(500)]


class Knowing:
    """A resolver that answers for foreign codes too, as the register itself could."""

    def __call__(self, text: str) -> Region:
        """Resolve a name or a Kemendagri code."""
        return load_register().resolve(text)

    def from_foreign(self, system: str, code: str) -> Region:
        """Resolve a code of another system."""
        return load_register().from_foreign(system, code)


RESOLVERS: list[Callable[[str], Region]] = [load_register().resolve, Knowing()]


def answer(*regions: dict[str, Any], content: dict[str, Any] | None = None, **other: Any) -> str:
    """An answer about variable 464 in 2025; each region has 1000 workers unless told otherwise."""
    body = {
        "status": "OK",
        "data-availability": "available",
        "var": [{"val": 464, "label": "Penduduk Bekerja", "unit": "Orang"}],
        "turvar": [{"val": 0, "label": "Tidak ada"}],
        "labelvervar": "Provinsi/Kabupaten/Kota",
        "vervar": list(regions),
        "tahun": [{"val": 125, "label": "2025"}],
        "turtahun": [{"val": 0, "label": "Tahun"}],
        "datacontent": {f"{region['val']}46401250": 1000 for region in regions},
    }
    if content is not None:
        body["datacontent"] = content
    return json.dumps({key: value for key, value in (body | other).items() if value != "leave out"})


def read(text: str, resolve: Callable[[str], Region] | None = None, **asked: str) -> Reading:
    """Read an answer to a question about working people."""
    arrival = arrived(
        "bps.json",
        source_id="bps",
        received_on=date(2026, 2, 1),
        asked={"measure": "penduduk_bekerja"} | asked,
    )
    return BPS.read(text.encode(), arrival, resolve or load_register().resolve)


def values(facts: list[Fact]) -> dict[str, Decimal | None]:
    """The values by region."""
    return {fact.region_code: fact.value for fact in facts if isinstance(fact, Statistic)}


def rules(reading: Reading) -> list[str]:
    """The rules of the findings."""
    return [finding.rule for finding in reading.findings]


@pytest.mark.parametrize("resolve", RESOLVERS)
def test_the_composed_key_is_looked_up(resolve: Callable[[str], Region]) -> None:
    """1100 + 464 + 0 + 125 + 0 is the key of Aceh in 2025; the fact keeps key and raw value."""
    reading = read(answer(ACEH, content={"110046401250": 2534.5}), resolve)
    (fact,) = reading.facts
    assert reading.findings == []
    assert isinstance(fact, Statistic)
    assert (fact.region_code, fact.measure, fact.dimension) == ("11", "penduduk_bekerja", "")
    assert (fact.value, fact.unit) == (Decimal("2534.5"), "orang")
    assert (fact.span_start, fact.span_end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (fact.tier, fact.source_publisher) == (Tier.DOCUMENT, "Badan Pusat Statistik")
    assert fact.known_on == date(2026, 2, 1)
    assert fact.cell("value").locator == "bps.json datacontent[110046401250]"
    assert fact.cell("value").raw == "2534.5"


@pytest.mark.parametrize("resolve", RESOLVERS)
def test_nation_provinces_kabupaten_and_kota_stand_in_one_list(
    resolve: Callable[[str], Region],
) -> None:
    """9999 is the nation; 1101 is Simeulue by BPS though 11.01 is Aceh Selatan; 71 begins kota."""
    reading = read(
        answer(
            ACEH,
            {"val": 1101, "label": "Simeulue"},
            {"val": "1171", "label": "Kota Banda Aceh"},
            {"val": 3273, "label": "Bandung"},
            {"val": 3204, "label": "Kab. Bandung"},
            {"val": 3171, "label": "Jakarta Selatan"},
            {"val": 6302, "label": "Kota Baru"},
            NATION,
        ),
        resolve,
    )
    assert reading.findings == []
    codes = ["11", "11.09", "11.71", "32.73", "32.04", "31.74", "63.02", "ID"]
    assert list(values(reading.facts)) == codes


def test_digits_of_the_neighbour_do_not_pass_with_a_wrong_name() -> None:
    """1101 named Aceh Selatan is Kemendagri's code without its dot: refused where it is known."""
    text = answer(ACEH, {"val": 1101, "label": "Aceh Selatan"})
    reading = read(text, Knowing())
    assert list(values(reading.facts)) == ["11"]
    assert rules(reading) == ["isi.daerah"]
    assert "Simeulue" in reading.findings[0].message_en


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ({"val": 1171, "label": "Kab. Simeulue"}, "BPS code 1171 is kota"),
        ({"val": 1103, "label": "Bogor"}, "in Aceh"),
        ({"val": 1102, "label": "Atlantis"}, "Atlantis"),
        ({"val": 7, "label": "Aceh"}, "four digits"),
    ],
)
def test_name_and_code_must_agree_without_a_table_too(region: dict[str, Any], found: str) -> None:
    """The kind by the code's shape and the province in the same list speak against a wrong row."""
    reading = read(answer(ACEH, region))
    assert list(values(reading.facts)) == ["11"]
    assert rules(reading) == ["isi.daerah"]
    assert found in reading.findings[0].message_en


@pytest.mark.parametrize("resolve", RESOLVERS)
def test_the_new_papua_code_wins_over_the_old_one(resolve: Callable[[str], Region]) -> None:
    """9416 and 9707 are both Yahukimo: with two values the old one is dropped, and it is said."""
    text = answer(
        PAPUA,
        MOUNTAINS,
        YAHUKIMO_OLD,
        YAHUKIMO_NEW,
        content={"941646401250": 10, "970746401250": 20},
    )
    reading = read(text, resolve)
    assert values(reading.facts) == {"95.03": 20}
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("bps.kode_lama", Severity.INFO)
    assert finding.region_code == "95.03"


@pytest.mark.parametrize("resolve", RESOLVERS)
def test_the_old_papua_code_counts_where_it_alone_has_a_value(
    resolve: Callable[[str], Region],
) -> None:
    """A null under the new code is no value, so the old row is used and its code noted."""
    text = answer(YAHUKIMO_OLD, YAHUKIMO_NEW, content={"941646401250": 10, "970746401250": None})
    reading = read(text, resolve)
    assert values(reading.facts) == {"95.03": 10}
    assert "9416" in reading.facts[0].note
    assert reading.findings == []


def test_twins_that_nothing_tells_apart_are_not_used() -> None:
    """Two rows of one region, neither of them under a former code: an error, and no fact."""
    twins = [{"val": 3204, "label": "Bandung"}, {"val": 3205, "label": "BANDUNG"}]
    reading = read(answer(*twins))
    assert (reading.facts, rules(reading)) == ([], ["bps.daerah_ganda"])


def test_null_is_missing_and_zero_is_zero() -> None:
    """A null gives no fact; a zero is stated."""
    jabar = {"val": 3200, "label": "JAWA BARAT"}
    text = answer(ACEH, jabar, content={"110046401250": None, "320046401250": 0})
    assert values(read(text).facts) == {"32": 0}


def test_an_ambiguous_key_is_not_used() -> None:
    """Part 1 with period 10 and part 11 with period 0 compose one key: nobody knows which."""
    text = answer(
        ACEH,
        turvar=[{"val": 1, "label": "Laki-laki"}, {"val": 11, "label": "Perempuan"}],
        tahun=[{"val": 111, "label": "2011"}],
        turtahun=[{"val": 0, "label": "Tahun"}, {"val": 10, "label": "Februari"}],
        content={"1100464111110": 5, "110046411110": 7},
    )
    reading = read(text)
    (finding,) = reading.findings
    assert (finding.rule, finding.severity) == ("bps.kunci_ganda", Severity.ERROR)
    assert "1100464111110" in finding.message_en
    (fact,) = reading.facts
    assert isinstance(fact, Statistic)
    assert (fact.value, fact.dimension) == (Decimal(7), "Laki-laki")


def test_a_key_of_no_combination_is_reported() -> None:
    """A value that the lists do not lead to is not read by taking its key apart."""
    reading = read(answer(ACEH, content={"110046401250": 1, "120046401250": 2}))
    assert values(reading.facts) == {"11": 1}
    assert rules(reading) == ["bps.kunci_lepas"]


def test_parts_and_wholes_are_told_apart() -> None:
    """The label of a part becomes the dimension; the whole has none."""
    text = answer(
        ACEH,
        turvar=[{"val": 1, "label": "Laki-laki"}, {"val": 3, "label": "Jumlah"}],
        content={"110046411250": 5, "110046431250": 9},
    )
    dimensions = {getattr(fact, "dimension", None): fact for fact in read(text).facts}
    assert set(dimensions) == {"Laki-laki", ""}


def test_the_survey_month_is_the_span() -> None:
    """Sakernas of August speaks of August, not of the year."""
    text = answer(
        ACEH, turtahun=[{"val": 190, "label": "Agustus"}], content={"11004640125190": 1000}
    )
    (fact,) = read(text).facts
    assert isinstance(fact, Statistic)
    assert (fact.span_start, fact.span_end) == (date(2025, 8, 1), date(2025, 8, 31))


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"tahun": [{"val": 125, "label": "2024"}]}, "bps.tahun"),
        ({"turtahun": [{"val": 0, "label": "Musim Tanam"}]}, "bps.masa"),
        ({"var": [{"val": 464, "unit": "Ton"}]}, "bps.satuan"),
    ],
)
def test_year_period_and_unit_must_be_understood(other: dict[str, Any], rule: str) -> None:
    """A year label against its code, an unknown period or another unit: one finding, no facts."""
    reading = read(answer(ACEH, NATION, **other))
    assert (reading.facts, rules(reading)) == ([], [rule])


def test_thousands_are_multiplied_and_the_raw_text_kept() -> None:
    """`Ribu Orang` is exact arithmetic on the stated value; the cell keeps what was stated."""
    reading = read(
        answer(ACEH, content={"110046401250": 2.5}, var=[{"val": 464, "unit": "Ribu Orang"}])
    )
    assert values(reading.facts) == {"11": 2500}
    assert reading.facts[0].cell("value").raw == "2.5"
    assert "Ribu Orang" in reading.facts[0].note


def test_no_unit_stays_no_unit() -> None:
    """An answer without `var` states no unit: the variable's number comes with the question."""
    reading = read(answer(ACEH, var="leave out"), var="464")
    (fact,) = reading.facts
    assert isinstance(fact, Statistic)
    assert (fact.unit, rules(reading)) == ("", ["bps.satuan"])


def test_a_value_that_is_no_number_is_a_finding() -> None:
    """A dash in the place of a number is reported at its key; `true` and 99 digits are none."""
    jabar, banten = {"val": 3200, "label": "JAWA BARAT"}, {"val": 3600, "label": "BANTEN"}
    content = {"110046401250": "-", "320046401250": True, "360046401250": 10**98}
    reading = read(answer(ACEH, jabar, banten, content=content))
    assert (reading.facts, rules(reading)) == ([], ["isi.sel"] * 3)
    assert reading.findings[0].place == "bps.json datacontent[110046401250]"


@pytest.mark.parametrize(
    "body",
    [
        '{"status":"OK","data-availability":"list-not-available","data":""}',
        '{"status":"OK","data-availability":"available","data":""}',
        '{"status":"OK","data-availability":"available","data":["",[]]}',
    ],
)
def test_no_data_is_said_and_is_no_zero(body: str) -> None:
    """BPS says with status 200 that it has nothing: a finding, and no fact."""
    reading = read(body)
    assert (reading.facts, rules(reading)) == ([], ["bps.tanpa_data"])
    assert BPS.fits(Glimpse.of(body.encode(), "bps.json"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"status":"Error","message":"th maksimal 3 tahun"}', "th maksimal 3 tahun"),
        (answer(ACEH, labelvervar="Kelompok Umur"), "Kelompok Umur"),
        (answer(ACEH, labelvervar="Daerah Perkotaan/Perdesaan"), "Perkotaan"),
        (answer(ACEH, labelvervar="leave out"), "rows that are regions"),
        (answer(ACEH, datacontent=[]), "no datacontent"),
        (answer(ACEH, vervar=[]), "vervar"),
        (answer(ACEH, ACEH), "1100 twice"),
        (answer(ACEH, var=[{"val": 465}]), "variable 465"),
        (answer({"val": "11 00", "label": "x"}), "val of digits"),
        (answer(ACEH, tahun=MANY, turtahun=MANY), "250000 values"),
        ('{"status":"OK","status":"OK"}', "'status' twice"),
        ("[" * 100_000, "nested too deep"),
        (answer(ACEH)[:-9], "cut-off JSON"),
        (answer(ACEH, content={"110046401250": float("nan")}), "NaN"),
        (answer(ACEH).replace("1000", "1e999999999"), "usual size"),
        ("[]", "a list"),
    ],
)
def test_what_is_no_answer_about_regions_is_refused(text: str, found: str) -> None:
    """Errors in the body, rows that are no regions and broken text stop with what was found."""
    with pytest.raises(SourceError, match=found):
        read(text, var="464")


def test_a_variable_without_a_measure_is_refused() -> None:
    """Numbers of variables are the operator's: one that names no measure is never guessed."""
    with pytest.raises(SourceError, match="variable 464"):
        read(answer(ACEH), measure="")


def test_an_answer_is_told_by_its_keys() -> None:
    """`data-availability` is BPS's own; a feed of regulations or a page of CKAN is none."""
    assert BPS.fits(Glimpse.of(answer(ACEH).encode(), "x"))
    assert BPS.fits(Glimpse.of(b'{"status":"Error","message":"gagal"}', "x"))
    assert not BPS.fits(Glimpse.of(b'{"status":"ok","data":[{"idData":1}]}', "x"))


def test_the_sheet_checks_what_it_names() -> None:
    """A variable that leads to no measure, and months out of order, are refused."""
    sheet = load_bps_sheet()
    for broken in ({"variables": {"464": "ternak"}}, {"periods": {"Aneh": (5, 2)}}):
        with pytest.raises(ValueError, match=r"ternak|Aneh"):
            type(sheet).model_validate(sheet.model_dump() | broken)
