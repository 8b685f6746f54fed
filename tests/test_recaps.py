"""Recaps of a province and of the nation: counted by hand, and made once per figures and design."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import Document, DocumentForm, Tier, writing
from monev.errors import ArchiveError, UsageError
from monev.make_recaps import make_nation_recap, make_province_recap, recap_sha256
from monev.recap import NationRecap, ProvinceRecap
from monev.settings import Settings
from monev.submissions import Standing
from monev.sum_up import sum_up_nation, sum_up_province
from monev.workspace import Workspace
from tests.ranking.tables import WEIGHTS
from tests.recaps import (
    BEFORE,
    LITTLE,
    QUARTER,
    banten,
    excuse,
    file,
    handed_in,
    opened,
    points,
)

HTML = (DocumentForm.HTML,)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The small Banten and a DKI Jakarta that was evaluated; tests read it, never alter it."""
    place = opened(tmp_path_factory.mktemp("banten"))
    banten(place)
    file(place, "31", points("65"))
    handed_in(place, "36.01", date(2024, 10, 10))
    handed_in(place, "36.02", date(2024, 10, 11))
    excuse(place, "36.03")
    return place


@pytest.fixture(scope="module")
def province(world: Workspace) -> ProvinceRecap:
    """The recap of that Banten."""
    return sum_up_province(world, "36", QUARTER)


@pytest.fixture(scope="module")
def nation(world: Workspace) -> NationRecap:
    """The recap of a nation of which little more than Banten is known."""
    return sum_up_nation(world, QUARTER)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """A small Banten that a test may alter."""
    place = opened(tmp_path)
    banten(place)
    yield place


def test_ranks_share_a_tie_and_leave_out_the_unknown(province: ProvinceRecap) -> None:
    """Two at 70 share rank 2, the next is 4; who is unknown has no rank, least of all the last."""
    places = {
        one.region_code: (one.outcome.place.rank, one.outcome.place.tied, one.outcome.place.of)
        for one in province.rows
        if one.outcome and one.outcome.place
    }
    assert places == {
        "36.72": (1, False, 6),
        "36.02": (2, True, 6),
        "36.03": (2, True, 6),
        "36.71": (4, False, 6),
        "36.04": (5, False, 6),
        "36.01": (6, False, 6),
    }
    apart = {one.region_code: one.outcome for one in province.rows}
    assert apart["36.74"] is None
    little = apart["36.73"]
    assert little and little.unranked
    assert little.unranked.id == "kelengkapan data 12% di bawah 40%"


def test_every_interval_holds_ranks_that_exist(province: ProvinceRecap) -> None:
    """Intervals are drawn as often as the catalogue says and lie among the six that are ranked."""
    assert province.drawn
    assert province.drawn.draws == 10_000
    for one in province.rows:
        if one.outcome and (place := one.outcome.place):
            assert place.low is not None
            assert place.high is not None
            assert 1 <= place.low <= place.high <= 6


def test_who_was_scored_by_other_rules_is_not_ranked(own: Workspace) -> None:
    """36.04 under version 0.9 is told apart; the mean is that of 80, 70, 70, 60, 55 and 40."""
    file(own, "36.04", points("55"), version="0.9")
    file(own, "36.73", points("55"))
    recap = sum_up_province(own, "36", QUARTER)
    odd = {one.region_code: one.outcome for one in recap.rows}["36.04"]
    assert odd
    assert odd.place is None
    assert odd.unranked
    assert odd.unranked.id == "dinilai dengan rubrik lain (0.9)"
    assert recap.rules.version == "1.0"
    assert recap.together
    assert (recap.together.known, recap.together.mean) == (6, Decimal("62.5"))


def test_no_interval_where_indicators_weigh_unlike(own: Workspace) -> None:
    """A draw has one weight per indicator: where a kota weighs otherwise, only ranks are given."""
    file(own, "36.72", points("85"), weights=WEIGHTS | {"A1": "10", "A2": "10"})
    recap = sum_up_province(own, "36", QUARTER)
    places = [one.outcome.place for one in recap.rows if one.outcome and one.outcome.place]
    assert len(places) == 6
    assert all((one.low, one.high) == (None, None) for one in places)


