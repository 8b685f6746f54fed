"""`monev diff`: why a score changed from one revision to another, split with nothing left over."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import CodeArgument, JsonOption, WorkspaceOption
from monev.cli.screen import print_json

if TYPE_CHECKING:
    from decimal import Decimal

    from monev.difference import (
        Difference,
        FactChange,
        FactorShare,
        FindingChange,
        RuleChange,
        Side,
    )

WIDTH = 80
SHOWN = 8
"""Entries of one list that are printed; --json has all of them."""
MOST_LETTERS = 200
"""Letters of one text of a file that are printed."""
INDENT = "      "
FINDINGS_TOLD: dict[str, str] = {
    "new": "galat baru",
    "lapsed": "galat tidak lagi dikecualikan",
    "excused": "galat dikecualikan",
    "gone": "galat tidak ada lagi",
}


def diff(
    code: CodeArgument,
    before: Annotated[
        str,
        typer.Option("--from", metavar="QUARTER[@REV]", help="2024-Q2, or 2024-Q2@1."),
    ],
    after: Annotated[
        str,
        typer.Option("--to", metavar="QUARTER[@REV]", help="2024-Q3, or 2024-Q3@2."),
    ],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Split a change of score exactly into data, rules, method and the kab/kota of a province."""
    from monev.compare_revisions import compare_revisions, revision_of

    place = opened.open_existing(workspace)
    region = opened.region(place, code)
    old, new = revision_of(place, region, before), revision_of(place, region, after)
    found = compare_revisions(place, region, old, new)
    if json:
        print_json(found.model_dump(mode="json"))
        return
    for line in difference_text(found):
        typer.echo(line)


def difference_text(found: "Difference") -> Iterator[str]:
    """Yield the lines of a comparison in Indonesian, at most 80 columns wide."""
    from monev.rubric import rule_words

    words = rule_words()
    before, after = found.before, found.after
    yield from _wrapped(
        f"{found.region_code} {found.region_name}: {before.quarter} revisi {before.revision} "
        f"dibandingkan {after.quarter} revisi {after.revision}"
    )
    yield f"  Nilai     {_score(found.printed_before)} -> {_score(found.printed_after)}" + (
        "" if found.printed_total is None else f"   perubahan {_signed(found.printed_total)}"
    )
    yield from _wrapped(f"Predikat  {_band(before)} -> {_band(after)}", "  ")
    yield f"  Lengkap   {_percent(before.completeness)} -> {_percent(after.completeness)}"
    for side, name in ((before, "Rubrik    "), (after, "       -> ")):
        told = f"{name}{side.rubric_profile} {side.rubric_version}, mode {side.mode}"
        yield from _wrapped(told, "  ")
    if found.findings is None:
        yield from _wrapped("Galat tidak dibandingkan: berkas tiap triwulan berbeda.", INDENT)
    for what in FINDINGS_TOLD:
        yield from _listed([_finding(one) for one in found.findings or () if one.side == what])
    yield ""
    if found.reason:
        yield from _wrapped(words.reasons[found.reason])
        if found.detail:
            yield from _wrapped(found.detail, INDENT)
        return
    for share in found.shares:
        if share.differs:
            yield from _share(share)
        else:
            name = words.factors[share.factor]
            yield f"{name:<10}{_signed(share.printed):>8}  tidak berbeda"
    yield f"{'Jumlah':<10}{_signed(found.printed_total):>8}"
    yield ""
    yield from _wrapped(_method_note(found))


