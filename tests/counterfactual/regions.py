"""Regions for the tests of steps: small ones that brute force can go through, and random ones."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from models import Fact, Quarter
from monev.counterfactual import apply, prospect
from monev.counterfactual.aims import bands_of
from monev.known import KnownFacts, PastAction, ReportDue
from monev.prospect import Prospect, Step
from monev.rubric import Rubric, RulesInForce, rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from tests.facts import QUARTER, fact, known, packaged_rubric, with_values

CALM = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Few examples of large regions; shrinking them takes minutes and tells little."""

World = tuple[KnownFacts, RulesInForce, Scorecard]

SUBSTANCE = [
    *("peserta", "non_asn", "desa", "rentan", "penyelenggara_pemilu"),
    *("pembiayaan", "syarat_izin", "monev_pelaporan"),
]


def world(
    facts: Iterable[Fact],
    only: Iterable[str] = (),
    *,
    kind: str = "kota",
    mode: str = "",
    rubric: Rubric | None = None,
    quarter: Quarter = QUARTER,
    **books: Any,
) -> World:
    """Return facts, rules and scorecard; `only` keeps a few indicators, so that levers are few.

    `books` are what our own books say: `reports_due`, `past_actions`.
    """
    rules = rules_in_force(rubric or packaged_rubric(), kind, quarter.end)
    wanted = set(only)
    if wanted:
        rules = replace(
            rules, rules=tuple(one for one in rules.rules if one.indicator.id in wanted)
        )
    facts_known = replace(known(list(facts), quarter, kind), **books)
    return facts_known, rules, score(facts_known, rules, mode)


def told(scene: World) -> Prospect:
    """Return what would change the outcome of a world."""
    return prospect(*scene)


def after(scene: World, steps: Iterable[Step]) -> Scorecard:
    """Return the whole scorecard after steps, taken one after the other."""
    facts_known, rules, card = scene
    for step in steps:
        facts_known = apply(facts_known, step)
    return score(facts_known, rules, card.mode)


def place(scene: World, band: str | None) -> int:
    """Return how far down the list of bands a band stands; nothing stands below all."""
    titles = [one.title.id for one in bands_of(scene[1])]
    return titles.index(band) if band else len(titles)


def people(segment: str, active: int, eligible: int, **more: Any) -> Fact:
    """Return a statement of persons of one group."""
    return fact(
        "participation",
        segment=segment,
        active_persons=active,
        eligible_persons=eligible,
        **more,
    )


def answer(item: str, word: str) -> Fact:
    """Return an answer of the instrument."""
    return fact("attestation", item=item, answer=word)


def counted(item: str, count: int, total: int | None = None) -> Fact:
    """Return a count of the instrument."""
    return fact("attestation", item=item, count=count, total=total)


@st.composite
def counts(draw: st.DrawFn, segment: str, most: int = 12) -> Fact:
    """Persons of a group, from nobody to everybody."""
    eligible = draw(st.integers(1, most))
    return people(segment, draw(st.integers(0, eligible)), eligible)


@st.composite
def lines(draw: st.DrawFn) -> list[Fact]:
    """Budget lines with a rate or without, too little or too much money, paid in part."""
    found = []
    for group in draw(st.lists(st.sampled_from(["BPU-RENTAN", "PU-NONASN", "RTRW"]), unique=True)):
        rate = draw(st.sampled_from([None, 11_623, 16_800]))
        persons = draw(st.integers(0, 20))
        money = draw(st.integers(0, 30)) * 12 * 16_800
        found.append(
            fact(
                "budget",
                group_code=group,
                persons=persons,
                months=12,
                monthly_rate_idr=rate,
                allocation_idr=money,
                realised_idr=draw(st.integers(0, 10)) * money // 10,
                realised_on=QUARTER.end,
            )
        )
    return found


