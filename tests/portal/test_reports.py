"""Downloading a report."""

import hashlib

from tests.portal.conftest import QUARTER, SignIn

ADDRESS = "/daerah/36.72/laporan/2024-Q3/r1.pdf"


def test_the_bytes_are_those_that_were_filed(signed_in: SignIn) -> None:
    """An office gets exactly the filed PDF, named for region, quarter and revision."""
    ani = signed_in("ani")
    store = ani.app.state.workspace.store  # type: ignore[attr-defined]
    first = next(one for one in store.evaluations_of("36.72") if one.revision == 1)
    answer = ani.get(ADDRESS)
    assert hashlib.sha256(answer.content).hexdigest() == store.report_of(first.evaluation_id).sha256
    assert f"laporan-monev-36.72-{QUARTER}-r1.pdf" in answer.headers["content-disposition"]


def test_a_known_file_is_not_sent_again(signed_in: SignIn) -> None:
    """A browser that holds the bytes is told so."""
    ani = signed_in("ani")
    tag = ani.get(ADDRESS).headers["etag"]
    answer = ani.get(ADDRESS, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_changed_file_is_not_handed_out(signed_in: SignIn) -> None:
    """If the filed bytes changed on disk nobody gets them, and no traceback shows."""
    budi = signed_in("budi")
    store = budi.app.state.workspace.store  # type: ignore[attr-defined]
    report = store.report_of(store.current_evaluation("36.03", str(QUARTER)).evaluation_id)
    path = store.root / report.path
    kept = path.read_bytes()
    path.write_bytes(kept + b"x")
    try:
        answer = budi.get("/daerah/36.03/laporan/2024-Q3/r1.pdf")
    finally:
        path.write_bytes(kept)
    assert answer.status_code == 500
    assert "Terjadi gangguan" in answer.text
    assert "Traceback" not in answer.text
