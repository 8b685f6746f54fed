"""What is to be said of a feed as a whole: that it is none, a part only, broken, or silent."""

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.jdih.desk import Desk, counted, quoted
from monev.sources.jdih.feed import Feed
from monev.sources.jdih.sheet import folded_key
from monev.sources.jdih.sift import Sifted

_EXPECTED = "a JDIH feed: a list of records with 'judul', bare or under a key such as 'data'"


def require_feed(feed: Feed) -> None:
    """Raise SourceError unless a list of records was found, and one whole record if it broke."""
    if feed.lists and (feed.read or feed.fault is None):
        return
    if feed.fault is not None:
        raise SourceError(feed.name, "", f"no whole record: {feed.fault[1]}", _EXPECTED)
    for key in map(folded_key, feed.sheet.wrapper.error):
        if key in feed.marks:
            message = str(feed.marks[key])[:200]
            raise SourceError(feed.name, "", f"an error message ({message!r})", _EXPECTED)
    keys = ", ".join(sorted(feed.marks))[:200]
    raise SourceError(feed.name, "", f"no list of records (keys: {keys})", _EXPECTED)


def is_simulated(feed: Feed) -> bool:
    """Whether the feed says of itself that its data are made up."""
    mark = feed.marks.get(folded_key(feed.sheet.wrapper.simulated))
    return mark is True or str(mark).casefold() in ("true", "1", "ya")


def note_feed(feed: Feed, found: Sifted, desk: Desk) -> None:
    """Report a feed that broke off or is a part, entries that are no records, and candidates."""
    name = desk.intake.name
    if feed.fault is not None:
        texts = (
            f"umpan rusak: {feed.fault[0]}; {counted(feed.read)} catatan utuh dibaca, "
            "sisanya tidak. Ambil ulang umpan ini.",
            f"the feed is broken: {feed.fault[1]}; whole records read: {feed.read:,}, the rest "
            "was not. Fetch it again.",
        )
        desk.note("jdih.terpotong", Severity.ERROR, name, texts)
    no_records = feed.strays + found.untitled
    if no_records:
        texts = (
            f"{counted(no_records)} entri tanpa judul atau bukan catatan; dilewati",
            f"entries without a title, or that are no records: {no_records:,}; left out",
        )
        desk.note("jdih.isi", Severity.WARNING, found.first_untitled or name, texts)
    _note_pages(feed, desk)
    _note_candidates(found, desk)


def note_not_evidenced(feed: Feed, found: Sifted, desk: Desk) -> None:
    """Say how much was read: that a feed is silent is no proof that there is no regulation."""
    if is_page(desk):
        return
    texts = (
        f"{counted(feed.read)} catatan dibaca, {counted(found.seen)} tentang jaminan sosial "
        "ketenagakerjaan, tidak satu pun menjadi bukti; ini bukan bukti bahwa regulasinya "
        "tidak ada",
        f"records read: {feed.read:,}, on the subject: {found.seen:,}, none of them evidence; "
        "that is no proof that there is no regulation",
    )
    desk.note("jdih.tidak_dibuktikan", Severity.INFO, desk.intake.name, texts)


def _note_candidates(found: Sifted, desk: Desk) -> None:
    for place, title in found.review:
        texts = (
            f"mungkin memuat jaminan sosial ketenagakerjaan, perlu ditelaah: {quoted(title)}",
            f"may contain articles on the subject, for a reviewer: {quoted(title)}",
        )
        desk.note("jdih.calon", Severity.INFO, place, texts)
    more = found.to_review - len(found.review)
    if more:
        texts = (
            f"{counted(more)} calon lain tidak dirinci",
            f"further candidates, not listed: {more:,}",
        )
        desk.note("jdih.calon", Severity.INFO, desk.intake.name, texts)


def _note_pages(feed: Feed, desk: Desk) -> None:
    """Report a feed that says itself that it is only a part, unless it was asked for as one."""
    if is_page(desk):
        return
    wrapper = feed.sheet.wrapper
    pages, total = _number(feed, wrapper.pages), _number(feed, wrapper.total)
    marks = (feed.marks.get(folded_key(key)) for key in wrapper.next)
    following = any(isinstance(mark, str) and mark.strip() for mark in marks)
    if pages <= 1 and total <= feed.read + feed.strays and not following:
        return
    texts = (
        f"umpan ini hanya sebagian: {counted(feed.read)} catatan terbaca, {pages} halaman dan "
        f"{counted(total)} catatan disebut; ambil semua halaman",
        f"this is a part of the feed: {feed.read:,} records read, {pages:,} pages and {total:,} "
        "records named; fetch all pages",
    )
    desk.note("jdih.halaman", Severity.WARNING, desk.intake.name, texts)


def is_page(desk: Desk) -> bool:
    """Whether the answer is one page of a feed: what is missing in it may stand on another."""
    return bool(desk.intake.arrival.asked)


def _number(feed: Feed, keys: list[str]) -> int:
    marks = (str(feed.marks.get(folded_key(key))) for key in keys)
    return max((int(mark) for mark in marks if mark.isascii() and mark.isdigit()), default=0)
