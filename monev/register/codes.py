"""What a text of digits is, and why it is no Kemendagri code.

Kemendagri writes `36.72`, BPS `3672`. For a third of all regions the digits differ, and mostly
they are then another region's: a conversion by removing the dot would return the neighbour.
"""

import re
from collections.abc import Mapping

from models.region import Region

_DIGITS = re.compile(r"[0-9][0-9.,\s]*")
_NO_DOT = re.compile(r"(?P<province>[0-9]{2})(?P<unit>[0-9]{2})")
_LOST_ZERO = re.compile(r"[0-9]{2}\.[0-9]")
_DOTTED = re.compile(r"(?P<province>[0-9]{2})(?:\.(?P<unit>[0-9]{2}))?")


def looks_like_code(text: str) -> bool:
    """Whether a text is meant as a code at all, well written or not."""
    return _DIGITS.fullmatch(text) is not None


def explain_unknown(
    text: str, regions: Mapping[str, Region], foreign: Mapping[tuple[str, str], str]
) -> tuple[list[str], str]:
    """Return the codes to offer for a text that is no code in force, and a hint how to write it."""
    if no_dot := _NO_DOT.fullmatch(text):
        return _explain_missing_dot(text, f"{no_dot[1]}.{no_dot[2]}", regions, foreign)
    if _LOST_ZERO.fullmatch(text):
        return [code for code in (f"{text}0",) if code in regions], (
            "Two digits are expected after the dot; a spreadsheet that takes codes for numbers "
            "cuts off a last zero."
        )
    if dotted := _DOTTED.fullmatch(text):
        bps = foreign.get(("BPS", text))
        hint = f"BPS calls {_title(regions[bps])} {text}; the two systems differ." if bps else ""
        return _neighbours(dotted["province"], dotted["unit"], regions), hint
    return [], "Write a Kemendagri code: 36 for a province, 36.72 for a kabupaten or kota."


def _explain_missing_dot(
    text: str, dotted: str, regions: Mapping[str, Region], foreign: Mapping[tuple[str, str], str]
) -> tuple[list[str], str]:
    """Show both regions that a code without its dot may mean."""
    bps = foreign.get(("BPS", text))
    meant = [code for code in (dotted, bps) if code in regions]
    parts = ["The codes of BPS and Kemendagri differ, so a code without its dot is not taken."]
    if dotted in regions:
        parts.append(f"For {regions[dotted].name} (Kemendagri) write {dotted}.")
    if bps is not None:
        parts.append(f"BPS code {text} is {regions[bps].name}: write its Kemendagri code {bps}.")
    return list(dict.fromkeys(code for code in meant if code)), " ".join(parts)


def _neighbours(province: str, unit: str | None, regions: Mapping[str, Region]) -> list[str]:
    """Return the three codes of the same level, in the same province, whose numbers are nearest."""
    if unit is None or province not in regions:
        level = [code for code in regions if "." not in code]
        return sorted(level, key=lambda code: (abs(int(code) - int(province)), code))[:3]
    level = [code for code in regions if code.startswith(f"{province}.")]
    return sorted(level, key=lambda code: (abs(int(code[3:]) - int(unit)), code))[:3]


def _title(region: Region) -> str:
    return f"Provinsi {region.name}" if region.kind == "provinsi" else region.name