def test_means_leave_out_the_unknown(province: ProvinceRecap, world: Workspace) -> None:
    """(80 + 70 + 70 + 60 + 55 + 40) / 6 = 62.5 over six of eight; by population over the same."""
    scores = {"36.72": 80, "36.02": 70, "36.03": 70, "36.71": 60, "36.04": 55, "36.01": 40}
    living = {code: world.register.regions[code].population_persons or 0 for code in scores}
    expected = Decimal(sum(scores[code] * living[code] for code in scores)) / sum(living.values())
    together = province.together
    assert together
    assert (together.known, together.of, together.mean) == (6, 8, Decimal("62.5"))
    assert together.basis == "penduduk"
    assert together.weighted is not None
    assert abs(together.weighted - expected) < Decimal("1e-9")


def test_a_mean_weighs_as_the_provinces_own_evaluation_did(own: Workspace) -> None:
    """Workers kept with the province's evaluation weigh, so that report and recap agree."""
    children = [
        {"code": one.code, "name": one.name, "regulation_in_force": None, "score": None}
        | {"persons": [["penduduk_bekerja", 300 if one.code == "36.72" else 100]]}
        for one in own.register.children("36")
    ]
    file(own, "36", points("50"), beside={"children": children})
    together = sum_up_province(own, "36", QUARTER).together
    assert together
    assert (together.basis, together.weighted) == ("penduduk_bekerja", Decimal("66.875"))


def test_no_mean_where_too_few_are_known(own: Workspace) -> None:
    """Five of eight are 62.5 %, less than the 70 % a mean needs."""
    file(own, "36.01", LITTLE)
    together = sum_up_province(own, "36", QUARTER).together
    assert together
    assert (together.known, together.mean, together.weighted) == (5, None, None)


def test_bands_and_regulations_are_counted_once(province: ProvinceRecap) -> None:
    """Three Baik, two Cukup, one Kurang, one without a band, one not evaluated: eight."""
    whole = province.whole
    assert (whole.of, whole.evaluated, whole.no_band) == (8, 7, 1)
    assert whole.bands == {
        "Sangat Baik": 0,
        "Baik": 3,
        "Cukup": 2,
        "Kurang": 1,
        "Sangat Kurang": 0,
    }
    assert whole.median == Decimal(65)  # of 40, 55, 60, 70, 70, 80
    assert (whole.in_force, whole.regulation_known) == (6, 7)


def test_a_change_is_told_under_the_same_rules_only(province: ProvinceRecap) -> None:
    """One up, one down, one level; other rules, no band and no earlier quarter are not compared."""
    moves = {one.region_code: one.outcome.move for one in province.rows if one.outcome}
    assert {code: one.points for code, one in moves.items()} == {
        "36.01": Decimal(10),
        "36.02": Decimal(-10),
        "36.03": None,
        "36.04": None,
        "36.71": None,
        "36.72": Decimal(0),
        "36.73": None,
    }
    assert moves["36.03"].reason == "aturan_berbeda"
    assert moves["36.04"].reason == "belum_dievaluasi"
    assert moves["36.71"].reason == "tanpa_predikat"
    told = province.moves
    assert (told.risen, told.fallen) == (["36.01"], ["36.02"])
    assert (told.up, told.down, told.level, told.not_compared) == (1, 1, 1, 4)


def test_duties_and_recommendations_are_counted(province: ProvinceRecap) -> None:
    """A1 has 85 points twice and less five times; one recommendation is overdue, one is new."""
    (duty,) = province.duties
    assert (duty.id, duty.unmet, duty.met, duty.unknown) == ("D1", 5, 2, 0)
    assert [(one.indicator, one.data, one.deed) for one in province.asked] == [("C1", 0, 1)]
    assert (province.overdue, province.overdue_in) == (1, 1)
    advice = {one.region_code: one.outcome.advice for one in province.rows if one.outcome}["36.01"]
    assert (advice.overdue, advice.open, advice.new, advice.done) == (1, 0, 1, 0)


def test_reports_are_those_of_the_receipts(province: ProvinceRecap) -> None:
    """On time on the due day, late the day after, excused by a waiver, the others missing."""
    found = {one.region_code: one.hand_in for one in province.rows}
    assert found["36.01"] is Standing.ON_TIME
    assert found["36.02"] is Standing.LATE
    assert found["36.03"] is Standing.EXCUSED
    assert found["36.74"] is Standing.MISSING
    assert (province.whole.reporting.expected, province.whole.reporting.on_time) == (7, 1)
    assert province.reports_opened


