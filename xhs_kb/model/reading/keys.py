"""The keys of the format, in one place for the reader and for the JSON Schema of editors (spec: data §1-5)."""

from __future__ import annotations

from collections.abc import Mapping

GROUNDS = {
    "source": "One or more citations, `source-id#locator`.",
    "valid": "When it holds: `from` the first day, `until` the first day on which it no longer does.",
    "observed": "When the source last confirmed it.",
    "disputed": "Other sources' accounts of the days.",
}
RECORD = {
    "id": "The name by which everything else speaks of it, in snake_case.",
    "name": "What it is called; the first is shown, the rest are aliases.",
    "is_a": "What it lies below: ids, or `{to: id, valid: …, source: …}`.",
    "summary": "One or two sentences about it.",
    **GROUNDS,
}
RULE = {
    "id": RECORD["id"],
    "name": RECORD["name"],
    "summary": RECORD["summary"],
    "effect": "What it does: forbid, require, discourage, recommend or allow.",
    "action": "The action that it governs, with every action below.",
    "when": "Applies only where this is true.",
    "unless": "Does not apply where this is true.",
    "that": "What must, or should, hold; with require and recommend.",
    "exception_to": "The rules that it sets aside where it applies.",
    "replaces": "The rules that end on the day on which this one begins.",
    "because": "The reason, in one or two sentences.",
    "consequence": "What happens to whoever breaks it.",
    "instead": "What to do instead.",
    "authority": "Whose word it is; by default that of its first source.",
    **GROUNDS,
}
PROCEDURE = {
    "id": RECORD["id"],
    "name": RECORD["name"],
    "summary": RECORD["summary"],
    "action": "The action that it describes.",
    "steps": "What to do, in order: `{do: text, see: id}`.",
    "takes": "How long it takes.",
    **GROUNDS,
}
SOURCE = {
    "id": "The name by which it is cited; hyphens are allowed.",
    "name": RECORD["name"],
    "title": "Its title.",
    "publisher": "Who published it.",
    "date": "When it was published.",
    "url": "Where it can be read.",
    "authority": "Whose word it is.",
}
KB = {
    "id": "The name of the knowledge base.",
    "title": "Its title.",
    "version": "Its version.",
    "language": "The language of texts that name none.",
    "stale_after": "How old a source may be before answers warn of it.",
}
AUTHORITY = {"id": RECORD["id"]}
KIND = {
    "id": RECORD["id"],
    "plural": "The name of its section, an id.",
    "name": "The nouns by which questions speak of it.",
    "attributes": "Its typed properties.",
    "closed": "Whether there are no others than those recorded.",
}
ATTRIBUTE = {
    "type": "Its type, such as `percent`, `number in kg`, `range of duration`, `one of [a, b]`.",
    "name": "What it is called in questions.",
    "phrase": "Questions that ask for it, with `{}` for the thing.",
}
RELATION = {
    "id": RECORD["id"],
    "from": "The kinds at which it starts.",
    "to": "The kinds to which it leads.",
    "phrase": "The words that say it.",
    "inverse": "The words that say it from the other end.",
    "attributes": "Its typed properties.",
    "inherit": "Which end passes it down along is_a: subject, object, both or none.",
}
ACTION = {
    "id": RECORD["id"],
    "is_a": "The actions above it, whose roles it inherits.",
    "forms": "Its verb: base form, participle, others.",
    "roles": "What it involves.",
    "name": RECORD["name"],
    "summary": RECORD["summary"],
}
ROLE = {
    "kind": "The kinds that may fill it.",
    "default": "Who or what fills it where nothing is said.",
    "subject": "Whether it may stand before the verb.",
    "phrase": "The words that introduce it.",
}
INPUT = {
    "id": RECORD["id"],
    "type": ATTRIBUTE["type"],
    "name": ATTRIBUTE["name"],
    "ask": "The question to the user.",
    "min": "The least that it can be.",
    "max": "The most that it can be.",
    "summary": RECORD["summary"],
}
EXAMPLE = {
    "ask": "The question.",
    "as_of": "The day as of which it is asked.",
    "given": "The facts of the case.",
    "expect": "What the answer must at least be.",
}
STEP = {"do": "What to do.", "see": "The record to look at for it."}
READING = {"value": "The value.", "at": "The day on which it was true.", **GROUNDS}
EDGE = {"to": "Where it leads.", **GROUNDS}
NAME = {"is": "The name.", "from": "Its first day.", "until": "The first day on which it is no longer in use."}
PERIOD = {"from": NAME["from"], "until": "The first day on which it no longer holds."}
DISPUTE = {**PERIOD, "source": GROUNDS["source"]}

SECTIONS: Mapping[str, str] = {
    "kb": "The knowledge base itself.",
    "authorities": "Whose word outranks whose, strongest first.",
    "kinds": "What things there are.",
    "relations": "How they hang together.",
    "actions": "What can be done.",
    "inputs": "What a user may tell of a case.",
    "sources": "What can be cited.",
    "source": "The citation of every record in this file that has none of its own.",
    "rules": "What is forbidden, required, advised or allowed.",
    "procedures": "How things are done.",
    "examples": "Questions with the answers that they must get.",
}
RECORD_SECTIONS = {"rules": "rule", "sources": "source", "procedures": "procedure", "actions": "action",
                   "inputs": "input"}
CONDITION_WORDS = frozenset({"and", "or", "not", "in", "is", "a", "an", "contains", "true", "false"})
ROLE_TAKEN = frozenset(RULE) | frozenset(PROCEDURE) | CONDITION_WORDS
EFFECTS = ("forbid", "require", "discourage", "recommend", "allow")
INHERIT = ("subject", "object", "both", "none")
