"""Alembic's entry: runs the versions beside this file against the URL it is handed."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import MetaData
from sqlmodel import AutoString, SQLModel

import models
from models.database import make_engine

METADATA: MetaData = SQLModel.metadata
TABLES = models.FACT_TYPES
"""Named here so that the import of the tables, which fills the metadata, is not in vain."""


def render_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write the types of new migrations so that they stand on SQLAlchemy and our columns alone."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and type(item).__module__.startswith("models."):
        return f"{type(item).__module__}.{type(item).__name__}()"
    return False


def run() -> None:
    """Apply migrations in one transaction for each database."""
    url = context.config.attributes.get("url") or context.config.get_main_option("sqlalchemy.url")
    engine = make_engine(str(url))
    with engine.execution_options(writes=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=True,
            compare_type=True,
            render_item=render_type,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
