"""One pass over a feed: records on the subject are kept, the others are only counted.

What the kept records mean is read in `facts`.
"""

from dataclasses import dataclass, field

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.jdih.desk import Desk, counted, quoted
from monev.sources.jdih.feed import Feed, RawRecord
from monev.sources.jdih.record import Record, plain, raw_text, read_record
from monev.sources.jdih.subject import About, about

_WEIGHT: tuple[About, ...] = ("subject", "revoking", "review", "other")


@dataclass
class Sifted:
    """What was found: `relevant` records that can be read, `seen` of them on the subject in all.

    Of the records to review only the first are held, with place and title.
    """

    relevant: list[Record] = field(default_factory=list)
    seen: int = 0
    review: list[tuple[str, str]] = field(default_factory=list)
    to_review: int = 0
    untitled: int = 0
    first_untitled: str = ""


def sift(feed: Feed, desk: Desk) -> Sifted:
    """Go through a feed once, holding one record at a time beside those on the subject.

    Raises SourceError where more records are on the subject than one government can have.
    """
    found = Sifted()
    limits = desk.sheet.limits
    for raw in feed.records():
        what, title = _about(raw, desk)
        if not title:
            found.untitled += 1
            found.first_untitled = found.first_untitled or _place(raw, desk)
        elif what == "other":
            continue
        elif _is_hidden(raw, desk):
            _note_hidden(raw, title, desk)
        elif what == "review":
            found.to_review += 1
            if len(found.review) < limits.candidates:
                found.review.append((_place(raw, desk), title))
        elif found.seen == limits.relevant:
            most = f"at most {limits.relevant} records on the subject"
            raise SourceError(desk.intake.name, _place(raw, desk), "one more", most)
        else:
            found.seen += 1
            _keep(raw, what, title, found, desk)
    return found


def _place(raw: RawRecord, desk: Desk) -> str:
    return f"{desk.intake.name} {raw.place}"


def _about(raw: RawRecord, desk: Desk) -> tuple[About, str]:
    """Return what a record is about, and its first title; of two titles either may tell it."""
    titles = [raw_text(value) for name, _, value in raw.stated if name == "title"]
    tags = " - ".join(plain(raw_text(value)) for name, _, value in raw.stated if name == "subject")
    read = [title for text in titles if (title := plain(text[: desk.sheet.limits.title]))]
    what = {about(title, tags, desk.sheet) for title in read}
    return next((one for one in _WEIGHT if one in what), "other"), next(iter(read), "")


def _is_hidden(raw: RawRecord, desk: Desk) -> bool:
    shown = [raw_text(value).strip() for name, _, value in raw.stated if name == "display"]
    return bool(shown) and all(text in desk.sheet.not_displayed for text in shown)


def _note_hidden(raw: RawRecord, title: str, desk: Desk) -> None:
    texts = (
        f"catatan tidak ditayangkan oleh situs (display 0), dilewati: {quoted(title)}",
        f"the site does not display this record (display 0), left out: {quoted(title)}",
    )
    desk.note("jdih.tidak_ditayangkan", Severity.INFO, _place(raw, desk), texts)


def _keep(raw: RawRecord, what: About, title: str, found: Sifted, desk: Desk) -> None:
    record = read_record(raw, desk)
    if record is None:
        return
    if what == "revoking":
        texts = (
            f"produk hukum ini mencabut yang lain: {quoted(title)}; periksa status yang dicabut",
            f"this rule withdraws another one: {quoted(title)}; check the status of that one",
        )
        desk.note("jdih.mencabut", Severity.WARNING, record["title"].place, texts)
        return
    length = len(record["title"].raw)
    if length > desk.sheet.limits.title:
        texts = (
            f"judul sepanjang {counted(length)} huruf; catatan dilewati",
            f"a title of {length:,} characters; the record is left out",
        )
        desk.note("jdih.isi", Severity.ERROR, record["title"].place, texts)
        return
    found.relevant.append(record)
