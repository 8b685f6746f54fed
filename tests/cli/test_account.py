"""`monev account add`: people for the portal, with a password that is never an argument."""

from pathlib import Path

import pytest

from models import Action
from monev.portal.sign_in import verified
from monev.settings import Settings
from monev.store import Store
from monev.workspace import open_workspace
from tests.cli.running import Run

PASSWORD = "kuda-laut-17"
ADD = ("account", "add", "cilegon", "--role", "office", "--region", "36.72", "--password-stdin")


def _store(folder: Path) -> Store:
    return open_workspace(Settings(workspace=folder)).store


def test_an_added_account_can_sign_in(filled: Path, run: Run) -> None:
    """The password fits, only its hash is kept, and adding again replaces it."""
    assert run(*ADD, input=f"{PASSWORD}\n").exit_code == 0
    account = verified(_store(filled), "cilegon", PASSWORD)
    assert account is not None
    assert (account.role, account.region_code) == ("office", "36.72")
    assert PASSWORD not in account.password_hash
    noted = _store(filled).audit_page(most=1)[0]
    assert (noted.action, noted.subject, noted.detail) == (
        Action.ACCOUNT_ADDED,
        "cilegon",
        "office of 36.72",
    )
    assert run(*ADD, input="lain-sekali-18\n").exit_code == 0
    assert verified(_store(filled), "cilegon", PASSWORD) is None


def test_the_password_is_asked_for_twice_and_hidden(filled: Path, run: Run) -> None:
    """Without --password-stdin it is prompted for and not shown."""
    result = run(*ADD[:-1], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert verified(_store(filled), "cilegon", PASSWORD) is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "boss"), "office, coordinator, admin"),
        (("--role", "office"), "--region"),
        (("--role", "coordinator", "--region", "36.72"), "province"),
        (("--role", "office", "--region", "Tangerang"), "36.71"),
    ],
)
def test_a_wrong_role_or_region_adds_nobody(
    filled: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    """The refusal says what is expected, and the name stays free."""
    result = run("account", "add", "orang", *arguments, "--password-stdin", input=f"{PASSWORD}\n")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert _store(filled).account("orang") is None


def test_a_short_password_is_refused(filled: Path, run: Run) -> None:
    """Fewer than eight characters are refused."""
    result = run(*ADD, input="pendek\n")
    assert result.exit_code == 2
    assert "8 characters" in result.stderr
    assert _store(filled).account("cilegon") is None