def _share(share: "FactorShare") -> Iterator[str]:
    from monev.rubric import rule_words

    words = rule_words()
    name = words.factors[share.factor]
    yield f"{name:<10}{_signed(share.printed):>8}  {words.explained[share.factor]}"
    for moved in share.moved[:SHOWN]:
        yield f"{INDENT}{_signed(_rounded(moved.points)):>8}  {moved.indicator} {moved.title.id}"[
            :WIDTH
        ]
    if len(share.moved) > SHOWN:
        rest = share.points - sum(one.points for one in share.moved[:SHOWN])
        yield f"{INDENT}{_signed(_rounded(rest)):>8}  {len(share.moved) - SHOWN} indikator lain"
    yield from _listed([_rule(one) for one in (*share.rules, *share.children)])
    for side in ("changed", "new", "gone"):
        of_side = [one for one in share.facts if one.side == side]
        yield from _listed([line for one in of_side for line in _fact(one)])
    if again := sum(one.side == "again" for one in share.facts):
        yield from _wrapped(f"- {again} fakta dinyatakan lagi tanpa perubahan", INDENT)


def _listed(lines: list[str]) -> Iterator[str]:
    for line in lines[:SHOWN]:
        yield from _wrapped(f"- {line}", INDENT)
    if len(lines) > SHOWN:
        yield f"{INDENT}- dan {len(lines) - SHOWN} lagi (lihat --json)"


def _rule(change: "RuleChange") -> str:
    about = f"{change.subject}, {change.key}" if change.key else change.subject
    return f"{about}: {change.before or 'tidak ada'} -> {change.after or 'tidak ada'}"


def _fact(change: "FactChange") -> Iterator[str]:
    from monev.printing import day
    from monev.reports.words.speech import Speech
    from monev.rubric import rule_words

    kind = rule_words().kinds.get(change.kind, change.kind)
    speech = Speech("id")
    source = f"{kind}, {change.source_title}"
    known = day(change.known_on)
    if change.side == "changed":
        for one in change.moved:
            place = one.locator or speech.field(f"{change.kind}.{one.field}")
            yield (
                f"fakta berubah: {source}, {place}: {_quoted(one.before)} -> "
                f"{_quoted(one.after)} ({known})"
            )
        return
    told = "baru" if change.side == "new" else "tidak lagi dihitung"
    place = f", {change.locator}" if change.locator else ""
    yield f"fakta {told}: {source}{place} ({known})"


def _quoted(text: str | None) -> str:
    if text is None:
        return "tidak dinyatakan"
    return f'"{text[:MOST_LETTERS]}{"..." if len(text) > MOST_LETTERS else ""}"'


def _finding(change: "FindingChange") -> str:
    told = FINDINGS_TOLD[change.side]
    if change.waiver:
        told = f"{told} ({change.waiver})"
    place = f", {change.place}" if change.place else ""
    return f"{told}: {change.rule}{place}: {change.message_id}"


def _band(side: "Side") -> str:
    if side.band is None:
        return "tidak diberikan"
    return f"{side.band} (sementara)" if side.provisional else side.band


def _method_note(found: "Difference") -> str:
    note = (
        "Tiap bagian adalah rata-rata langkahnya pada semua urutan perubahan (nilai Shapley 1953; "
        "Shorrocks 2013); tidak ada sisa. Angka dibulatkan dua desimal sehingga jumlahnya tetap "
        "cocok; nilai tepatnya ada di --json."
    )
    if found.orders_used < found.orders:
        note += (
            f" {found.orders - found.orders_used} dari {found.orders} urutan tidak dipakai karena "
            "melewati keadaan tanpa nilai."
        )
    return note


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Break a text into lines; what a file hid in a name is shown as such."""
    from monev.sources.file_name import shown_text

    text = "".join(" " if letter.isspace() else letter for letter in text)
    text = shown_text(text, len(text))
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent))


def _score(value: "Decimal | None") -> str:
    from monev.printing import number

    return "tanpa nilai" if value is None else number(value, 2)


def _percent(share: "Decimal") -> str:
    from monev.printing import percent

    return percent(share * 100)


def _signed(value: "Decimal | None") -> str:
    from monev.printing import number

    if value is None:
        return "-"
    return f"{'+' if value > 0 else ''}{number(value, 2)}"


def _rounded(value: "Decimal") -> "Decimal":
    from decimal import ROUND_HALF_UP, Decimal

    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