def test_without_any_report_nobody_is_called_late(own: Workspace) -> None:
    """Where the workspace took in no report of the quarter, the absence of one says nothing."""
    assert not sum_up_province(own, "36", QUARTER).reports_opened


def test_dki_jakarta_has_no_kabkota(world: Workspace) -> None:
    """Its six units are named, not scored; its own government is; there is no mean and no rank."""
    recap = sum_up_province(world, "31", QUARTER)
    assert (recap.rows, recap.together, recap.drawn, recap.duties) == ([], None, None, [])
    assert len(recap.administrative) == 6
    assert recap.own.outcome
    assert recap.own.outcome.score == Decimal(65)


def test_other_quarters_never_enter(world: Workspace) -> None:
    """36.74 was evaluated in the quarter before alone: in the quarter before it has 90 points."""
    now = {one.region_code: one.outcome for one in sum_up_province(world, "36", QUARTER).rows}
    past = {one.region_code: one.outcome for one in sum_up_province(world, "36", BEFORE).rows}
    assert now["36.74"] is None
    assert past["36.74"]
    assert past["36.74"].score == Decimal(90)
    assert past["36.04"] is None


def test_a_scorecard_of_another_quarter_is_refused(own: Workspace) -> None:
    """An evaluation whose scorecard speaks of another quarter stops the recap, with its number."""
    odd = file(own, "36.04", points("55"))
    with writing(own.store.engine) as session:
        found = session.merge(odd)
        found.scorecard = {**found.scorecard, "quarter": "2024-Q2"}
    with pytest.raises(ArchiveError, match=r"36\.04 2024-Q3.*36\.04 2024-Q2"):
        sum_up_province(own, "36", QUARTER)


def test_evaluations_older_than_documents_are_named(own: Workspace) -> None:
    """What was filed without what documents print cannot be summed up; the message says how."""
    old = file(own, "36.04", points("55"))
    with writing(own.store.engine) as session:
        session.merge(old).told = None
    with pytest.raises(UsageError, match=r"36\.04 Kabupaten Serang; `monev evaluate --period 202"):
        sum_up_province(own, "36", QUARTER)


def test_nobody_evaluated_is_no_recap(tmp_path: Path) -> None:
    """An empty quarter is refused for province and nation, not printed as zeros."""
    place = opened(tmp_path)
    with pytest.raises(UsageError, match="nobody in 36 Banten"):
        sum_up_province(place, "36", QUARTER)
    with pytest.raises(UsageError, match="no government has an evaluation"):
        sum_up_nation(place, QUARTER)
    with pytest.raises(UsageError, match="a province expected"):
        sum_up_province(place, "36.72", QUARTER)


def test_the_nation_counts_all_546(nation: NationRecap) -> None:
    """Nine are evaluated; 537 are not, and are neither ranked nor in a band."""
    assert len(nation.rows) == 546
    assert (nation.whole.of, nation.whole.evaluated, nation.whole.no_band) == (546, 9, 1)
    assert sum(nation.whole.bands.values()) == 8
    assert {kind: one.evaluated for kind, one in nation.kinds.items()} == {
        "provinsi": 2,
        "kabupaten": 4,
        "kota": 3,
    }
    assert sum(one.of for one in nation.zones.values()) == 546
    assert sum(one.kabkota.of for one in nation.provinces) == 508
    assert nation.zones["Sumatera"].median is None


def test_each_kind_is_ranked_by_itself(nation: NationRecap) -> None:
    """Kabupaten at 70 share the first place of three ranked with another; Kota 80 leads cities."""
    places = {
        one.region_code: (one.outcome.place.rank, one.outcome.place.of)
        for one in nation.rows
        if one.outcome and one.outcome.place
    }
    assert places == {
        "31": (1, 2),
        "36": (2, 2),
        "36.01": (4, 4),
        "36.02": (1, 4),
        "36.03": (1, 4),
        "36.04": (3, 4),
        "36.71": (2, 2),
        "36.72": (1, 2),
    }


