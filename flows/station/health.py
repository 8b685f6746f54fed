"""Does everything run: asked of the addresses themselves, whoever started what answers there."""

from typing import NamedTuple

from flows.station.deployments import Deployments
from flows.station.site import Site, answer, portal_answers, prefect_answers
from monev.errors import EnvironmentFault


class Sight(NamedTuple):
    """What one look found; `text` says where it runs, or what to do."""

    part: str
    ok: bool
    text: str


def look(site: Site, deployments: Deployments) -> list[Sight]:
    """Look at server, pool, deployments, automation, worker and portal; loads Prefect (3 s)."""
    up = prefect_answers(site.api)
    sights = [_server(site.api, up)]
    if up:
        try:
            sights += _behind_the_server(deployments)
        except EnvironmentFault as fault:
            sights.append(Sight("prefect api", False, str(fault)))
    if site.portal:
        well = portal_answers(site.portal)
        trouble = f"no answer at {site.portal}; start `monev up`, or see logs/portal.log"
        sights.append(Sight("portal", well, site.portal if well else trouble))
    return sights


def _server(api: str, up: bool) -> Sight:
    """Return whether the server answers; that its pages do not is told, and stops no run."""
    where = api.removesuffix("/api")
    if not up:
        text = (
            f"no answer at {where}; start `monev up`, or see logs/prefect.log (a server that is a "
            "unit of its own: its journal)"
        )
        return Sight("prefect", False, text)
    code, _ = answer(f"{where}/")
    if code == 404:
        return Sight(
            "prefect",
            True,
            f"{where}, without pages at its root: switched off, served below another path, or "
            "PREFECT_SERVER_UI_STATIC_DIRECTORY is no folder that the server can write to",
        )
    return Sight("prefect", True, where)


def _behind_the_server(deployments: Deployments) -> list[Sight]:
    from flows.station import prefect_side as prefect

    pool = deployments.pool
    with prefect.prefect_client() as client:
        there = prefect.deployments_in(client, pool)
        stands = prefect.automations_stand(client)
        workers = prefect.workers_online(client, pool)
    gone = [name for name in deployments.names if name not in there]
    idle = [
        name
        for name in deployments.scheduled
        if name in there
        and (there[name].paused or not any(one.active for one in there[name].schedules))
    ]
    return [
        _deployments(deployments, gone, idle),
        Sight("zombie watch", stands, "on" if stands else "missing or changed; restart monev up"),
        Sight("worker", bool(workers), f"{', '.join(workers) or 'none'} on pool {pool}"),
    ]


def _deployments(deployments: Deployments, gone: list[str], idle: list[str]) -> Sight:
    if gone:
        return Sight("deployments", False, f"missing: {', '.join(gone)}; restart monev up")
    if idle:
        text = f"schedule paused: {', '.join(idle)}; resume it in Prefect's pages"
        return Sight("deployments", False, text)
    return Sight("deployments", True, deployments.listed())
