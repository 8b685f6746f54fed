"""Which type of instrument a record speaks of, and whether the feed's government makes such ones.

Number and year are read in `identity`.
"""

from models.finding import Severity
from monev.sources.grid import Value
from monev.sources.jdih.citation import Kind
from monev.sources.jdih.desk import Desk, quoted
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import FieldName

_TELLING: tuple[FieldName, ...] = ("kind", "short_kind", "title")


def kind_of(record: Record, desk: Desk) -> tuple[str, bool, Value] | None:
    """Return the instrument all texts agree on, whether it is a draft, and the telling value.

    None, with a finding, for a type nobody knows, for two types, and for one that this kind of
    government does not make (UU 12/2011, UU 23/2014). What any text calls a draft is a draft.
    """
    read = {name: _read(name, record, desk) for name in _TELLING}
    known = {name: kind for name, kind in read.items() if kind.instrument is not None}
    found = _narrowest({str(kind.instrument) for kind in known.values()}, desk)
    if len(found) != 1:
        _note_kinds(sorted(found), record, desk)
        return None
    (instrument,) = found
    cell = next(record[name] for name, kind in known.items() if kind.instrument == instrument)
    if not desk.sheet.instruments[instrument].made_by(desk.region):
        texts = (
            f"{instrument} dalam umpan {desk.region.name}, yang tidak membentuk jenis itu; "
            "catatan dilewati",
            f"a {instrument} in the feed of {desk.region.name}, which makes none; "
            "the record is left out",
        )
        desk.note("jdih.jenis", Severity.WARNING, cell.place, texts)
        return None
    return instrument, any(kind.draft for kind in read.values()), cell


def _read(name: FieldName, record: Record, desk: Desk) -> Kind:
    if name == "title":
        return desk.citations.title(record.text("title"))[0]
    return desk.citations.kind(record.text(name))


def _narrowest(names: set[str], desk: Desk) -> set[str]:
    """Drop the wider word where a narrower one stands too: a Qanun is called a Perda as well."""
    wider = {name for name in names if names & set(desk.sheet.narrower.get(name, ()))}
    return names - wider


def _note_kinds(found: list[str], record: Record, desk: Desk) -> None:
    listed = ", ".join(quoted(record[name].raw) for name in _TELLING if record[name].text)
    if found:
        texts = (
            f"jenis produk hukum bertentangan ({' dan '.join(found)}): {listed}; catatan dilewati",
            f"the types disagree ({' and '.join(found)}): {listed}; the record is left out",
        )
    else:
        texts = (
            f"jenis produk hukum tidak dikenal: {listed}; catatan dilewati",
            f"the type of the regulation is not known: {listed}; the record is left out",
        )
    desk.note("jdih.jenis", Severity.WARNING, record.place, texts)