def test_leaders_by_kind_and_zone(nation: NationRecap) -> None:
    """Tied leaders are both named without an interval; a zone compares kabupaten with kota."""
    found = {(one.theme, one.group): one for one in nation.leading}
    assert found["keseluruhan", "kabupaten"].codes == ["36.02", "36.03"]
    assert found["keseluruhan", "kabupaten"].low is None
    zone = found["keseluruhan", "Jawa-Bali"]
    assert (zone.codes, zone.of, zone.score) == (["36.72"], 6, Decimal(80))
    assert zone.low == 1
    assert ("keseluruhan", "Sumatera") not in found
    assert found["cakupan", "kota"].codes == ["36.72"]  # (60 x 20 + 85 x 15) / 35, above 60


def test_nation_and_province_give_one_mean(nation: NationRecap, province: ProvinceRecap) -> None:
    """The line of Banten in the nation is the recap of Banten; DKI Jakarta has none."""
    lines = {one.code: one for one in nation.provinces}
    assert lines["36"].together == province.together
    assert lines["36"].kabkota == province.whole
    assert lines["31"].together is None


def test_flags_come_from_the_evaluations(own: Workspace) -> None:
    """One region told by the press marks the whole recap; so does one simulated."""
    assert not sum_up_province(own, "36", QUARTER).from_press
    file(own, "36.02", points("70"), tiers=[Tier.PRESS])
    file(own, "36.03", points("70"), tiers=[Tier.SIMULATED])
    recap = sum_up_province(own, "36", QUARTER)
    assert recap.from_press
    assert recap.simulated


def numbers(made: list[Document]) -> list[str]:
    """The numbers of documents."""
    return [one.number for one in made]


def test_the_same_figures_keep_their_revision(own: Workspace) -> None:
    """Asked again the filed document comes; another language or form has the same revision."""
    first = make_province_recap(own, "36", QUARTER, forms=HTML)
    again = make_province_recap(own, "36", QUARTER, forms=HTML)
    assert numbers(first) == ["MONEV/36/2024-Q3/RP/R1"]
    assert [one.document_id for one in again] == [one.document_id for one in first]
    forms = (DocumentForm.XLSX, DocumentForm.HTML)
    assert (
        numbers(make_province_recap(own, "36", QUARTER, "en", forms))
        == ["MONEV/36/2024-Q3/RP/R1/EN"] * 2
    )
    assert [one.form for one in make_province_recap(own, "36", QUARTER, forms=forms)] == [*forms]
    assert len(own.store.newest_documents(first[0].kind, "36", "2024-Q3")) == 4


def test_other_figures_are_the_next_revision(own: Workspace) -> None:
    """A new evaluation of one region makes revision 2, in whatever language is asked first."""
    make_province_recap(own, "36", QUARTER, forms=HTML)
    file(own, "36.04", points("56"))
    assert numbers(make_province_recap(own, "36", QUARTER, "en", HTML)) == [
        "MONEV/36/2024-Q3/RP/R2/EN"
    ]
    assert numbers(make_province_recap(own, "36", QUARTER, forms=HTML)) == [
        "MONEV/36/2024-Q3/RP/R2"
    ]


def test_another_letterhead_is_the_next_revision(own: Workspace, tmp_path: Path) -> None:
    """The same figures in another design are another document; the old one stays as it is."""
    (old,) = make_province_recap(own, "36", QUARTER, forms=HTML)
    before = (own.store.root / old.path).read_bytes()
    office = tmp_path / "kantor.yaml"
    office.write_text("office: Biro Contoh\n", encoding="utf-8")
    other = replace(own, settings=Settings(workspace=own.store.root, issuer=office))
    (new,) = make_province_recap(other, "36", QUARTER, forms=HTML)
    assert (new.revision, new.inputs_sha256) == (2, old.inputs_sha256)
    assert (own.store.root / old.path).read_bytes() == before
    assert b"Biro Contoh" in (own.store.root / new.path).read_bytes()


def test_the_same_figures_make_the_same_bytes(own: Workspace, tmp_path: Path) -> None:
    """Two workspaces with the same evaluations make recaps with the same hashes."""
    other = opened(tmp_path / "lain")
    banten(other)
    forms = (DocumentForm.HTML, DocumentForm.XLSX)
    assert recap_sha256(sum_up_nation(own, QUARTER)) == recap_sha256(sum_up_nation(other, QUARTER))
    here = make_nation_recap(own, QUARTER, forms=forms)
    there = make_nation_recap(other, QUARTER, forms=forms)
    assert [one.sha256 for one in here] == [one.sha256 for one in there]
    assert numbers(here) == ["MONEV/ID/2024-Q3/RN/R1"] * 2
