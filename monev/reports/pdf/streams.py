"""The streams of a PDF as PDF/A wants them: pictures unsmoothed, and each with a clear end."""

import zlib
from io import BytesIO
from typing import cast

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from monev.reports.pdf.tag_tree import ConformanceError

_DEFAULTS = ("/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow")


def settle_pictures(pdf: Pdf) -> None:
    """Let pictures be shown as they are (ISO 19005-3, 6.2.8), in groups and patterns too.

    Raises ConformanceError for a picture in CMYK: the colours promised are those of screens.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _settle(page.obj.Resources, seen)


def _settle(resources: Object, seen: set[tuple[int, int]]) -> None:
    for kind in ("/XObject", "/Pattern"):
        for one in resources.get(kind, Dictionary()).values():
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
            if one.get("/ColorSpace") == Name.DeviceCMYK:
                raise ConformanceError(
                    "found a picture in CMYK, the colours of printing presses; expected RGB or "
                    "grey. Save the picture as PNG."
                )
            for picture in (one, one.get("/SMask")):
                if picture is not None and "/Interpolate" in picture:
                    picture.Interpolate = False
            if "/Resources" in one:
                _settle(one.Resources, seen)


def is_torn(content: bytes) -> bool:
    """Whether a stream ends in CR.

    With the LF written after it that reads as one end of line, and the length told is wrong
    (ISO 19005-3, 6.1.7.1). One stream in 256 ends so by chance.
    """
    return b"\r\nendstream" in content


def saved(pdf: Pdf) -> bytes:
    """Write a document so that none of its streams is torn."""
    content = _written(pdf)
    if not is_torn(content):
        return content
    for one in pdf.objects:
        if isinstance(one, Stream) and one.get("/Type") != Name.Metadata:
            _end_apart(one)
    for told in _DEFAULTS:
        content = _written(pdf)
        if not is_torn(content):
            return content
        pdf.Root.ViewerPreferences[told] = False  # other bytes in the streams of objects
    raise ConformanceError("the document cannot be written in parts that end apart; report this")


def _written(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _end_apart(stream: Stream) -> None:
    """Put an end of line behind a packed stream, which ISO 32000-1, 7.3.8.2 allows."""
    raw, packed = stream.read_raw_bytes(), cast("Name | Array | None", stream.get("/Filter"))
    parms = cast("Dictionary | Array | None", stream.get("/DecodeParms"))
    if packed is None:
        raw, packed = zlib.compress(raw), Name.FlateDecode
    if raw.endswith(b"\r"):
        stream.write(raw + b"\n", filter=packed, decode_parms=parms)
