"""Rows of facts read as fast as plain objects, and made of what a query brings.

A mapped column is looked up by code of SQLAlchemy at each reading, also where the row has its value
at hand, and a session keeps books of each row that it loads. Rooms read some hundred fields of each
fact and never write one. Which rows are asked for is for the store.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column
from sqlalchemy.orm import InstrumentedAttribute, class_mapper
from sqlmodel import SQLModel

Made = TypeVar("Made", bound=SQLModel)


class _AtHand:
    """A column that gives way to the row's own dictionary, and is asked where that has no value.

    An attribute of a class comes after an instance's own only where it cannot be set. Setting is
    SQLModel's work: it tells the session of a change before it keeps the value.
    """

    def __init__(self, column: InstrumentedAttribute[Any]) -> None:
        self._column = column

    def __get__(self, row: object | None, owner: type) -> Any:
        return self._column.__get__(row, owner)


def read_plainly(shape: type[SQLModel]) -> None:
    """Let a table's rows be read at hand; queries, changes and reloading stay as they are."""
    for name in _names(shape):
        # Past SQLAlchemy's own setting, which would take it for a new column.
        type.__setattr__(shape, name, _AtHand(getattr(shape, name)))


def columns_of(shape: type[SQLModel]) -> list[Column[Any]]:
    """Return the columns of a table in the order of its fields, for a query whose rows to make."""
    columns = class_mapper(shape).columns
    return [columns[name] for name in _names(shape)]


def made_of(shape: type[Made], found: Iterable[Sequence[Any]]) -> list[Made]:
    """Return rows of a table made of the values of `columns_of`, as new ones that no session has.

    Nothing is validated: the values were when they were stored.
    """
    names, new = _names(shape), class_mapper(shape).class_manager.new_instance
    rows: list[Made] = []
    for values in found:
        row = new()
        row.__dict__.update(zip(names, values, strict=True))
        rows.append(row)
    return rows


@cache
def _names(shape: type[SQLModel]) -> tuple[str, ...]:
    return tuple(column.key for column in class_mapper(shape).column_attrs)
