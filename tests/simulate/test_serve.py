"""Simulated feeds over HTTP: per-region paths, wrappers, pages, and the endpoints file."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from models.quarter import Quarter
from monev.fetch.endpoints import read_endpoints
from monev.simulate import Order, serving, simulate, write_endpoints
from monev.simulate.jdih import is_paged, records_in

Q3 = Quarter(2024, 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clean period of a province."""
    out = tmp_path_factory.mktemp("nation")
    simulate(Order(Q3, 7, 0.0, "33"), out)
    return out / str(Q3)


def got(address: str) -> Any:
    """The JSON at an address."""
    with urllib.request.urlopen(address) as answer:  # loopback
        return json.loads(answer.read())


def test_every_feed_is_served_as_it_lies_on_disk(folder: Path) -> None:
    """The path of the standard application answers with the region's own feed."""
    with serving(folder) as server:
        base = f"http://127.0.0.1:{server.server_port}"
        for path in sorted(folder.glob("*/jdih.json"))[:5]:
            served = got(f"{base}/{path.parent.name}/feed/document.json")
            assert served == json.loads(path.read_bytes())


def test_pages_add_up_to_the_whole_feed(folder: Path) -> None:
    """A paged feed gives its records five at a time, and says which page is the last."""
    path = next(
        one
        for one in sorted(folder.glob("*/jdih.json"))
        if is_paged(json.loads(one.read_bytes()))
        and len(records_in(json.loads(one.read_bytes()))) > 5
    )
    code = path.parent.name
    with serving(folder) as server:
        base = f"http://127.0.0.1:{server.server_port}/{code}/api/produk-hukum?limit=5"
        first = got(f"{base}&page=1")["data"]
        pages = [got(f"{base}&page={number + 1}")["data"] for number in range(first["last_page"])]
        assert got(f"{base}&page=99")["data"]["data"] == []
    assert first["last_page"] > 1
    records = [record for page in pages for record in page["data"]]
    assert records == records_in(json.loads(path.read_bytes()))


@pytest.mark.parametrize("path", ["/36.72/feed/document.json", "/../manifest.json", "/"])
def test_nothing_else_is_served(folder: Path, path: str) -> None:
    """Another province, another file and the folder itself are not found."""
    with serving(folder) as server, pytest.raises(urllib.error.HTTPError) as caught:
        got(f"http://127.0.0.1:{server.server_port}{path}")
    assert caught.value.code == 404


def test_the_endpoints_file_is_one_the_connectors_read(folder: Path, tmp_path: Path) -> None:
    """Every feed has its line, paged ones with the names of their parameters."""
    endpoints = read_endpoints(write_endpoints(folder, tmp_path, 8099))
    served = {path.parent.name for path in folder.glob("*/jdih.json")}
    assert {one.region for one in endpoints.jdih} == served
    assert endpoints.allow_private
    paged = {one.region for one in endpoints.jdih if one.paged}
    assert paged == {
        path.parent.name
        for path in folder.glob("*/jdih.json")
        if is_paged(json.loads(path.read_bytes()))
    }