rules_of_region = st.sampled_from(
    [
        [],
        [fact("regulation", instrument="Perwal", title="jamsostek", stage=2)],
        [fact("regulation", instrument="Perda", title="jamsostek", stage=4)],
        [fact("regulation", instrument="Perwal", stage=0)],
        *(
            [
                fact(
                    "regulation",
                    instrument="Perwal",
                    number="5",
                    year=2022,
                    stage=8,
                    status="berlaku",
                    substance=SUBSTANCE[:items],
                )
            ]
            for items in (0, 5, 8)
        ),
    ]
)


@st.composite
def regions(draw: st.DrawFn) -> list[Fact]:
    """A region that states most things, with any answers and small numbers, some from the press."""
    facts = [*draw(rules_of_region), *draw(lines())]
    for item, words in (
        ("rkpd_memuat", ["ya", "tidak"]),
        ("apbd_memuat", ["ya", "tidak"]),
        ("tarif_mutakhir", ["ya", "sebagian", "tidak"]),
        ("selaras_provinsi", ["ya", "tidak"]),
        ("ptsp", ["tidak", "regulasi", "sop", "sistem", "tidak_berlaku"]),
        ("pemadanan_nik", ["tidak", "perjanjian", "ya"]),
        ("tim_sk", ["ya", "tidak"]),
        ("punya_bumd", ["ya", "tidak"]),
        ("instruksi_gubernur", ["ya", "sebagian", "tidak"]),
        ("monev_provinsi", ["ya", "tidak"]),
        ("laporan_konsolidasi", ["ya", "tidak"]),
    ):
        facts.append(answer(item, draw(st.sampled_from(words))))
    on_time, late, out = (draw(st.integers(0, 3)) for _ in range(3))
    facts += [
        counted("laporan_tepat_waktu", on_time, on_time + late + out),
        counted("laporan_terlambat", late),
        counted("tim_rapat", draw(st.integers(0, 3))),
        counted("tindak_lanjut", draw(st.integers(0, 4)), 4),
        counted("jakon_nilai", draw(st.integers(0, 5)), 5),
    ]
    for segment in (
        *("SEMUA", "PU-NONASN", "BPU-RENTAN", "PU-DESA", "RTRW", "BPU-KADER"),
        *("ADHOC-KPU", "ADHOC-BAWASLU", "PU-BUMD"),
    ):
        facts.append(draw(counts(segment)))
    facts += [
        fact("target", coverage_pct=draw(st.integers(10, 90))),
        fact(
            "contribution",
            group_code=draw(st.sampled_from(["BPU-RENTAN", "PU-NONASN", ""])),
            registered_persons=10,
            paid_person_months=draw(st.integers(0, 90)),
        ),
    ]
    dropped = draw(st.sets(st.integers(0, len(facts) - 1), max_size=6))
    quoted = draw(st.sets(st.integers(0, len(facts) - 1), max_size=6))
    return [
        with_values(one, tier="media") if place in quoted else one
        for place, one in enumerate(facts)
        if place not in dropped
    ]


@st.composite
def our_books(draw: st.DrawFn) -> dict[str, Any]:
    """Reports received or not, and earlier recommendations, as our own books have them."""
    reports = tuple(
        ReportDue(
            quarter=f"2024-Q{number}",
            due_on=due,
            handed_in_on=draw(st.sampled_from([None, due, due.replace(day=20)])),
        )
        for number, due in ((1, date(2024, 4, 10)), (2, date(2024, 7, 10)))
    )
    names = draw(st.sets(st.sampled_from(["A1", "B2", "C3", "C4", "K2"]), max_size=3))
    actions = tuple(
        PastAction(
            id=f"r-{name}",
            indicator=name,
            cause="anggaran",
            agency="BPKAD",
            text="Lanjutkan.",
            deadline=date(2024, 7, 10),
            issued_in="2024-Q1",
            revision=1,
            found_in="2024-Q2",
        )
        for name in sorted(names)
    )
    return draw(st.sampled_from([{}, {"reports_due": reports}, {"past_actions": actions}]))
