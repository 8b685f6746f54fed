"""The automation that notices dead runs, held against the server's own reading of it."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flows.quarterly import EXCEPTIONS
from flows.station import prefect_side
from flows.station.deployments import Deployments
from flows.station.prefect_side import (
    automations_stand,
    deployments_in,
    ensure_automations,
    ensure_pool,
    parameters_kept,
    prefect_client,
    sign_deployments,
    unborn_automation,
    workers_online,
    zombie_automation,
)


def _expected(event: str, automation: Callable[[], Any] = zombie_automation) -> bool:
    """Whether the server takes this event as the sign it waits for, by both looks it takes."""
    from prefect.server.events.schemas.automations import EventTrigger
    from prefect.server.events.schemas.events import ReceivedEvent

    trigger = EventTrigger.model_validate(automation().trigger.model_dump(mode="json"))
    resource = {"prefect.resource.id": f"prefect.flow-run.{uuid4()}"}
    received = ReceivedEvent(
        id=uuid4(), occurred=datetime.now(UTC), event=event, resource=resource, payload={}
    )
    return trigger.covers(received) and trigger.expects(event)


@pytest.mark.parametrize(
    "state",
    ["Completed", EXCEPTIONS, "Failed", "TimedOut", "Cancelled", "Crashed", "Suspended", "Paused"],
)
def test_a_run_that_ended_is_no_zombie(state: str) -> None:
    """Every way a run of ours ends stops the watch, also under a name of our own."""
    assert _expected(f"prefect.flow-run.{state}")


def test_only_signs_of_life_put_it_off() -> None:
    """A heartbeat puts the watch off; that a run began, or is to begin, does not."""
    assert _expected("prefect.flow-run.heartbeat")
    assert not _expected("prefect.flow-run.Running")
    assert not _expected("prefect.flow-run.Late")


@pytest.mark.parametrize("event", ["heartbeat", "Scheduled", "Late", "Cancelled", "Crashed"])
def test_a_run_that_lives_waits_or_ended_is_not_unborn(event: str) -> None:
    """A first heartbeat stops the watch; that the run is called Running does not."""
    assert _expected(f"prefect.flow-run.{event}", unborn_automation)
    assert not _expected("prefect.flow-run.Submitting", unborn_automation)
    assert not _expected("prefect.flow-run.Running", unborn_automation)


def test_the_watch_for_unborn_runs_begins_where_a_worker_takes_one() -> None:
    """Pending under any name a worker gives it starts the watch, minutes before a lease ends."""
    trigger = unborn_automation().trigger.model_dump()
    taken = {"Pending", "Submitting", "InfrastructurePending", "Running"}
    assert trigger["after"] == {f"prefect.flow-run.{name}" for name in taken}
    assert 60 <= trigger["within"].total_seconds() < 300


def test_it_waits_for_more_than_one_heartbeat() -> None:
    """A server that is started again must not make living runs look dead."""
    trigger = zombie_automation().trigger
    assert trigger.model_dump()["within"].total_seconds() >= 4 * prefect_side.HEARTBEAT_SECONDS


def test_pool_and_automations_are_made_once(engine: None) -> None:
    """A second start changes nothing: a new automation would forget the runs it waits for."""
    with prefect_client() as client:
        assert workers_online(client, "test-pool") == []
        assert ensure_pool(client, "test-pool")
        assert not ensure_pool(client, "test-pool")
        assert client.read_work_pool("test-pool").type == "process"
        assert not automations_stand(client)
        assert ensure_automations(client)
        (first,) = client.read_automations_by_name(prefect_side.ZOMBIES)
        assert not ensure_automations(client)
        assert automations_stand(client)
        client.pause_automation(first.id)
        assert not automations_stand(client)
        assert ensure_automations(client)
        assert automations_stand(client)
        for name in (prefect_side.ZOMBIES, prefect_side.UNBORN):
            assert len(client.read_automations_by_name(name)) == 1


def test_parameters_set_by_people_outlive_a_new_version(engine: None, tmp_path: Path) -> None:
    """Deploying empties parameters; those set in Prefect's pages are put back where they fit."""
    file = tmp_path / "prefect.yaml"
    file.write_text("first")
    ours = Deployments(file, "kept-pool", ("region",), ())
    with prefect_client() as client:
        ensure_pool(client, "kept-pool")
        flow = client.create_flow_from_name("kept-flow")

        def deploy(parameters: dict[str, Any], known: list[str]) -> None:
            client.create_deployment(
                flow_id=flow,
                name="region",
                work_pool_name="kept-pool",
                parameters=parameters,
                parameter_openapi_schema={
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in known},
                },
            )

        assert parameters_kept(client, ours) == {}, "nothing is deployed yet"
        deploy({"inbox": "in", "old": "gone in the next version"}, ["inbox", "old"])
        kept = parameters_kept(client, ours)
        assert kept == {"region": {"inbox": "in", "old": "gone in the next version"}}

        deploy({"fresh": "default"}, ["inbox", "fresh"])
        sign_deployments(client, ours, kept)
        now = deployments_in(client, "kept-pool")["region"]
        assert now.parameters == {"inbox": "in", "fresh": "default"}
        assert parameters_kept(client, ours) is None, "up to date: nothing to deploy"
        file.write_text("second")
        assert parameters_kept(client, ours) == {"region": now.parameters}


def test_what_is_looked_at_first_loads_no_prefect() -> None:
    """Refusals cost no start of the engine's library."""
    code = "import sys, flows.station.run, flows.station.health; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
