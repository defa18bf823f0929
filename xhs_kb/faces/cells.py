"""One item of an answer as text for people: an entity by its name, a value so that it can be asked with again."""

from __future__ import annotations

from collections.abc import Mapping

from ..answers.answer import Answer, Cited, Entries, Item, Thing
from ..ground.excerpt import visible
from ..ground.values import EntityRef, Range, exact, number, write
from .labels import label


def shown(item: Item, language: str = "en") -> str:
    """The item as one line without control characters; "not stated" for nothing.

    >>> shown(Thing("tea", "green tea")), shown(93_000_000), shown(("a", 80_000)), shown(None)
    ('green tea', '93M', 'a, 80k', 'not stated')
    """
    match item:
        case None:
            return label(language, "missing")
        case bool():
            return label(language, "yes" if item else "no")
        case int() | float():
            return short(item)
        case Thing():
            return visible(item.name)
        case Entries():
            return "; ".join(f"{visible(key)}: {shown(part, language)}" for key, part in item.pairs)
        case EntityRef():
            return visible(item.id)
        case Range():
            low = "" if item.low is None else shown(item.low, language)
            return f"{low}..{'' if item.high is None else shown(item.high, language)}"
        case tuple():
            return label(language, "comma").join(shown(part, language) for part in item)
    return visible(write(item))


def short(value: int | float) -> str:
    """A number as people write it and the value grammar reads it, exactly: with M or k where few digits remain.

    >>> short(93_000_000), short(72_880_000), short(80_000), short(5000), short(1_234_567), short(0.5)
    ('93M', '72.88M', '80k', '5000', '1234567', '0.5')
    """
    size = abs(value)
    if size >= 1_000_000 and value % 10_000 == 0:
        return f"{number(exact(str(value), divide=1_000_000))}M"
    if 10_000 <= size < 1_000_000 and value % 1000 == 0:
        return f"{number(value // 1000)}k"
    return number(value)


def numbering(answer: Answer) -> Mapping[str, int]:
    """The number under which each citation is listed, by its id."""
    return {cited.id: place for place, cited in enumerate(answer.citations, 1)}


def marks(ids: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    """The numbers of citations, such as ` [1][3]`; empty where there is none."""
    known = sorted({numbers[one] for one in ids if one in numbers})
    return " " + "".join(f"[{place}]" for place in known) if known else ""


def details(cited: Cited) -> list[str]:
    """What is known of a cited place beside its title: publisher, date, authority, and its id with the locator."""
    return [visible(part) for part in (cited.publisher, cited.date, cited.authority, cited.id) if part]
