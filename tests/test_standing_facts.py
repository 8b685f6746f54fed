"""Which statements stand by a day: of one region, of many at once, and among peers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models import Evidence, Fact, Quarter, Receipt, ReceiptStatus, writing
from monev import quality
from monev.assess_region import measures_of_all, peers_of
from monev.comparison_facts import comparison_facts
from monev.objection_facts import Correction
from monev.objections import accept
from monev.settings import Settings
from monev.standing_facts import standing_among, standing_of
from monev.workspace import Workspace, open_workspace
from tests.facts import fact, with_values
from tests.objections import CITRA, IN_TIME, contest, copied, evaluated_at

QUARTER = Quarter(2024, 3)
DUE = QUARTER.due_date
FIRST, SECOND = date(2024, 10, 2), date(2024, 10, 8)
CODE, PEER = "36.72", "36.71"
TODAY = Correction("halaman 2", IN_TIME.date())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace without anything in it."""
    opened = open_workspace(Settings(workspace=tmp_path / "workspace"))
    yield opened
    opened.store.engine.dispose()


def hand_in(place: Workspace, code: str, day: date, persons: int) -> None:
    """Lay in a report of the quarter that states how many of a thousand are covered."""
    digest = f"{int(code.replace('.', '')) * 100 + day.day:064x}"
    now = datetime(day.year, day.month, day.day, tzinfo=UTC)
    kept = {"source_id": "instrument", "file_name": f"{code} {day}.xlsx"}
    with writing(place.store.engine) as session:
        session.add(Evidence(sha256=digest, media_type="x", size_bytes=1, received_at=now, **kept))
        session.flush()
        session.add(
            Receipt(
                sha256=digest,
                slot=f"{code} {day}",
                batch=f"{code} {day}",
                region_code=code,
                quarter=str(QUARTER),
                status=ReceiptStatus.READ,
                handed_in_on=day.isoformat(),
                received_on=day,
                received_at=now,
                **kept,
            )
        )
    stated = fact(
        "participation",
        segment="SEMUA",
        active_persons=persons,
        eligible_persons=1000,
        day=date(2024, 9, 30),
    )
    own = with_values(stated, region_code=code, evidence_sha256=digest, known_on=day)
    place.store.save_reading(f"{code} {day}", [own], [])


def persons(facts: list[Fact]) -> list[int]:
    """How many each of the facts counts."""
    return [getattr(one, "active_persons") for one in facts]  # noqa: B009 - any kind of fact


def test_a_replaced_hand_in_does_not_stand(place: Workspace) -> None:
    """The later hand-in stands from its day on; by an earlier day the first one still does."""
    hand_in(place, CODE, FIRST, 300)
    hand_in(place, CODE, SECOND, 400)
    assert persons(standing_of(place, CODE, DUE)) == [400]
    assert sorted(persons(standing_of(place, CODE, FIRST))) == [300, 400]


def test_peers_are_compared_by_what_stands(place: Workspace) -> None:
    """The measure of a peer is that of its last hand-in by the cut-off, and follows a new one."""
    hand_in(place, CODE, FIRST, 250)
    hand_in(place, PEER, FIRST, 300)
    assert measures_of_all(place, QUARTER)[PEER] == {"V18": Decimal(30)}
    hand_in(place, PEER, SECOND, 400)
    assert measures_of_all(place, QUARTER)[PEER] == {"V18": Decimal(40)}
    region = place.register.regions[CODE]
    assert peers_of(place, region, QUARTER) == {"V18": [Decimal(40)]}


def test_weights_rest_on_what_stands(place: Workspace) -> None:
    """The workers a region is weighed by are those of its last hand-in too."""
    hand_in(place, PEER, FIRST, 300)
    hand_in(place, PEER, SECOND, 400)
    for codes in ([PEER], None):
        found = comparison_facts(place, QUARTER, codes=codes).facts[PEER]
        assert persons(found) == [400]


@pytest.mark.parametrize("quarter", [Quarter(2024, 1), QUARTER, Quarter(2025, 4)])
def test_many_at_once_are_what_each_is(example: Workspace, quarter: Quarter) -> None:
    """Of the published example, all regions at once stand as each does by itself."""
    by = quarter.due_date
    every = [one for facts in example.store.facts_by_region().values() for one in facts]
    among = standing_among(example, every, by)
    assert len(among) > 20
    for code, facts in among.items():
        alone = standing_of(example, code, by)
        assert [one.fact_id for one in facts] == [one.fact_id for one in alone]


def test_what_an_objection_corrected_stands_nowhere(tmp_path: Path) -> None:
    """After acceptance the corrected statement stands, alone and among many, from its day on."""
    evaluated_at(tmp_path / "made")
    opened = copied(tmp_path / "made", tmp_path / "workspace", IN_TIME)
    one = contest(opened, "61,5")
    contested = one.objection.fact_id
    accept(opened, one.number, CITRA, "surat jelas", TODAY)
    own = standing_of(opened, "36.72", DUE)
    among = standing_among(opened, opened.store.facts_of("36.72"), DUE)["36.72"]
    assert [each.fact_id for each in own] == [each.fact_id for each in among]
    assert contested not in {each.fact_id for each in own}
    before = standing_of(opened, "36.72", date(2024, 10, 6))
    assert contested in {each.fact_id for each in before}


def test_what_peers_need_is_asked_narrowly(place: Workspace) -> None:
    """The rules name a kind and values, and the store returns those facts and no others."""
    hand_in(place, CODE, FIRST, 300)
    other = fact("participation", segment="PU", active_persons=5)
    (kept,) = place.store.facts_of(CODE)
    own = with_values(other, region_code=CODE, evidence_sha256=kept.evidence_sha256)
    place.store.save_reading("lain", [own], [])
    (asked,) = quality.peer_facts(place.quality_rules)
    assert asked.having == {"segment": ["SEMUA"], "payer": [""], "scope": ["semua"]}
    assert persons(place.store.facts_having(asked.kind, asked.having)) == [300]
    assert len(place.store.facts_of(CODE)) == 2


def test_arrivals_of_a_nation_are_those_of_each(place: Workspace) -> None:
    """Asked for more regions than fit one question, what came for each is what it is alone."""
    hand_in(place, CODE, FIRST, 300)
    hand_in(place, PEER, FIRST, 310)
    _arrived(place, None, ReceiptStatus.REFUSED)
    _arrived(place, CODE, ReceiptStatus.UNCHANGED)
    many = [CODE, PEER, *(f"99.{number}" for number in range(600))]
    found = place.store.landed_for(many)
    assert [len(found[one]) for one in (CODE, PEER, "99.1")] == [2, 2, 1]
    assert all(found[one] == place.store.landed(one) for one in (CODE, PEER, "99.1"))
    assert place.store.newest_landed() == 3


def _arrived(place: Workspace, code: str | None, status: ReceiptStatus) -> None:
    """Note an arrival without bytes, of a region or of none in particular."""
    now = datetime(2024, 10, 3, tzinfo=UTC)
    place.store.add_receipt(
        Receipt(
            file_name="kiriman",
            slot=f"slot {code}",
            region_code=code,
            status=status,
            received_on=now.date(),
            received_at=now,
        )
    )
