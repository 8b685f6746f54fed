"""Rows of facts are read like plain objects and still are rows."""

from datetime import date
from pathlib import Path

import sqlalchemy
from sqlalchemy import inspect
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, SQLModel, create_engine, select

from models import FACT_TYPES, Evidence, Participation, Tier
from models.plain_reading import columns_of, made_of
from tests.facts import fact


def session_of(folder: Path, expire: bool = True) -> Session:
    """A database with one statement in it."""
    engine = create_engine(f"sqlite:///{folder / 'x.sqlite'}")
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["participation"],
                                                 SQLModel.metadata.tables["evidence"]])  # fmt: skip
    session = Session(engine, expire_on_commit=expire)
    session.add(fact("participation", day=date(2024, 9, 30), segment="SEMUA", active_persons=7))
    session.commit()
    return session


def stored(session: Session) -> Participation:
    """The statement, as the database has it."""
    return session.exec(select(Participation)).one()


def test_no_code_of_the_mapper_stands_between_a_row_and_its_value() -> None:
    """A field in the row's own dictionary comes before the column of its class."""
    for shape in FACT_TYPES.values():
        for name in [column.key for column in inspect(shape).column_attrs]:
            (own,) = [each.__dict__[name] for each in shape.__mro__ if name in each.__dict__][:1]
            assert not hasattr(type(own), "__set__"), (shape, name)
    row = Participation.model_construct(segment="SEMUA")
    row.__dict__["segment"] = "RTRW"
    assert row.segment == "RTRW"


def test_a_class_still_offers_its_columns_to_queries(tmp_path: Path) -> None:
    """Conditions, orders and joins are built from the same columns as before."""
    assert isinstance(Participation.segment, InstrumentedAttribute)
    with session_of(tmp_path) as session:
        asked = select(Participation).where(Participation.segment == "SEMUA")
        assert session.exec(asked.order_by(Participation.as_of)).one().active_persons == 7
        assert not session.exec(asked.where(Participation.active_persons > 7)).all()  # type: ignore[operator]


def test_a_change_is_kept(tmp_path: Path) -> None:
    """What is set on a row is seen by its session and written."""
    with session_of(tmp_path) as session:
        row = stored(session)
        row.active_persons = 8
        assert row in session.dirty
        assert row.active_persons == 8
        session.commit()
        session.expunge_all()
        assert stored(session).active_persons == 8


def test_a_row_that_was_let_go_is_read_again(tmp_path: Path) -> None:
    """After a commit, a rollback or a refresh a row shows what the database has."""
    with session_of(tmp_path) as session:
        row = stored(session)
        assert row.segment == "SEMUA"
        row.segment = "RTRW"
        session.rollback()
        assert row.segment == "SEMUA"
        session.expire(row)
        assert "segment" not in row.__dict__
        assert row.segment == "SEMUA"


def test_rows_made_of_a_query_are_those_a_session_loads(tmp_path: Path) -> None:
    """Every field has the same value of the same type, and the row can be changed and copied."""
    with session_of(tmp_path) as session:
        query = sqlalchemy.select(*columns_of(Participation))
        (made,) = made_of(Participation, session.connection().execute(query))
        assert made == stored(session)
        assert made.model_dump() == stored(session).model_dump()
        assert isinstance(made.tier, Tier)
        assert made not in session
        made.active_persons = 9
        assert made.model_copy(update={"segment": "RTRW"}).active_persons == 9
        assert stored(session).active_persons == 7


def test_other_tables_are_left_as_they_are() -> None:
    """Only facts are read by the thousand."""
    assert hasattr(type(Evidence.__dict__["sha256"]), "__set__")
