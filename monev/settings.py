"""Settings of one installation, read once from the environment (prefix MONEV_) or `.env`.

Rules of judgement are no settings: they stand in `catalogue/`.
"""

from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things rest, and the secrets of the portal.

    `workspace` holds database, evidence and reports; `database_url` replaces the SQLite file, and
    `files` (s3://BUCKET/PREFIX) its folders of evidence and reports, for several machines at work;
    `workers` processes work side by side in one run; `takers` runs take the batches of a quarter,
    more than one through a Prefect work pool (docs/grow.md).
    `profile` names the rules to judge by (`catalogue/profiles/`, the default where empty) and
    `mode` what absence does (the rubric's own where empty); a change of either gives every region
    a new revision.
    `issuer` names the YAML file of the issuing office's letterhead.
    `person` is the account or login of whoever lays in files, noted on their receipts; empty for a
    machine that works on its own.
    `portal_https` makes the session cookie travel over TLS alone; `bps_key` opens the BPS WebAPI.
    `portal_public` shows published reports to visitors as well. `portal_oidc_...` lets people sign
    in through an OpenID provider; `claim` (email, sub or preferred_username) is what names their
    account (docs/security.md).
    `smtp_url` (smtp:// or smtps://) and `mail_from` let messages out, to the addresses in the YAML
    file `recipients`; `webhook_url` is told of runs as well. docs/schedules.md has examples.
    """

    model_config = SettingsConfigDict(
        env_prefix="MONEV_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    workspace: Path = Path("workspace")
    database_url: str = ""
    files: str = ""
    profile: str = ""
    mode: str = ""
    issuer: Path | None = None
    portal_secret: SecretStr | None = None
    portal_https: bool = False
    portal_public: bool = False
    portal_oidc_issuer: str = ""
    portal_oidc_client_id: str = ""
    portal_oidc_client_secret: SecretStr | None = None
    portal_oidc_claim: str = "email"
    bps_key: SecretStr | None = None
    workers: int = 2
    takers: int = 1
    smtp_url: SecretStr | None = None
    mail_from: str = ""
    recipients: Path | None = None
    webhook_url: SecretStr | None = None
    person: str = ""

    def without_secrets(self) -> dict[str, Any]:
        """Return the settings as plain values for a process of ours that needs no secret."""
        secret = {
            name for name in type(self).model_fields if isinstance(getattr(self, name), SecretStr)
        }
        return self.model_dump(mode="json", exclude=secret)

    @property
    def url(self) -> str:
        """The database in use; PostgreSQL through psycopg, also where the URL names no driver."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.workspace.resolve() / 'monev.sqlite'}"
