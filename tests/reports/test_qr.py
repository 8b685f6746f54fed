"""A QR code is drawn module by module as it was encoded, in one path, with its text alternative."""

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.reports.pdf.qr import QUIET_ZONE, QrError, qr_svg

PAYLOAD = "MONEV/36.72/2024-Q3/R1 0123456789ab"


def filled(svg: str) -> list[list[bool]]:
    """Which unit squares of the drawing are dark, by the even-odd rule."""
    (size,) = {int(one) for one in re.findall(r'viewBox="0 0 (\d+) \d+"', svg)}
    walls: set[tuple[int, int]] = set()
    for x, y, moves in re.findall(r"M(\d+) (\d+)([hv\d-]*)z", svg):
        here = start = (int(x), int(y))
        for axis, told in [*re.findall(r"([hv])(-?\d+)", moves), ("z", "0")]:
            there = {
                "h": (here[0] + int(told), here[1]),
                "v": (here[0], here[1] + int(told)),
                "z": start,
            }[axis]
            for row in range(min(here[1], there[1]), max(here[1], there[1])):
                assert here[0] == there[0], "only straight steps"
                walls ^= {(here[0], row)}
            here = there
    return [
        [sum((left, row) in walls for left in range(column + 1)) % 2 == 1 for column in range(size)]
        for row in range(size)
    ]


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=120))
def test_every_module_is_drawn_as_encoded(payload: str) -> None:
    """The dark squares are those of the code, with four white ones around."""
    code = segno.make_qr(payload, error="m").matrix_iter(border=QUIET_ZONE)
    assert filled(qr_svg(payload, "x")) == [[module == 1 for module in row] for row in code]


def test_a_code_is_one_small_path_with_its_text() -> None:
    """One path and no picture; the alternative is escaped and stands where readers look."""
    svg = qr_svg(PAYLOAD, 'Kode "<A&B>"')
    told = "Kode &#34;&lt;A&amp;B&gt;&#34;"
    assert svg.count("<path") == 1
    assert f'role="img" aria-label="{told}"' in svg
    assert f"<title>{told}</title>" in svg
    assert len(svg) < 3000
    assert svg == qr_svg(PAYLOAD, 'Kode "<A&B>"')


def test_a_seventh_of_the_code_may_be_damaged() -> None:
    """Error correction is at least M."""
    dark = sum(map(sum, filled(qr_svg(PAYLOAD, "x"))))
    least = segno.make_qr(PAYLOAD, error="m")
    assert least.error in {"M", "Q", "H"}
    assert dark == sum(module for row in least.matrix for module in row)


@pytest.mark.parametrize(("payload", "problem"), [("", "nothing"), ("x" * 2332, "2332 bytes")])
def test_what_does_not_fit_is_refused(payload: str, problem: str) -> None:
    """An empty or overlong text is an error that says how much was found."""
    with pytest.raises(QrError, match=problem):
        qr_svg(payload, "x")
