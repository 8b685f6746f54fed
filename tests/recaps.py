"""A small Banten for recaps, whose scores, ranks and means can be reckoned by hand.

Scorecards are filed without being scored. Nothing here is about a real region.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from models import Evaluation, Evidence, Quarter, Receipt, ReceiptStatus, Tier, Waiver, writing
from monev.dossier import Told
from monev.scorecard import Action, BandRule, Duty, FollowUp, PillarScore, Scorecard
from monev.settings import Settings
from monev.submissions import HandIn, Standing
from monev.wording import Wording
from monev.workspace import Workspace, open_workspace
from tests.ranking.tables import WEIGHTS, all_points, card, known
from tests.ranking.tables import Told as Says

QUARTER, BEFORE = Quarter(2024, 3), Quarter(2024, 2)
MOMENT = datetime(2024, 10, 11, tzinfo=UTC)
BANDS = {"Sangat Baik": "85", "Baik": "70", "Cukup": "55", "Kurang": "40", "Sangat Kurang": "0"}
LITTLE = {"A1": known("85", value="perkada_berlaku")}
"""Only one of seven indicators known: 12 % of the weight, so no band and no rank."""


def opened(folder: Path) -> Workspace:
    """Return a new workspace with a clock that stands."""
    place = open_workspace(Settings(workspace=folder))
    return Workspace(place.settings, place.store, place.register, place.rubric, lambda: MOMENT)


def points(score: str, regulation: str = "perda_berlaku") -> dict[str, Says]:
    """Every indicator at the same points, and a category of regulation."""
    return {**all_points(score), "A1": known(score, value=regulation)}


def scorecard(
    code: str, says: Mapping[str, Says], quarter: Quarter = QUARTER, **more: Any
) -> Scorecard:
    """Return a scorecard with bands, pillars and one duty, met from 85 points of A1."""
    weights = more.pop("weights", WEIGHTS)
    made = card(says, code=code, version=more.pop("version", "1.0"), weights=weights)
    bands = [
        BandRule(title=Wording(id=name, en=f"band {low}"), at_least=Decimal(low))
        for name, low in BANDS.items()
    ]
    band = next((one.title.id for one in bands if (made.score or 0) >= one.at_least), None)
    first = made.indicators[0]
    status = "data_belum_tersedia" if first.status != "dinilai" else "belum"
    if first.score is not None and first.score >= 85:
        status = "terpenuhi"
    duty = {"id": "D1", "title": Wording(id="Menetapkan regulasi", en="Enact a regulation")}
    return made.model_copy(
        update={
            "quarter": str(quarter),
            "frame": made.frame.model_copy(update={"bands": bands}) if made.frame else None,
            "band": band if made.band else None,
            "pillars": [_pillar(made, name) for name in sorted({one[0] for one in WEIGHTS})],
            "duties": [Duty(**duty, status=status, indicators=["A1"])],  # type: ignore[arg-type]
            **more,
        }
    )


def _pillar(made: Scorecard, name: str) -> PillarScore:
    own = [one for one in made.indicators if one.pillar == name]
    scores = [one.score for one in own if one.status == "dinilai" and one.score is not None]
    return PillarScore(
        id=name,
        title=Wording(id=f"Pilar {name}", en=f"Pillar {name}"),
        weight=sum((one.weight for one in own), Decimal(0)),
        score=scores[0] if scores else None,
        low=Decimal(0),
        high=Decimal(100),
        completeness=Decimal(len(scores)) / len(own),
    )


def file(
    place: Workspace,
    code: str,
    says: Mapping[str, Says],
    quarter: Quarter = QUARTER,
    *,
    tiers: Sequence[Tier] = (Tier.INSTRUMENT,),
    beside: dict[str, Any] | None = None,
    **more: Any,
) -> Evaluation:
    """File the next revision of a region with such a scorecard."""
    made = scorecard(code, says, quarter, **more)
    told = Told(
        rubric_title=Wording(id="Rubrik contoh", en="Example rubric"),
        hand_in=HandIn(Standing.ON_TIME),
        late_facts=0,
        tiers=list(tiers),
    )
    current = place.store.current_evaluation(code, str(quarter))
    evaluation = Evaluation(
        region_code=code,
        quarter=str(quarter),
        revision=1 if current is None else current.revision + 1,
        reason="uji",
        mode=made.mode,
        rubric_profile=made.rubric_profile,
        rubric_version=made.rubric_version,
        inputs_sha256="0" * 64,
        completeness=made.completeness,
        score=made.score,
        score_low=made.score_low,
        score_high=made.score_high,
        band=made.band,
        provisional=made.provisional,
        scorecard=made.model_dump(mode="json"),
        beside=beside,
        told=told.model_dump(mode="json"),
        created_at=MOMENT,
    )
    return place.store.file_evaluation(evaluation, [], [], [], [])


def banten(place: Workspace) -> None:
    """File the world of the tests.

    36.72 leads with 80; 36.02 and 36.03 are tied at 70; 36.71 60; 36.04 55; 36.01 40. Of 36.73 too
    little is known, 36.74 was never evaluated. The province itself has 50.
    """
    for code, score in {"36.02": "70", "36.03": "70", "36.04": "55", "36.71": "60"}.items():
        file(place, code, points(score, "penyusunan" if code == "36.04" else "perda_berlaku"))
    file(place, "36.01", points("40"), actions=[action("36.01")], follow_up=[overdue("36.01")])
    file(place, "36.72", points("85") | {"C1": known("60")})  # 85 - 20 x 25 / 100 = 80
    file(place, "36.73", LITTLE)
    file(place, "36", points("50"))
    file(place, "36.01", points("30"), BEFORE)
    file(place, "36.02", points("80"), BEFORE)
    file(place, "36.03", points("20"), BEFORE, version="0.9")
    file(place, "36.71", LITTLE, BEFORE)
    file(place, "36.72", points("80"), BEFORE)
    file(place, "36.74", points("90"), BEFORE)


def action(code: str) -> Action:
    """A recommendation given now for the first time."""
    return Action(
        id=f"{code}/2024-Q3/C1",
        number=1,
        indicator="C1",
        cause="data",
        agency="Disnaker",
        text="Lakukan",
        text_en="Do it",
        deadline=date(2025, 1, 10),
        deadline_title="batas",
        gain=Decimal(5),
    )


def overdue(code: str) -> FollowUp:
    """A recommendation of the quarter before that is overdue."""
    return FollowUp(
        id=f"{code}/2024-Q2/B1",
        indicator="B1",
        cause="anggaran",
        agency="BPKAD",
        text="Anggarkan",
        deadline=date(2024, 9, 1),
        issued_in="2024-Q2",
        status="lewat_tenggat",
        score=Decimal(40),
    )


def handed_in(place: Workspace, code: str, day: date, quarter: Quarter = QUARTER) -> None:
    """Note that a government handed its instrument in on a day."""
    sha256 = (code.replace(".", "") + "a" * 64)[:64]
    with writing(place.store.engine) as session:
        session.add(
            Evidence(
                sha256=sha256,
                source_id="instrument",
                file_name="uji.xlsx",
                media_type="x",
                size_bytes=1,
                received_at=MOMENT,
            )
        )
        session.flush()
        session.add(
            Receipt(
                sha256=sha256,
                file_name="uji.xlsx",
                source_id="instrument",
                region_code=code,
                quarter=str(quarter),
                status=ReceiptStatus.READ,
                handed_in_on=day.isoformat(),
                received_on=day,
                received_at=MOMENT,
            )
        )


def excuse(place: Workspace, code: str) -> None:
    """Excuse a government from reporting."""
    place.store.add_waiver(
        Waiver(
            rule="LAPOR",
            region_code=code,
            reason="uji coba",
            granted_by="Biro",
            granted_on=date(2024, 9, 1),
            until=date(2024, 12, 31),
            created_at=MOMENT,
        )
    )
