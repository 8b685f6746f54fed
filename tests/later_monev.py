"""A Monev of later days for tests of what is made again: its catalogue and templates, changed."""

from collections.abc import Iterable
from pathlib import Path

from monev.edition import edition_at_hand, lay_out
from monev.reports.issuer import Issuer

INK = ("report_templates/style/type.css", "#1d2733", "#222222")


def later_edition(folder: Path, changes: Iterable[tuple[str, str, str]]) -> Path:
    """Lay out the edition at hand in `folder` with other ink and these (file, before, after)."""
    lay_out(edition_at_hand(Issuer()), folder)
    for name, before, after in (*changes, INK):
        text = (folder / name).read_text("utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), "utf-8")
    return folder
