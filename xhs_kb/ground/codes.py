"""Every trouble code with one line that explains it. Codes are stable: others build on them (spec: answers §2)."""

from __future__ import annotations

FOLDER = {
    "no-folder": "The folder of a knowledge base does not exist.",
    "empty-folder": "The folder holds no YAML file.",
    "unreadable": "A file or folder cannot be opened.",
    "link": "A link leads out of the folder, or to a folder.",
    "encoding": "A file is not UTF-8 text.",
    "damaged-file": "A compiled knowledge base is not as it was written, or is of another version.",
    "limit": "Something is larger, deeper or longer than the limits allow.",
    "yaml": "A file is not YAML.",
    "several-documents": "A file holds more than one YAML document.",
    "tag": "A value carries a YAML tag; tags have no meaning here.",
    "not-a-mapping": "A file is no mapping of sections.",
    "duplicate-key": "A key stands twice in one mapping.",
}
KNOWLEDGE = {
    "unknown-section": "A file has a section that the schema does not make.",
    "unknown-key": "A record, rule or declaration has a key that means nothing there.",
    "unknown-name": "A name or id stands for nothing in the knowledge base.",
    "missing-key": "Something that must be said is left out.",
    "missing-source": "A record, relation or rule rests on no source.",
    "bad-id": "An id is not written in snake_case (a source's may have hyphens).",
    "duplicate-id": "Two records share an id, or two declarations of one sort.",
    "duplicate-section": "A section that stands once in a knowledge base stands twice.",
    "reserved-name": "A name is taken by the format itself.",
    "type": "A value does not fit its type, or is impossible.",
    "shape": "A list, a mapping or a text stands where another of them is wanted.",
    "wrong-kind": "A record stands where only records of other kinds may.",
    "cycle": "A chain of `is_a` or `exception_to` comes back to where it began.",
    "period": "A period does not begin before it ends.",
    "role-conflict": "An action inherits two different roles of one name.",
    "rule-form": "A rule has a key that its effect does not take, or lacks one that it needs.",
    "condition-style": "A condition is written in a YAML style in which faults cannot be shown at their place.",
    "replaces": "A rule replaces another without a first day, or with a weaker authority.",
    "weak-exception": "An exception is too weak to count: a warning.",
    "exception-not-passed": "An exception to a replaced rule does not pass over to the new one: a warning.",
    "conflict": "An allow and a forbid can meet while neither names the other: a warning.",
    "never-holds": "A rule has no day left on which it holds: a warning.",
}
QUESTIONS = {
    "syntax": "A question, pattern or condition cannot be understood.",
    "ambiguous-name": "A name stands for several things that would all fit.",
    "unknown-label": "A pattern names a kind that there is not.",
    "unknown-property": "A pattern names a property that nothing of the kind has.",
    "unknown-type": "A pattern names a type of relationship that there is not.",
    "impossible-edge": "A pattern draws an edge that the schema makes impossible.",
    "parameter": "A parameter is missing, unknown, or of the wrong type.",
    "contradiction": "What is said contradicts itself, or what is recorded.",
    "write-clause": "A pattern would change the graph; patterns only read.",
    "invalid-kb": "The folder is no valid knowledge base.",
}
MEANING = {
    "never-applies": "A rule can never apply: a warning.",
    "always-set-aside": "A rule is set aside wherever it applies: a warning.",
    "always-true": "A condition is true whatever is said: a warning.",
    "always-false": "A condition is false whatever is said: a warning.",
    "exception-to-nothing": "An exception can never meet the rule that it names: a warning.",
    "contradiction-of-rules": "Two rules of one scope, authority and date say opposite things: a warning.",
    "unused-input": "An input that no rule asks for: a warning.",
}
WARNINGS = {
    "stale-source": "A source was last confirmed too long ago: a warning.",
    "sources-disagree": "Another source's account would give another verdict: a warning.",
    "not-exact": "Something could not be settled exactly: a warning.",
    "assumed": "The answer rests on something that the session assumes: a warning.",
}
CODES: dict[str, str] = {**FOLDER, **KNOWLEDGE, **MEANING, **QUESTIONS, **WARNINGS}
