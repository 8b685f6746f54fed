"""What is settled before Prefect is imported."""

import subprocess
import sys
from pathlib import Path

from flows import HEARTBEAT_SECONDS, settle_engine


def test_embedded_engine_stays_in_the_workspace(tmp_path: Path) -> None:
    """Without a server the history rests in the workspace, and nothing is sent out."""
    environment: dict[str, str] = {}
    settle_engine(environment, tmp_path / "work", tmp_path)
    assert environment == {
        "PREFECT_HOME": str(tmp_path / "work" / ".prefect"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    }


def test_a_server_keeps_its_own_home(tmp_path: Path) -> None:
    """Where a server is named, in the environment or a profile, its settings are left alone."""
    named = {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}
    settle_engine(named, tmp_path / "work", tmp_path)
    assert "PREFECT_HOME" not in named
    assert named["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert named["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == "30", "else its watch takes us for dead"

    (tmp_path / ".prefect").mkdir()
    profile = '[profiles.office]\nPREFECT_API_URL = "http://10.0.0.5:4200/api"\n'
    (tmp_path / ".prefect" / "profiles.toml").write_text(profile, encoding="utf-8")
    by_profile: dict[str, str] = {}
    settle_engine(by_profile, tmp_path / "work", tmp_path)
    assert "PREFECT_HOME" not in by_profile


def test_scope_is_asked_without_prefect() -> None:
    """Checking a request loads no Prefect, so a wrong name is refused at once."""
    code = "import sys, flows.scope, flows.progress; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
