"""A small Banten over half a year, whose changes can be counted by hand. Nothing here is real."""

from datetime import date

from models import Evaluation, Quarter, Semester, Tier, writing
from monev.profile import RegulationRow
from monev.trace import Input
from monev.workspace import Workspace
from tests.ranking.tables import MISSING
from tests.recaps import LITTLE, action, excuse, file, handed_in, overdue, points

SEMESTER = Semester(2024, 2)
FIRST, LAST = SEMESTER.quarters()


def half_year(place: Workspace) -> None:
    """File the world of the tests.

    Rises: 36 by 46 (44 to 90), 36.01 by 20, 36.02 by 18; 36.03 falls by 40. 36.04 was scored by
    other rules before, of 36.71 too little was known; 36.72 is known in the first quarter only,
    36.73 in the last only, 36.74 in none.
    """
    file(place, "36", points("50") | {"A1": MISSING}, FIRST)  # 88 of 100 points of weight
    for code, score in {"36.01": "40", "36.02": "70", "36.03": "90", "36.72": "80"}.items():
        file(place, code, points(score), FIRST)
    file(place, "36.04", points("30"), FIRST, version="0.9")
    file(place, "36.71", LITTLE, FIRST)
    for code, score in {"36": "90", "36.02": "88", "36.03": "50", "36.73": "75"}.items():
        file(place, code, points(score), LAST)
    file(
        place,
        "36.01",
        points("60"),
        LAST,
        actions=[action("36.01")],
        follow_up=[overdue("36.01")],
    )
    file(place, "36.04", points("60"), LAST)
    file(place, "36.71", points("60"), LAST)
    rules(place)
    handed_in(place, "36.01", FIRST.due_date, FIRST)
    handed_in(place, "36.03", date(2025, 2, 1), LAST)
    excuse(place, "36.02")


def rules(place: Workspace) -> None:
    """Give the evaluations regulations: some of this half-year, some before, after or revoked."""
    enact(
        place,
        "36.01",
        LAST,
        rule("12", date(2024, 8, 5)),
        rule("1", date(2024, 6, 30)),
        rule("13", date(2024, 9, 1), in_force=False),
    )
    enact(place, "36.02", FIRST, rule("7", date(2024, 9, 1)))
    enact(place, "36.02", LAST, rule("7", date(2024, 9, 1), in_force=False))
    enact(place, "36.72", FIRST, rule("3", date(2024, 7, 1)))
    enact(place, "36.73", LAST, rule("9", date(2024, 12, 31)), rule("1", date(2025, 1, 1)))


def rule(number: str, day: date, *, in_force: bool = True) -> RegulationRow:
    """A regulation of 2024 that stands in a stage since a day."""
    return RegulationRow(
        instrument="Perbup",
        number=number,
        year=2024,
        title=f"Contoh {number}",
        stage=8 if in_force else 9,
        stage_on=day,
        in_force=in_force,
        status="berlaku" if in_force else "dicabut",
        source=Input(
            name="regulation.stage",
            value="8",
            unit="",
            raw="8",
            locator="A1",
            evidence_sha256="a" * 64,
            source_title="contoh",
            source_publisher="contoh",
            known_on=day,
            known_basis="tercetak",
            tier=Tier.DOCUMENT.value,
        ),
    )


def enact(place: Workspace, code: str, quarter: Quarter, *found: RegulationRow) -> None:
    """Let the current evaluation of a government know these regulations."""
    current = place.store.current_evaluation(code, str(quarter))
    assert current is not None
    with writing(place.store.engine) as session:
        row = session.get(Evaluation, current.evaluation_id)
        assert row is not None
        row.profile = {"regulations": [one.model_dump(mode="json") for one in found]}
        session.add(row)
