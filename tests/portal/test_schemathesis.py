"""The whole API under schemathesis, for a visitor and every role: no 5xx, and as described.

Once with the description as it is, where most ids lead nowhere, and once with ids that exist.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models import ApiToken, TokenScope
from monev.portal.access import digest
from monev.portal.app import create_app
from monev.store import Store
from monev.workspace import Workspace
from tests.portal.conftest import CAST
from tests.portal.published import opened

__all__ = ["opened"]

WHO = ("visitor", *CAST)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KNOWN = {
    "code": ["36.72", "19", "99.99"],
    "evaluation": ["36.72-2024-Q3-r1", "36.03-2024-Q3-r3", "19-2024-Q3-r1", "x"],
    "indicator": ["A1", "C2", "Z9"],
    "document": ["laporan-monev-36.72-2024-Q3-r1.pdf", "lembar-fakta-19-2024-Q3-r1.html"],
    "region": ["36.72", "36.03", "99.99"],
    "province": ["36", "19"],
    "quarter": ["2024-Q3", "2024-Q2"],
    "cursor": ["MjAyNC1RMyAzNi4wMyAzIA==", "MTE=", "x"],
}
"""Values of parameters that lead somewhere, and one of each that does not."""
OPERATIONS = 11


@pytest.fixture(scope="module")
def portal(opened: Workspace) -> FastAPI:
    """The public portal, with a token for each of the cast named after its owner."""
    now = opened.now()
    for name in CAST:
        opened.store.add_token(
            ApiToken(
                account_name=name,
                label="schemathesis",
                scope=TokenScope.READ,
                sha256=digest(f"token-{name}"),
                made_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
    return create_app(opened)


@pytest.fixture(scope="module")
def described(portal: FastAPI) -> dict[str, Any]:
    """The description of the API as it is handed out."""
    told: dict[str, Any] = TestClient(portal).get("/api/v1/openapi.json").json()
    return told


def narrowed(described: dict[str, Any]) -> dict[str, Any]:
    """The description with parameters that lead somewhere."""
    told = deepcopy(described)
    for path in told["paths"].values():
        for parameter in path["get"].get("parameters", ()):
            if parameter["name"] in KNOWN:
                parameter["schema"] = {"type": "string", "enum": KNOWN[parameter["name"]]}
    return told


def headers_of(name: str) -> dict[str, str]:
    """What a person's program sends."""
    return {} if name == "visitor" else {"Authorization": f"Bearer token-{name}"}


def operations(told: dict[str, Any], app: FastAPI) -> Iterator[Any]:
    """Every operation of a description, to be asked of an application in this process."""
    schema = schemathesis.openapi.from_dict(told)
    schema.app = app
    for one in schema.get_all_operations():
        yield one.ok()


def ask(operation: Any, headers: dict[str, str], examples: int) -> set[int]:
    """Ask an operation with generated parameters and hold the answers against its description.

    Returns the statuses that came.
    """
    statuses = set()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def asked(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        statuses.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

    asked()
    return statuses


@pytest.mark.parametrize("name", WHO)
def test_every_operation_answers_as_described(
    portal: FastAPI, described: dict[str, Any], name: str
) -> None:
    """Whoever asks whatever gets what the description promises, and never a fault of ours."""
    for operation in operations(described, portal):
        ask(operation, headers_of(name), 3)
    found = [
        ask(operation, headers_of(name), 12)
        for operation in operations(narrowed(described), portal)
    ]
    assert len(found) == OPERATIONS
    assert name == "visitor" or all(200 in one for one in found), "asked beside the point"


def test_an_answer_unlike_its_description_is_found(
    portal: FastAPI, described: dict[str, Any]
) -> None:
    """A score described as a number, where a text comes, does not pass."""
    wrong = narrowed(described)
    wrong["components"]["schemas"]["EvaluationRow"]["properties"]["score_low"] = {"type": "number"}
    listing = next(
        one for one in operations(wrong, portal) if one.path == "/api/v1/evaluations/{evaluation}"
    )
    with pytest.raises(FailureGroup):
        ask(listing, headers_of("dewi"), 20)


def test_a_fault_of_ours_is_found(opened: Workspace, described: dict[str, Any]) -> None:
    """A store that breaks is answered as a problem without a traceback, and does not pass."""

    class Broken(Store):
        def quarters(self) -> list[str]:
            raise RuntimeError("rahasia di dalam")

    store = Broken(opened.store.engine, opened.store.root, opened.store.depot)
    app = create_app(replace(opened, store=store))
    answer = TestClient(app).get("/api/v1/quarters")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "rahasia" not in answer.text
    asked = next(one for one in operations(described, app) if one.path == "/api/v1/quarters")
    with pytest.raises(FailureGroup):
        ask(asked, {}, 1)
