"""The log: what is written, that it cannot fork, and that every kind of tampering shows."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import ProgrammingError

from models import Action, make_engine
from monev.audit_chain import Damage, Head, verdict
from monev.portal.audited import visible
from monev.store import Store
from tests.cli.running import run_command
from tests.portal.conftest import PASSWORD, SignIn, form_of

MOMENT = datetime(2024, 10, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty database with a log of six entries, on either kind."""
    opened = Store.open(url, tmp_path)
    for number in range(6):
        opened.append_entry(MOMENT, "ani", Action.DOWNLOAD, f"36.72 r{number}")
    yield opened
    opened.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'monev.sqlite'}"
    address: str = request.getfixturevalue("postgres")
    engine = make_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return address


def changed(store: Store, *statements: str) -> None:
    """Do to the table what somebody with access to the database might."""
    with store.engine.execution_options(writes=True).connect() as connection:
        for one in statements:
            connection.exec_driver_sql(one)
        connection.commit()


def test_an_untouched_log_is_whole(store: Store) -> None:
    """What comes back from the database has the hash it was written with, to the microsecond."""
    found = verdict(store.audit_entries())
    assert (found.entries, found.broken) == (6, None)
    assert found.head is not None
    assert found.head.number == 6


def forge(store: Store) -> None:
    """Put a sound entry between the third and the fourth, as somebody who knows the hashes can."""
    third = next(one for one in store.audit_entries() if one.number == 3)
    forged = type(third)(**third.model_dump())
    forged.number, forged.previous, forged.who = 4, third.sha256, "budi"
    forged.sha256 = forged.digest()
    changed(store, "UPDATE audit_entry SET number = number + 100 WHERE number > 3")
    changed(store, "UPDATE audit_entry SET number = number - 99 WHERE number > 100")
    values = ", ".join(
        f"'{one}'"
        for one in (4, forged.at.isoformat(), forged.who, "diunduh", forged.subject, "", "")
    )
    changed(
        store,
        "INSERT INTO audit_entry (number, at, who, action, subject, detail, address, previous, "
        f"sha256) VALUES ({values}, '{forged.previous}', '{forged.sha256}')",
    )


TAMPERING: list[tuple[str, Callable[[Store], None], int, Damage]] = [
    (
        "altered",
        lambda store: changed(store, "UPDATE audit_entry SET who = 'budi' WHERE number = 3"),
        3,
        Damage.ALTERED,
    ),
    (
        "removed",
        lambda store: changed(store, "DELETE FROM audit_entry WHERE number = 3"),
        3,
        Damage.REMOVED,
    ),
    (
        "removed and renumbered",
        lambda store: changed(
            store,
            "DELETE FROM audit_entry WHERE number = 3",
            "UPDATE audit_entry SET number = 3 WHERE number = 4",
            "UPDATE audit_entry SET number = 4 WHERE number = 5",
            "UPDATE audit_entry SET number = 5 WHERE number = 6",
        ),
        3,
        Damage.REMOVED,
    ),
    (
        "reordered",
        lambda store: changed(
            store,
            "UPDATE audit_entry SET number = 99 WHERE number = 3",
            "UPDATE audit_entry SET number = 3 WHERE number = 4",
            "UPDATE audit_entry SET number = 4 WHERE number = 99",
        ),
        3,
        Damage.REORDERED,
    ),
    ("inserted", forge, 4, Damage.INSERTED),
]


@pytest.mark.parametrize(
    ("tamper", "number", "damage"),
    [each[1:] for each in TAMPERING],
    ids=[each[0] for each in TAMPERING],
)
def test_the_first_broken_entry_is_named(
    store: Store, tamper: Callable[[Store], None], number: int, damage: Damage
) -> None:
    """Whatever was done to an entry is told with its kind and place."""
    tamper(store)
    broken = verdict(store.audit_entries()).broken
    assert broken is not None
    assert (broken.number, broken.damage) == (number, damage)


def test_a_log_that_was_cut_off_shows_against_its_noted_end(store: Store) -> None:
    """The chain alone cannot tell what is missing at its end; a noted number and hash can."""
    head = verdict(store.audit_entries()).head
    changed(store, "DELETE FROM audit_entry WHERE number > 4")
    assert verdict(store.audit_entries()).broken is None
    broken = verdict(store.audit_entries(), head).broken
    assert broken is not None
    assert (broken.number, broken.damage) == (5, Damage.REMOVED)
    rewritten = verdict(store.audit_entries(), Head(3, "0" * 64)).broken
    assert rewritten is not None
    assert rewritten.damage is Damage.ALTERED


def _write(url: str, root: Path, name: str) -> None:
    store = Store(make_engine(url), root)
    for _ in range(15):
        store.append_entry(MOMENT, name, Action.DOWNLOAD)
    store.engine.dispose()


