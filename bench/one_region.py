"""One region made again: `python -m bench.one_region [--times N]`, whole processes turn about.

`monev rerun` stands beside bare Python that imports WeasyPrint and makes that report from a file,
and beside one that makes both PDFs that a re-run files. All files are warm. Ends with 1 only where
a re-run filed no new revision or a bare process made no PDF, never because it is slow.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import one_region_bare
from bench.national.collected import chosen
from bench.national.printed import paper_of
from bench.national.whole import collect, quarters_heard
from bench.outside import RunError, Seen, monev, seen
from bench.pages import style_text
from bench.pipeline import Pipeline, failed_in
from bench.report_nation import QUARTER, settings_of
from models import DocumentKind
from monev.register import load_register
from monev.reports.forms import page_of
from monev.reports.pdf.render import FACES, face
from monev.workspace import Workspace, open_workspace

GOVERNMENTS = 7
PRINTED = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
OURS, REPORT, BOTH = "monev rerun", "bare WeasyPrint, the report", "bare WeasyPrint, both PDFs"


@dataclass(frozen=True)
class Made:
    """A workspace whose regions are evaluated, the region made again, and its pages as files."""

    workspace: Workspace
    code: str
    styles: Path
    pages: tuple[Path, ...]

    def rerun(self) -> list[str]:
        """Return the command that files a new revision."""
        place = str(self.workspace.settings.workspace)
        how = ("--period", str(QUARTER), "--workspace", place, "--reason", "diukur", "--json")
        return monev("rerun", self.code, *how)

    def bare(self, out: Path, count: int) -> list[str]:
        """Return the command that makes the first `count` pages by WeasyPrint alone."""
        pages = [str(one) for one in self.pages[:count]]
        return [sys.executable, one_region_bare.__file__, str(self.styles), str(out), *pages]


def made_ready(folder: Path) -> Made:
    """Collect a province, evaluate it, make one region again, and write its pages as files."""
    place = folder / "workspace"
    collect(place, folder / "inbox", GOVERNMENTS, quarters_heard(QUARTER))
    workspace = open_workspace(settings_of(place))
    with Pipeline(workspace, QUARTER) as pipeline:
        failed = [failed_in(pipeline.work(one.stage, one.codes)) for one in pipeline.shares]
    if any(failed):
        raise RunError(f"regions failed: {failed}")
    regions = load_register().regions
    below = sorted(one for one in chosen(load_register(), GOVERNMENTS) if len(one) > 2)
    code = next(one for one in below if regions[one].kind == "kota")
    fonts, pages = folder / "bare", folder / "bare"
    fonts.mkdir()
    for name in FACES:
        (fonts / name).write_bytes(face(name))
    (fonts / "styles.css").write_text(style_text(lambda name: f'url("{name}")'), encoding="utf-8")
    made = Made(
        workspace, code, fonts / "styles.css", tuple(pages / f"{one.name}.html" for one in PRINTED)
    )
    seen(made.rerun(), folder / "out")
    for kind, page in zip(PRINTED, made.pages, strict=True):
        paper = paper_of(workspace, (kind, code, 2), QUARTER)
        page.write_text(page_of(paper, "print"), encoding="utf-8")
    return made


def measured(made: Made, out: Path, times: int) -> dict[str, list[Seen]]:
    """Run every way so often, turn about; the first turn warms the files and does not count."""
    commands = {OURS: made.rerun(), REPORT: made.bare(out, 1), BOTH: made.bare(out, 2)}
    found: dict[str, list[Seen]] = {name: [] for name in commands}
    for turn in range(times + 1):
        names = list(commands)
        for name in names[turn % 3 :] + names[: turn % 3]:
            one = seen(commands[name], out)
            if turn:
                found[name].append(one)
    return found


def wrong_in(made: Made, found: Mapping[str, Sequence[Seen]], out: Path) -> list[str]:
    """Return what did not happen: a new revision each time, and a PDF of every page."""
    wrong = []
    revisions = [json.loads(one.said)["revision"] for one in found[OURS]]
    if revisions != sorted(set(revisions)):
        wrong.append(f"revisions {revisions} found; a new one for every re-run expected")
    for page in made.pages:
        pdf = out / f"{page.stem}.pdf"
        if not pdf.is_file() or not pdf.read_bytes().startswith(b"%PDF"):
            wrong.append(f"{page.stem}: WeasyPrint alone made no PDF")
    return wrong


def table_of(found: Mapping[str, Sequence[Seen]]) -> Table:
    """Return the ways side by side, by the median of their whole processes."""
    clock = {name: statistics.median(one.seconds for one in ran) for name, ran in found.items()}
    work = {name: statistics.median(one.cpu for one in ran) for name, ran in found.items()}
    table = Table("", title="one region made again, whole processes, warm files; wanted <= 1.5 x")
    for heading in ("s", "least s", "processor s", "x report", "x both", "peak MB, together"):
        table.add_column(heading, justify="right")
    for name, ran in found.items():
        table.add_row(
            name,
            f"{clock[name]:.2f}",
            f"{min(one.seconds for one in ran):.2f}",
            f"{work[name]:.2f}",
            *(f"{clock[name] / clock[other]:.2f}" for other in (REPORT, BOTH)),
            f"{max(one.together_mb for one in ran):.0f}",
        )
    return table


def main() -> int:
    """Print the table; return 1 where an outcome is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.one_region", description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="repetitions that count")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 132)
    with tempfile.TemporaryDirectory(prefix="monev-bench-", dir=asked.folder) as name:
        folder = Path(name)
        try:
            made = made_ready(folder)
            found = measured(made, folder / "out", asked.times)
            console.print(table_of(found))
            wrong = wrong_in(made, found, folder / "out")
        except RunError as error:
            wrong = [str(error)]
    for line in wrong:
        console.print(f"WRONG: {line}", markup=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
