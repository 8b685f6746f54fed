"""Random evaluations to compare: facts, rules, modes and kab/kota, each on its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product

from hypothesis import strategies as st

from models import Quarter
from monev.attribution import Basis, scored
from monev.known import Child, KnownFacts, PastAction, ReportDue
from monev.rubric import Rubric, load_rubric, rules_in_force
from tests.facts import known, packaged_rubric
from tests.scoring.strategies import fact_sets

QUARTERS = [Quarter(2024, 3), Quarter(2024, 4), Quarter(2025, 2)]
"""The last has a national target that the first two do not have."""
scores = st.one_of(st.none(), st.decimals(0, 100, places=3))
children = st.lists(st.tuples(st.sampled_from([None, True, False]), scores), max_size=6)
reports = st.lists(
    st.builds(
        ReportDue,
        st.sampled_from(["2024-Q1", "2024-Q2"]),
        st.just(date(2024, 7, 10)),
        st.sampled_from([None, date(2024, 7, 9), date(2024, 7, 20)]),
    ),
    max_size=3,
)


def _advice(name: str) -> PastAction:
    return PastAction(
        id=f"r-{name}",
        indicator=name,
        cause="data",
        agency="Bappeda",
        text="x",
        deadline=date(2024, 9, 1),
        issued_in="2024-Q1",
        revision=1,
        found_in="2024-Q1",
    )


advice = st.lists(
    st.sampled_from(["A1", "B2", "C1", "P1"]).map(_advice), max_size=3, unique_by=lambda one: one.id
)


@cache
def rubrics() -> tuple[Rubric, ...]:
    """The default rules, a profile, rules of other weights and cap, and rules of other means."""
    plain = packaged_rubric()
    weights = {"A1": {"kota": 12, "provinsi": 11}, "A2": {"kota": 5, "provinsi": 3}}
    moved = []
    for one in plain.indicators:
        changed = {name: Decimal(value) for name, value in weights.get(one.id, {}).items()}
        entries = [entry.model_copy(update=changed) for entry in one.weights]
        moved.append(one.model_copy(update={"weights": entries}))
    capped = [one.model_copy(update={"cap": Decimal(30)}) for one in plain.head.evidence]
    head = plain.head.model_copy(update={"evidence": capped})
    variant = plain.model_copy(update={"head": head, "indicators": moved, "sha256": "f" * 64})
    joined = [
        one.model_copy(update={"within": "geometric", "across": "harmonic"})
        for one in plain.head.aggregation
    ]
    means = plain.model_copy(
        update={"head": plain.head.model_copy(update={"aggregation": joined}), "sha256": "a" * 64}
    )
    return plain, load_rubric(profile="kenaikan_20"), variant, means


@dataclass(frozen=True)
class World:
    """What the evaluations of one world may be made of; every combination is one of them."""

    kind: str
    facts: Sequence[KnownFacts]
    rules: Sequence[int]
    modes: Sequence[str]
    peers: Sequence[tuple[Child, ...]]

    def all_bases(self) -> list[Basis]:
        """Every evaluation that can be made here."""
        return [
            Basis(
                known=_with_children(told, peers),
                rules=rules_in_force(rubrics()[rule], self.kind, told.quarter.end),
                mode=mode,
            )
            for told, rule, mode, peers in product(self.facts, self.rules, self.modes, self.peers)
        ]


def _with_children(told: KnownFacts, peers: tuple[Child, ...]) -> KnownFacts:
    return replace(told, children=peers)


def _peers(drawn: list[tuple[bool | None, Decimal | None]]) -> tuple[Child, ...]:
    return tuple(
        Child(f"33.{place:02}", f"Kabupaten {place}", rule, score, "Cukup" if score else None)
        for place, (rule, score) in enumerate(drawn, start=1)
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Three sets of facts, two sets of rules, both modes, two sets of kab/kota."""
    kind = draw(st.sampled_from(["kota", "provinsi"]))
    first = draw(st.sampled_from(QUARTERS))
    facts = [
        replace(
            known(draw(fact_sets()), quarter, kind),
            reports_due=tuple(draw(reports)),
            past_actions=tuple(draw(advice)),
        )
        for quarter in (first, draw(st.sampled_from(QUARTERS)), first)
    ]
    rules = draw(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=2, max_size=2, unique=True))
    peers = [_peers(draw(children)) for _ in range(2)] if kind == "provinsi" else [()]
    return World(kind, facts, rules, ("ketat", "indikatif"), peers)


def remembering() -> Callable[[Basis], Mapping[str, Fraction] | None]:
    """A scorer that scores each mixture once: pairs of one world share most of theirs."""
    seen: dict[object, Mapping[str, Fraction] | None] = {}

    def remembered(basis: Basis) -> Mapping[str, Fraction] | None:
        told = basis.known
        key = (
            tuple(one.fact_id for one in told.all),
            str(told.quarter),
            told.children,
            told.reports_due,
            told.past_actions,
            basis.rules.rubric.sha256,
            basis.rules.day,
            basis.rules.aggregation,
            basis.mode,
        )
        if key not in seen:
            seen[key] = scored(basis)
        return seen[key]

    return remembered
