"""The station's life: the server, what lives on it, the watch, and the end in reverse order."""

import importlib
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from flows.station import recipes
from flows.station.bell import Bell, hung_bell
from flows.station.children import Child, Recipe, Tell, end_all, last_words
from flows.station.deployments import Deployments
from flows.station.leftovers import MARK, end_leftovers, leftovers
from flows.station.record import Note, Record
from flows.station.site import Site, portal_answers, prefect_answers
from monev.errors import EnvironmentFault

PATIENCE_S = {"prefect": 180, "deploy": 180, "worker": 60, "portal": 60}
"""So long may each take to come up, in seconds."""
LOOK_EVERY_S = 10
WORKER_END_S = 6
RUNS_END_S = 2
SERVER_END_S = 4


class Ended(Exception):
    """Somebody asked the station to end."""


class Station:
    """Starts everything, keeps it running until the bell rings, and leaves nothing behind.

    `portal` is the recipe of the pages, which live above this room; null where there are none.
    """

    def __init__(
        self, site: Site, deployments: Deployments, portal: Recipe | None, note: Note, tell: Tell
    ) -> None:
        self._site, self._deployments, self._note, self._tell = site, deployments, note, tell
        self._record = Record(os.getpid(), site.api, site.portal)
        self._server = Child(recipes.server(site), tell) if site.own else None
        self._worker = Child(recipes.worker(site, deployments.pool), tell)
        self._portal = Child(portal, tell) if portal else None
        self._children: list[Child] = []
        self._silent: set[str] = set()
        self._bell = Bell()

    def run(self) -> bool:
        """Run until the bell rings; true where nothing had to be given up.

        Raises EnvironmentFault where the station does not come up; all is ended then too.
        """
        os.environ[MARK] = str(self._site.workspace)
        with hung_bell() as self._bell:
            try:
                self._open()
                while True:
                    self._look()
                    self._pause(LOOK_EVERY_S)
            except Ended:
                return not self._lost()
            finally:
                self._close()

    def _open(self) -> None:
        began = time.monotonic()
        where = self._site.api.removesuffix("/api")
        if self._server is not None:
            self._tell("prefect", "starting", f"{where} (the first start takes up to a minute)")
            self._start(self._server)
        if self._portal is not None:
            self._start(self._portal)
        importlib.import_module("flows.station.prefect_side")  # while the server starts
        self._until(lambda: prefect_answers(self._site.api), "prefect")
        self._tell("prefect", "up", where)
        self._furnish()
        # Another machine's clock may differ: only signs of life told by our own are dated.
        since = datetime.now(UTC) if self._site.own else None
        self._start(self._worker)
        self._until(lambda: self._worker_online(since), "worker")
        self._tell("worker", "up", f"{recipes.worker_name()} on pool {self._deployments.pool}")
        if self._portal is not None:
            self._until(lambda: portal_answers(self._site.portal), "portal")
            self._tell("portal", "up", self._site.portal)
        seconds = time.monotonic() - began
        self._tell("monev", "ready", f"after {seconds:.0f} s; Ctrl-C ends everything")

    def _furnish(self) -> None:
        """Bring pool, automation and deployments to the server."""
        from flows.station import prefect_side as prefect

        pool = self._deployments.pool
        with prefect.prefect_client() as client:
            prefect.ensure_pool(client, pool)
            self._tell("pool", "ready", f"{pool}, of processes on this machine")
            prefect.ensure_automations(client)
            self._tell("zombie watch", "ready", "a run without its process is marked Crashed")
            kept = prefect.parameters_kept(client, self._deployments)
        if kept is not None:
            self._deploy()
            with prefect.prefect_client() as client:
                prefect.sign_deployments(client, self._deployments, kept)
        self._tell("deployments", "ready", self._deployments.listed())

    def _deploy(self) -> None:
        recipe = recipes.deploy(self._site, self._deployments)
        child = Child(recipe, self._tell)
        child.start()
        try:
            self._until(lambda: child.pid is None, "deploy")
        finally:
            code = child.kill()
        if code != 0:
            raise EnvironmentFault(
                f"{self._deployments.file} could not be deployed: {child.last_words()}. "
                f"All of it stands in {recipe.log}"
            )

    def _worker_online(self, since: datetime | None) -> bool:
        from flows.station import prefect_side as prefect

        try:
            with prefect.prefect_client() as client:
                online = prefect.workers_online(client, self._deployments.pool, since)
        except EnvironmentFault:
            return False  # a busy server; whoever waits here asks again, and not for ever
        return recipes.worker_name() in online

    def _look(self) -> None:
        """Say when an address falls silent, and when it answers again."""
        answers = {"prefect": prefect_answers(self._site.api)}
        if self._site.portal:
            answers["portal"] = portal_answers(self._site.portal)
        for part, well in answers.items():
            if well and part in self._silent:
                self._silent.discard(part)
                self._tell(part, "up", "answers again")
            elif not well and part not in self._silent:
                self._silent.add(part)
                self._tell(part, "SILENT", f"does not answer; see {self._log_of(part)}")

    def _log_of(self, part: str) -> str:
        if part == "prefect" and not self._site.own:
            return f"the log of the server at {self._site.api}, which is not ours"
        return f"{self._site.logs}/{part}.log"

    def _start(self, child: Child) -> None:
        child.start()
        self._children.append(child)
        self._note_children()

    def _note_children(self) -> None:
        self._record.children = {one.recipe.name: one.pid for one in self._children if one.pid}
        self._note.write(self._record)

    def _lost(self) -> list[Child]:
        return [one for one in self._children if one.given_up]

    def _until(self, reached: Callable[[], bool], part: str) -> None:
        """Wait for something; raises EnvironmentFault with the last words of the part's log."""
        limit = time.monotonic() + PATIENCE_S[part]
        while not reached():
            lost = self._lost()
            if lost or time.monotonic() > limit:
                log = lost[0].recipe.log if lost else self._site.logs / f"{part}.log"
                words = lost[0].last_words() if lost else last_words(log)
                raise EnvironmentFault(f"{log.stem} did not come up: {words}. More stands in {log}")
            self._pause(0.3)

    def _pause(self, seconds: float) -> None:
        """Tend the children for so long; raises Ended when the bell rings."""
        limit = time.monotonic() + seconds
        while True:
            if self._bell.rung:
                raise Ended
            begun = [one for one in self._children if one.tend()]
            if begun:
                self._note_children()
            left = limit - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.2))

    def _close(self) -> None:
        """End worker and portal, then runs under way, and the server last, to hear of them."""
        self._tell("monev", "ending", "a second Ctrl-C kills what still runs")
        ours = {one.pid for one in self._children}
        if {one.pid for one in leftovers(self._site.workspace)} - ours:
            text = "stopped under way; Prefect marks them Crashed within minutes of the next start"
            self._tell("runs", "STOPPED", text)
        server = [one for one in self._children if one is self._server]
        first = [one for one in self._children if one is not self._server]
        killed = end_all(first, WORKER_END_S, self._bell.hurry)
        end_leftovers(self._site.workspace, RUNS_END_S, {one.pid for one in server})
        killed += end_all(server, SERVER_END_S, self._bell.hurry)
        end_leftovers(self._site.workspace, 0)
        if killed:
            self._tell("monev", "killed", f"{', '.join(killed)} did not end when asked")
        self._tell("monev", "ended", "")
