"""Which room makes which document, for `monev document`."""

from pathlib import Path
from typing import TYPE_CHECKING

from monev.cli import opened
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Document, DocumentForm
    from monev.printing import Language
    from monev.workspace import Workspace

ABOUT_A_REGION = ("laporan", "lembar-fakta", "berita-acara", "surat-pengantar")
SIGNED = ("berita-acara", "surat-pengantar")
NAMES = (*ABOUT_A_REGION, "rekap-provinsi", "rekap-nasional", "laporan-semester")


def made(
    place: "Workspace",
    kind: str,
    code: str | None,
    period: str,
    language: "Language",
    form: "DocumentForm",
    fields: Path | None,
) -> "Document":
    """Return a filed document, made now where it was not yet.

    Raises UsageError for what does not go together, with the way out.
    """
    if fields is not None and kind not in SIGNED:
        raise UsageError(
            f"--fields fills in {' and '.join(SIGNED)} only; {kind} has no such fields"
        )
    if fields is not None and not fields.is_file():
        raise UsageError(f"{fields} is no file; examples/{kind}.yaml shows what can be filled in")
    if kind in ABOUT_A_REGION:
        return _about_region(place, kind, _needed(code, kind), period, language, form, fields)
    if kind == "rekap-provinsi":
        return _province(place, _needed(code, kind), period, language, form)
    if code is not None:
        raise UsageError(f"{kind} is about the whole nation; leave out {code!r}")
    return _nation(place, kind, period, language, form)


def _needed(code: str | None, kind: str) -> str:
    if code is None:
        raise UsageError(f"{kind} is about one government; write its code or name after the kind")
    return code


def _about_region(
    place: "Workspace",
    kind: str,
    code: str,
    period: str,
    language: "Language",
    form: "DocumentForm",
    fields: Path | None,
) -> "Document":
    from models import DocumentKind
    from monev.make_documents import Wanted, region_document
    from monev.make_signed_papers import cover_letter_of, minutes_of
    from monev.reports.kinds import KINDS

    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    which = next(one for one in KINDS.values() if one.code.value == kind.replace("-", "_"))
    if form not in which.forms:
        forms = ", ".join(one.value for one in which.forms)
        raise UsageError(f"{kind} has no form {form.value}; it is made as {forms}")
    if which.code is DocumentKind.MINUTES:
        return minutes_of(place, evaluation, language, fields)
    if which.code is DocumentKind.COVER_LETTER:
        return cover_letter_of(place, evaluation, language, fields)
    return region_document(place, evaluation, Wanted(which.code, form, language))


def _province(
    place: "Workspace", code: str, period: str, language: "Language", form: "DocumentForm"
) -> "Document":
    from monev.make_recaps import make_province_recap

    province = place.register.resolve(code, "provinsi").code
    when = opened.quarter(period)
    return make_province_recap(place, province, when, language, [form])[0]


def _nation(
    place: "Workspace", kind: str, period: str, language: "Language", form: "DocumentForm"
) -> "Document":
    if kind == "rekap-nasional":
        from monev.make_recaps import make_nation_recap

        return make_nation_recap(place, opened.quarter(period), language, [form])[0]
    from monev.make_semester import make_semester_report

    return make_semester_report(place, opened.semester(period), language, [form])[0]
