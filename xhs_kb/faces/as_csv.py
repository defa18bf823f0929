"""The rows of an answer as CSV (RFC 4180), with a header; an entity by its name, as in text."""

from __future__ import annotations

import csv
import io

from ..answers.answer import Answer, Entries, Item, Thing
from ..ground.excerpt import visible
from ..ground.values import EntityRef, write


def as_csv(answer: Answer) -> str:
    """The columns and rows; nothing at all is an empty cell. Ends without a line break."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([visible(column) for column in answer.columns])
    writer.writerows([_cell(item) for item in row] for row in answer.table)
    return file.getvalue().rstrip("\n")


def _cell(item: Item) -> str:
    match item:
        case None:
            return ""
        case Thing():
            return visible(item.name)
        case Entries():
            return "; ".join(f"{visible(key)}: {_cell(part)}" for key, part in item.pairs)
        case EntityRef():
            return visible(item.id)
        case tuple():
            return "; ".join(_cell(part) for part in item)
    return visible(write(item))
