"""Answers as tables of other libraries: pandas and Arrow, each behind an extra and imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..ground.trouble import Trouble, XhsKbError
from ..ground.values import Percent, write
from .answer import Entries, Item, Thing, plain

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from .answer import Answer


def columns_of(answer: Answer, *, names: bool = False) -> dict[str, list[Any]]:
    """The columns of an answer: numbers, truth values and text as they are, shares as numbers, records by id.

    With `names` records are given by name. What no table has a type for is text of the value grammar.
    """
    columns = enumerate(_unique(answer.columns))
    return {column: [_cell(row[place], names) for row in answer.table] for place, column in columns}


def data_frame(columns: Mapping[str, Sequence[Any]]) -> pandas.DataFrame:
    """Columns as a data frame; raises XhsKbError where pandas is not installed."""
    frame: pandas.DataFrame = _library("pandas", "pandas").DataFrame(dict(columns))
    return frame


def arrow_table(columns: Mapping[str, Sequence[Any]]) -> pyarrow.Table:
    """Columns as an Arrow table; a column of mixed types becomes text. Raises XhsKbError without pyarrow."""
    arrow = _library("pyarrow", "arrow")
    table: pyarrow.Table = arrow.table({name: _array(arrow, values) for name, values in columns.items()})
    return table


def _array(arrow: Any, values: Sequence[Any]) -> Any:
    try:
        return arrow.array(values)
    except (arrow.ArrowInvalid, arrow.ArrowTypeError, OverflowError):
        return arrow.array([None if value is None else str(value) for value in values])


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise XhsKbError(
            Trouble("parameter", f"`{name}` is not installed", help=f"install the extra `xhs-kb[{extra}]`")
        ) from None


def _unique(columns: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for column in columns:
        name, number = column, 2
        while name in found:
            name, number = f"{column}_{number}", number + 1
        found[name] = None
    return list(found)


def _cell(item: Item, names: bool) -> Any:
    match item:
        case None | bool() | int() | float() | str():
            return item
        case Thing():
            return item.name if names else item.id
        case Percent(share):
            return share
        case Entries():
            return plain(item)
        case tuple():
            return [_cell(part, names) for part in item]
    return write(item)
