"""Portals that are cut: simulated feeds on loopback whose server dies within a chosen answer."""

import io
import itertools
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from models import Quarter
from monev.simulate import Order, simulate, write_endpoints
from monev.simulate.jdih import is_paged
from monev.simulate.papers import FEED
from monev.simulate.serve import LOOPBACK, FeedHandler, serving

MOST_NATIONS = 40


class CutError(ConnectionError):
    """The portal's server has gone."""


class Feeds:
    """The feeds of a few regions and their `endpoints.yaml`, at one address for all runs.

    Every other feed comes in pages.
    """

    def __init__(self, root: Path, codes: Iterable[str], quarter: Quarter) -> None:
        self._folder = root / "feeds"
        for number, code in enumerate(codes):
            feed = _invented(root / "nation" / code, code, quarter, paged=number % 2 == 0)
            (self._folder / code).mkdir(parents=True)
            shutil.copy(feed, self._folder / code / FEED)
        with serving(self._folder) as probe:
            self._port = probe.server_port
        self.endpoints = write_endpoints(self._folder, root, self._port)

    @contextmanager
    def served(self, cut: int | None = None, share: float = 0.0) -> Iterator["Portals"]:
        """Serve them inside the block; the server dies in answer number `cut`, counted from 0.

        Only a `share` of that answer's bytes, head included, leaves it.
        """
        portals = Portals(self._folder, self._port, cut, share)
        thread = Thread(target=portals.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield portals
        finally:
            portals.shutdown()
            portals.server_close()
            thread.join()


def _invented(folder: Path, code: str, quarter: Quarter, *, paged: bool) -> Path:
    """Return a feed of a region from the first nation in which it has one of this kind."""
    for seed in range(MOST_NATIONS):
        simulate(Order(quarter, seed, 0.0, code[:2]), folder)
        feed = folder / str(quarter) / code / FEED
        if feed.is_file() and is_paged(json.loads(feed.read_bytes())) == paged:
            return feed
    raise RuntimeError(f"{MOST_NATIONS} invented nations, and no such feed for {code}")


class Portals(ThreadingHTTPServer):
    """A server of feeds that may die; `answers` counts what it was asked."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int, cut: int | None, share: float) -> None:
        self.answers = 0
        self._numbers = itertools.count()
        self._cut, self._share = cut, share
        super().__init__((LOOPBACK, port), partial(_Handler, folder=folder))

    def share_of_next(self) -> float:
        """Return which share of the next answer leaves; raises CutError once the server is dead."""
        number = next(self._numbers)
        if self._cut is not None and number > self._cut:
            raise CutError
        self.answers = number + 1
        return self._share if number == self._cut else 1.0

    def die(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.socket.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: it is meant to fail."""


class _Handler(FeedHandler):
    """Answers as a portal does, as long as its server lives."""

    server: Portals

    def do_GET(self) -> None:  # noqa: N802  # the name it has
        share = self.server.share_of_next()
        if share == 1.0:
            super().do_GET()
            return
        whole, kept = self.wfile, io.BytesIO()
        self.wfile = kept
        try:
            super().do_GET()
        finally:
            self.wfile = whole
        whole.write(kept.getvalue()[: int(len(kept.getvalue()) * share)])
        self.server.die()
        raise CutError
