"""The outcome of a run as a table with what to do next, or as the public JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from monev.cli.screen import PIPED_WIDTH, points, screen, share, shown, table

if TYPE_CHECKING:
    from monev.depot import Depot

HEADINGS = ("Code", "Region", "Score", "Bounds", "Band", "Data", "Rev", "Report")
NUMBERS = ("Score", "Bounds", "Data", "Rev")


def public_form(summary: dict[str, Any], depot: "Depot") -> dict[str, Any]:
    """Return the summary of a run in the stable form of `monev evaluate --json`.

    Paths are relative to the current folder where the workspace lies below it; those in a bucket
    are its addresses.
    """
    regions = [
        {
            **one,
            "report": {**one["report"], "path": shown(depot.address(one["report"]["path"]))},
        }
        for one in summary["regions"]
    ]
    return {
        "period": summary["period"],
        "evaluated": summary["evaluated"],
        "failed": summary["failed"],
        "regions": regions,
        "without_data": summary["without_data"],
        "held": summary["held"],
        "refused_files": summary["refused"],
        "damaged_reports": summary["damaged"],
        "recaps": summary["recaps"],
    }


def print_outcome(
    summary: dict[str, Any], depot: "Depot", verbose: bool, workspace: Path | None
) -> None:
    """Print the result table, what went wrong, and the next step."""
    console = screen()
    period = summary["period"]
    below = f"reports/{period}/"
    reports = f"{shown(depot.address(f'reports/{period}'))}/"
    if summary["regions"]:
        full = table(HEADINGS, (_row(one, below) for one in summary["regions"]), NUMBERS)
        unbound = console.options.update(max_width=PIPED_WIDTH)
        if console.measure(full, options=unbound).maximum > console.width:
            # A path broken over lines cannot be opened; its folder stands below the table.
            short = [_row(one, below)[:-1] for one in summary["regions"]]
            full = table(HEADINGS[:-1], short, NUMBERS)
        console.print(full)
    for line in _talk(summary, reports, verbose, workspace):
        console.print(line, markup=False, soft_wrap=True)


def _row(one: dict[str, Any], below: str) -> tuple[str, ...]:
    band = one["band"] or "-"
    return (
        one["code"],
        one["name"],
        points(one["score"]),
        f"{points(one['score_low'])} - {points(one['score_high'])}",
        f"{band} (sementara)" if one["provisional"] and one["band"] else band,
        share(one["completeness"]),
        str(one["revision"]),
        one["report"]["path"].removeprefix(below),
    )


def _talk(
    summary: dict[str, Any], reports: str, verbose: bool, workspace: Path | None
) -> list[str]:
    period, without = summary["period"], summary["without_data"]
    lines = [f"{period}: {_governments(summary['evaluated'])} evaluated."]
    if any(one["band"] is None for one in summary["regions"]):
        lines.append("No band (-) is given where too little is known; the report says why.")
    if without:
        lines.append(f"{_governments(len(without))} without data known at the cut-off.")
        lines += [_names(without)] if verbose else ["  Their names: --verbose"]
        lines.append("  A report for one of them all the same: --region CODE")
    if held := summary["held"]:
        lines.append(f"Published, and kept as they are: {_governments(len(held))} would change.")
        lines.append(f"  Which: monev approvals --period {period} --changed")
        lines.append("  A correction is filed by `monev rerun` with its reason.")
    for title, wrong in (
        ("failed", [f"{one['code']} {one['name']}: {one['error']}" for one in summary["failed"]]),
        (
            "files could not be read",
            [f"{one['file']}: {one['reason']}" for one in summary["refused"]],
        ),
        (
            "recaps failed",
            [f"{one['scope']} {one['name']}: {one['error']}" for one in _failed_recaps(summary)],
        ),
        ("filed reports are damaged", summary["damaged"]),
        ("messages about this run were not delivered", summary["undelivered"]),
    ):
        if wrong:
            lines += [f"{len(wrong)} {title}:", *(f"  {one}" for one in wrong)]
    if summary["regions"]:
        best = max(summary["regions"], key=lambda one: one["completeness"] or 0)
        place = f" --workspace {shown(workspace)}" if workspace else ""
        lines.append(f"Reports (PDF): {reports}")
        lines += [f"Recap: {one['number']}" for one in summary["recaps"] if one["scope"] == "ID"]
        lines.append(f"Next: monev explain {best['code']} --period {period}{place}")
    return lines


def _failed_recaps(summary: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in summary["recaps"] if one["error"]]


def _governments(count: int) -> str:
    return f"{count} government{'' if count == 1 else 's'}"


def _names(codes: list[str]) -> str:
    from monev.register import load_register

    regions = load_register().regions
    return "\n".join(f"  {code} {regions[code].name}" for code in codes)
