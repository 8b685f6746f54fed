"""The operator's file: what is in it, and errors that name the line and no secret."""

from importlib.resources import files
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.fetch import read_endpoints

SAMPLE = Path(str(files("examples") / "endpoints.yaml"))


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    path = folder / "endpoints.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_can_be_read() -> None:
    """Every kind of service is in it, with invented hosts only."""
    endpoints = read_endpoints(SAMPLE)
    assert (endpoints.jdih[0].region, endpoints.jdih[1].paged is not None) == ("36.72", True)
    assert endpoints.djpk is not None
    assert endpoints.bps is not None
    assert len(endpoints.ckan) == 2
    assert all(".example/" in address + "/" for _, address in endpoints.addresses())
    policy = endpoints.policy()
    assert policy.rate_for("djpk.kementerian-contoh.example") == 0.5
    assert (policy.rate_for("else.example"), policy.allow_private) == (1.0, False)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("jdih:\n  - region: 36.72\n    address: https://a.example\n", 2, "string"),
        ("jdih:\n  - region: '3672'\n    address: https://a.example\n", 2, "pattern"),
        ("jdih:\n  - region: '36.72'\n    address: ftp://a.example\n", 3, "scheme 'ftp'"),
        ("djpk:\n  address: a.example\n  years: [2024]\n", 2, "no valid address"),
        ("djpk:\n  address: https://a.example\n  years: []\n", 3, "at least 1"),
        ("bps:\n  address: https://a.example\n  years: [2024]\n  varia: 1\n", 1, "missing"),
        ("djpk:\n  address: https://a.example\n  years: [2024]\n  month: 1\n", 4, "Extra"),
        ("ckan:\n  - address: https://a.example\n    measure: m\n", 2, "query"),
        ("ca_file: absent.pem\n", 1, "no such file"),
        ("rates:\n  a.example: 0\n", 2, "greater than 0"),
        (
            "jdih:\n  - region: '36'\n    address: https://a.example/?page=1\n    paged: {}\n",
            3,
            "'limit' with a number",
        ),
        (
            "jdih:\n  - {region: '36', address: https://a.example}\n"
            "  - {region: '31', address: https://a.example}\n",
            3,
            "entry 1",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, why: str) -> None:
    """Each mistake in the file is an error that says where."""
    with pytest.raises(CatalogueError, match=why) as caught:
        read_endpoints(written(tmp_path, text))
    assert caught.value.line == line


def test_a_key_of_its_own_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """The error for a name we do not know would quote its value; a key is stopped before."""
    text = "bps:\n  address: https://a.example\n  api_key: rahasia\n"
    with pytest.raises(CatalogueError, match="handed in") as caught:
        read_endpoints(written(tmp_path, text))
    assert "rahasia" not in str(caught.value)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "address",
    [
        "https://admin:rahasia@a.example/feed",
        "https://a.example/feed?api_key=rahasia",
        "https://a.example/list/key/rahasia",
        "https://a.example/feed?a=1&token=rahasia",
    ],
)
def test_a_secret_in_an_address_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    """Keys and passwords have no place in the file, nor in the error about it."""
    text = f"jdih:\n  - region: '36.72'\n    address: {address}\n"
    with pytest.raises(CatalogueError) as caught:
        read_endpoints(written(tmp_path, text))
    assert "rahasia" not in str(caught.value)
    assert caught.value.line == 3


def test_the_ca_file_stands_beside_the_yaml(tmp_path: Path) -> None:
    """Its path is relative to the file that names it."""
    (tmp_path / "ca.pem").touch()
    endpoints = read_endpoints(written(tmp_path, "ca_file: ca.pem\nallow_private: true\n"))
    assert endpoints.policy().ca_file == tmp_path / "ca.pem"
    assert endpoints.policy().allow_private