def test_processes_and_threads_that_write_at_once_never_fork_it(
    store: Store, url: str, tmp_path: Path
) -> None:
    """Two processes and three threads add in turn: every entry is there, in one chain."""
    threads = [threading.Thread(target=_write, args=(url, tmp_path, str(one))) for one in range(3)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_write, url, tmp_path, name) for name in ("p", "q")]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        for one in waiting:
            one.result()
    found = verdict(store.audit_entries())
    assert (found.entries, found.broken) == (6 + 5 * 15, None)


def test_it_grows_under_a_role_that_may_not_change_it(postgres: str, tmp_path: Path) -> None:
    """On PostgreSQL the portal can do without the right to change or delete entries."""
    engine = make_engine(postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
        connection.exec_driver_sql("DROP ROLE IF EXISTS log_writer")
        connection.exec_driver_sql("CREATE ROLE log_writer")
    store = Store.open(postgres, tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql("GRANT USAGE ON SCHEMA public TO log_writer")
        connection.exec_driver_sql("GRANT SELECT, INSERT ON audit_entry TO log_writer")
    address = f"{postgres}{'&' if '?' in postgres else '?'}options=-crole%3Dlog_writer"
    narrow = Store(make_engine(address), tmp_path)
    try:
        for _ in range(2):
            narrow.append_entry(MOMENT, "ani", Action.DOWNLOAD)
        assert verdict(narrow.audit_entries()).entries == 2
        with pytest.raises(ProgrammingError, match="permission denied"):
            changed(narrow, "DELETE FROM audit_entry")
    finally:
        narrow.engine.dispose()
        store.engine.dispose()
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY log_writer")
            connection.exec_driver_sql("DROP ROLE log_writer")
        engine.dispose()


def test_text_that_could_forge_a_line_is_refused_and_shown_as_escapes(store: Store) -> None:
    """Control, line and direction characters never reach the log as themselves."""
    with pytest.raises(ValueError, match="control characters"):
        store.append_entry(MOMENT, "ani\n2024-10-21 dewi", Action.DOWNLOAD)
    assert visible("a\r\nb\x1b[2J\u202ec") == r"a\r\nb\x1b[2J\u202ec"
    assert len(visible("x" * 5000)) == 500


def test_the_commands_tell_and_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`audit verify` exits 0 for a whole log and 1 for a broken one; `audit list` shows it."""
    monkeypatch.setenv("MONEV_WORKSPACE", str(tmp_path))
    store = Store.open(f"sqlite:///{tmp_path / 'monev.sqlite'}", tmp_path)
    for who in ("ani", "budi", "ani"):
        store.append_entry(MOMENT, who, Action.DOWNLOAD, "36.72 2024-Q3 r1")
    whole = run_command("audit", "verify")
    assert whole.exit_code == 0, whole.output
    assert "3 entries" in whole.stdout
    listed = run_command("audit", "list", "--who", "ani", "--since", "2024-10-21", "--json")
    assert listed.stdout.count('"who": "ani"') == 2
    assert run_command("audit", "list", "--since", "2024-10-22").stdout == "No entries.\n"
    changed(store, "UPDATE audit_entry SET subject = 'x' WHERE number = 2")
    broken = run_command("audit", "verify")
    assert broken.exit_code == 1
    assert "broken at entry 2: altered" in broken.stdout
    assert "backup" in broken.stdout
    assert run_command("audit", "verify", "--head", "so").exit_code == 2
    store.engine.dispose()


def test_coming_and_going_is_noted(signed_in: SignIn, nobody: TestClient) -> None:
    """Sign-in, refusal and sign-out stand in the log; a name that is no account does not."""
    ani = signed_in("ani")
    ani.post("/keluar", data={"form": form_of(ani)})
    for name in ("ani", "kata-sandi-salah-kolom"):
        nobody.post("/masuk", data={"form": form_of(nobody), "nama": name, "sandi": "salah"})
    store = ani.app.state.workspace.store  # type: ignore[attr-defined]
    newest = [(one.who, one.action) for one in store.audit_page(most=4)]
    assert newest == [
        ("", Action.SIGN_IN_REFUSED),
        ("ani", Action.SIGN_IN_REFUSED),
        ("ani", Action.SIGN_OUT),
        ("ani", Action.SIGN_IN),
    ]
    assert all(one.address == "testclient" for one in store.audit_page(most=4))


def test_the_log_is_read_by_auditor_and_administrator(signed_in: SignIn) -> None:
    """The page shows who did what, and narrows to one person."""
    signed_in("citra")
    page = signed_in("edo").get("/catatan", params={"siapa": "citra"})
    assert page.status_code == 200
    assert "citra" in page.text
    assert PASSWORD not in page.text
    assert "dewi" not in signed_in("edo").get("/catatan?siapa=citra").text
