"""Reads what a record rests on: citations with their defaults, days, and disputes about them (spec: data §2)."""

from __future__ import annotations

from ...data.nodes import Mapping, Scalar
from ...ground.frozen import dataclass, replace
from ..records import Citation, Dispute, Grounds
from .fields import Fields
from .findings import articled
from .index import Index
from .keys import DISPUTE


@dataclass(frozen=True, slots=True)
class Inherited:
    """What counts where nothing is written: the file's default, or what the record says in which this stands.

    `missing` says that the absence of a source has been noted already.
    """

    citations: tuple[Citation, ...] = ()
    missing: bool = False
    observed: Grounds | None = None


def read_citations(fields: Fields, index: Index, key: str = "source") -> tuple[Citation, ...]:
    """The citations under a key, in order; unknown sources are noted and kept, so that they are not missed twice."""
    found = []
    for item in fields.scalars(key):
        citation = citation_of(item, fields, index)
        if citation is not None:
            found.append(citation)
    return tuple(dict.fromkeys(found))


def citation_of(item: Scalar, fields: Fields, index: Index) -> Citation | None:
    """One citation, `source-id#locator`."""
    source, _, locator = item.text.strip().partition("#")
    known = index.known.get(source)
    if not source:
        fields.add("missing-source", f"`{item.text}` names no source", item.span)
        return None
    if known is None:
        fields.findings.unknown("source", source, item.span, index.of(["source"]))
    elif known.kind != "source":
        fields.add("wrong-kind", f"`{source}` is {articled(known.kind)}, not a source", item.span)
    return Citation(source, locator.strip() or None)


def read_grounds(fields: Fields, index: Index, inherited: Inherited) -> Grounds:
    """The grounds of a record, relation or rule; a missing source is noted unless it was before."""
    own = read_citations(fields, index)
    citations = own or inherited.citations
    if not citations and not inherited.missing and not fields.scalars("source"):
        fields.findings.add("missing-source", f"{fields.what} rests on no source", fields.span,
                            help_="give it a `source`, or the file a default `source:`")
    valid = fields.period()
    observed = fields.day("observed")
    if observed is None and not own and inherited.observed is not None:
        observed = inherited.observed.observed
    return replace(Grounds(citations, valid, observed), disputed=_disputes(fields, index, Grounds(citations, valid)))


def below(grounds: Grounds) -> Inherited:
    """What relations and values take over from the record in which they stand."""
    return Inherited(grounds.citations, not grounds.citations, grounds)


def _disputes(fields: Fields, index: Index, own: Grounds) -> tuple[Dispute, ...]:
    found = []
    for item in fields.items("disputed"):
        if not isinstance(item, Mapping):
            fields.add("shape", "a dispute is a mapping: `{from, until, source}`", item.span)
            continue
        inner = fields.inner(item, "a dispute")
        citations = read_citations(inner, index)
        if not citations and inner.node.key("source") is None:
            inner.add("missing-source", "a dispute names the source that gives another day")
        found.append(Dispute(inner.days(DISPUTE, own.valid), citations))
    return tuple(found)
