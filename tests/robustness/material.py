"""What the fuzz suites make inputs from: words of questions and patterns, pieces of YAML, texts that are valid.

A `Draw` turns bytes into choices, so that the same bytes are the same input whoever drew them: a fuzzer, a test, or a
file kept from a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from xhs_kb import KnowledgeBase, Limits

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "toy_world"
LIMITS = Limits(text=2000, nesting=20, rows=2000, steps=50_000, seconds=5.0, cells=500)
T = TypeVar("T")

STRANGE = (
    "\x1b[2J",
    "\u202e",
    "\ud800",
    "\0",
    "🦜",
    "\u0085",
    "\ufeff",
    "９",
    "İ",
    "ß",
    "\u2028",
    "\t",
    "\r",
    "\x7f",
    "\x9b31m",
)
QUESTION_WORDS = (
    "can", "be", "which", "what", "is", "a", "why", "pattern", "given", "as of", "2020", "2020-03-01", "not", "and",
    "or", "but not", "(", ")", "<=", "=", "9:1", "5%..15%", "$x", '"', "'", "forbidden", "compare", "since",
    "until", "in Chinese", "how many", "how much", "does", "list the", "whose", "between", "without", "when",
    "according to", "what changed", "what happens if", "how do I", "is not", "in", "$", "`", "//", "/*", "-", "..",
    ",", "9" * 40, "1e999", "-0", "½", "?",
)  # fmt: skip
CHINESE_WORDS = (
    "可以", "吗", "哪些", "为什么", "截至", "年", "月", "日", "是什么", "不能", "和", "或", "，", "。", "？",
    "怎么", "有多少", "的", "自", "以来", "有什么变化", "比较", "能不能", "：", "百分之", "一千", "“", "”", "（",
    "）", "如果", "根据",
)  # fmt: skip
PATTERN_WORDS = (
    "MATCH", "(n)", "(n:item)", "-[r*1..3]->", "<-[:is_a]-", "--", "RETURN", "WHERE", "n.id", "n.name", "count(*)",
    "UNION", "ORDER BY", "SKIP", "LIMIT", "{", "}", "[", "]", "|", "CREATE", "DELETE", "WITH", "AS x", "UNWIND",
    "range(1, 9)", "x", "collect(n)", "EXISTS {", "COUNT {", "CASE", "WHEN", "THEN", "ELSE", "END", "null", "true",
    "NaN", "1.5", "'t'", "$p", "reduce(a = 0, b IN [1] | a + b)", "all(v IN [1] WHERE v)", "date('2020-02-29')",
    "duration('P1Y')", "datetime()", "shortestPath(", "OPTIONAL", "DISTINCT", "+", "-", "*", "/", "%", "^", "=~",
    "'(a+)+$'", "IN", "STARTS WITH", "XOR", "NOT", "verdict('transport', {object: n})", "substring('abc', -1)",
    "toInteger('9e9')", "9223372036854775807", "IS NULL", "split('a', '')", "properties(n)", "labels(n)",
    "nodes(p)", "p =", ";", ",", ":", ".", "..", "//x\n", "/*", "`a`", "localtime('25:00')", "date({year: 99999})",
    "point({x: 1})", "9 ** 9", "10 ^ 400", "range(0, 10 ^ 9)", "[x IN", "PROFILE", "EXPLAIN",
    "left('a', 99999999999)", "replace('a', '', 'b')", "sum(n.id)", "avg(1)", "percentileCont(1, 2)", "stdev(1)",
)  # fmt: skip
YAML_PIECES = (
    "kb: {id: x}\n", "kinds:\n", "  thing: {}\n", "things:\n", "  - id: a\n", "    is_a: a\n", "    is_a: [b, c]\n",
    "rules:\n", "  - {id: r, effect: forbid, action: do}\n", "actions:\n  do: {}\n",
    "inputs:\n  share: {type: percent}\n", "- &a [*a]\n", "!!python/object:os.system {}\n", "a: &x [1]\nb: *x\n",
    "? {}\n: 1\n", "\t", "'", '"', "---\n", "...\n", "%YAML 9.9\n", "sources:\n  - {id: s, title: t}\n",
    "source: s\n", "    when: share >\n", "    valid: {from: 2020-13-45}\n", "{{{{", "]", "authorities: [law]\n",
    "\x00", "\ufeff", "  - 1\n", "  x: [\n", "    name: {en: [\x1b[31m]}\n", "examples:\n  - ask: 3\n",
)  # fmt: skip
YAML_VALUES = (
    "null", "~", "[]", "{}", "''", "1", "-1.5", ".inf", ".nan", "true", "yes", "[[[]]]", "{a: {b: []}}",
    "2020-02-30", "0x10", "9" * 400, "1e400", "5%", "5% .. 3%", "9:0", "*a", "&a", "!!set {a}", "!!binary aGk=",
    "|\n  x", "'\\'", '"\\e[31m"', '"\\ud800"', "a.b.c", "lamp_oil", "flammable", "transport", "pack", "object",
    "item", "law", "air-code-2019#4.1", "en", "zh", "forbid", "not (a", "x = = 1", "$x", "object is object",
    "weight > 3 kg and not fill_level < 9%", "1_000", "12:30:45", "=", "<<: {a: 1}",
)  # fmt: skip
COMMANDS = ("ask", "validate", "test", "export", "diff", "compile", "replay", "docs", "repl", "build", "health")
OPTIONS = (
    "--given", "--param", "--format", "json", "csv", "markdown", "text", "sarif", "github", "graphml", "mermaid",
    "cypher", "jsonschema", "jsonl", "--as-of", "2020-03-01", "2020-13", "--lang", "zh", "en", "xx", "--color",
    "always", "-f", "q.txt", "-o", "made.out", "--around", "lamp_oil", "--steps", "3", "--exit-verdict",
    "--interactive", "--mutate", "--fail-under", "101", "--kb", "good", "bad", "absent", "q.txt", "--update",
    "--plain", "--keys", "vi", "--theme", "none", "--no-history", "--help", "weight=3 kg", "weight<=", "=", "x=1",
    "dilution=9:1", "--", "-", "", "--single-file", "--since", "HEAD", "can lamp oil be transported",
    "MATCH (n) RETURN n.id LIMIT 3", "list the rules", "--limit", "seconds=1", "steps=0", "rows=x",
)  # fmt: skip


class Draw:
    """Choices read off bytes; where they end, every further choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1."""
        size = 1 if count <= 256 else 2 if count <= 65536 else 4
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "little") % count

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.below(len(among))]

    def raw(self, most: int) -> bytes:
        """So many bytes at most, as they are."""
        size = self.below(most + 1)
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken

    def text(self, most: int = 40) -> str:
        """A text of any letters; what is no UTF-8 becomes lone surrogates."""
        return self.raw(most).decode("utf-8", "surrogateescape")

    @property
    def ended(self) -> bool:
        """Whether all bytes were read."""
        return self._at >= len(self._data)


@cache
def toy() -> KnowledgeBase:
    """The toy world."""
    return KnowledgeBase.open(TOY)


@cache
def shipped() -> KnowledgeBase:
    """The knowledge base that ships."""
    return KnowledgeBase.open()


@cache
def names(which: str) -> tuple[str, ...]:
    """Words that a knowledge base knows, by any of its phrases."""
    kb = toy() if which == "toy" else shipped()
    step = max(1, len(kb.vocabulary.meanings) // 250)
    phrases = (meaning.text for meaning in kb.vocabulary.meanings[::step])
    return tuple(dict.fromkeys((*phrases, *kb.schema.inputs, *kb.schema.kinds, *kb.schema.actions)))


@cache
def valid(which: str) -> tuple[str, ...]:
    """Questions that are understood: the examples of a knowledge base, and the corpus."""
    import yaml

    kb = toy() if which == "toy" else shipped()
    found = [example.ask for example in kb.examples]
    if which == "toy":
        for path in sorted((ROOT / "tests" / "corpus").glob("*.yaml")):
            found += [str(case["ask"]) for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["cases"]]
    return tuple(dict.fromkeys(found))


@cache
def valid_patterns() -> tuple[str, ...]:
    """Patterns that are understood: those that questions stand for, and some that use more of the language."""
    kb = toy()
    found = []
    for text in valid("toy")[:150]:
        try:
            found.append(kb.ask(text, as_of="2020-03-01").pattern or "")
        except Exception:  # noqa: BLE001 - the suites look for faults, this only collects
            continue
    return (*dict.fromkeys(text for text in found if text), *_PATTERNS)


_PATTERNS = (
    "MATCH (n:item)-[:is_a*0..]->(m) WHERE n.id <> m.id RETURN n.name, collect(DISTINCT m.id) AS above ORDER "
    "BY n.name LIMIT 5",
    "MATCH p = (a)-[*1..3]->(b) WHERE a.id = $p AND ALL(x IN nodes(p) WHERE x.id <> 'c') RETURN length(p), [x "
    "IN nodes(p) | x.id]",
    "UNWIND range(1, 20) AS x WITH x, x % 3 AS g WHERE x > 2 RETURN g, count(*), sum(x), avg(x), min(x), "
    "max(x) ORDER BY g DESC",
    "MATCH (r:rule)-[:governs]->(n) OPTIONAL MATCH (r)-[c:cites]->(s) RETURN r.id, n.id, c.locator, s.title",
    "MATCH (n) WHERE EXISTS { (n)-[:is_a]->() } AND NOT n.name =~ '.*a.*' RETURN CASE WHEN n.id < 'm' THEN 1 "
    "ELSE 2 END AS x, count(*)",
    "RETURN date('2020-02-29') + duration('P1M') AS d, datetime('2020-01-01T00:00:00Z').epochSeconds, "
    "duration.between(date('2020-01-01'), date('2021-03-04'))",
    "RETURN reduce(a = 0, x IN [1, 2, 3] | a + x), substring('abcdef', 1, 2), split('a,b', ','), "
    "toString(1.5), toInteger('7'), [1, 2][-1], {a: 1}.a",
    "MATCH (n:item) RETURN n.id, verdict('transport', {object: n}, {as_of: '2020-03-01'}).permission AS p "
    "ORDER BY n.id",
    "MATCH (a:item), (b:item) WHERE a.id < b.id RETURN a.id, b.id SKIP 3 LIMIT 4 UNION MATCH (a:bag) RETURN "
    "a.id, a.id AS `b.id`",
)


def sentence(draw: Draw, words: Sequence[str], valid_texts: Sequence[str], most: int = 14) -> str:
    """A text: a valid one that was changed in places, or words in any order."""
    if draw.below(3):
        parts = draw.pick(valid_texts).split(" ")
        for _ in range(draw.below(4)):
            parts = _changed(draw, parts, words)
        return " ".join(parts)[: draw.below(40) * 40 or None]
    return draw.pick((" ", " ", "")).join(_word(draw, words) for _ in range(draw.below(most)))


def _word(draw: Draw, words: Sequence[str]) -> str:
    kind = draw.below(16)
    return draw.text(8) if kind == 0 else draw.pick(STRANGE) if kind == 1 else draw.pick(words)


def _changed(draw: Draw, parts: list[str], words: Sequence[str]) -> list[str]:
    place = draw.below(len(parts) + 1)
    match draw.below(6):
        case 0:
            return [*parts[:place], _word(draw, words), *parts[place:]]
        case 1:
            return [*parts[:place], *parts[place + 1 :]]
        case 2:
            return [*parts[:place], _word(draw, words), *parts[place + 1 :]]
        case 3:
            return parts[:place] + [word for word in parts[place:] for _ in (0, 1)]
        case 4:
            return ["".join(parts[:place]), *parts[place:]]
        case _:
            other = draw.below(len(parts) + 1)
            return parts[other:] + parts[:other]


def anything(draw: Draw, depth: int = 0) -> Any:
    """A value of any type, as a careless caller may hand over."""
    import datetime

    kind = draw.below(18 if depth < 3 else 13)
    match kind:
        case 0:
            return None
        case 1:
            return bool(draw.below(2))
        case 2:
            return draw.below(65536) - 32768
        case 3:
            return 10 ** draw.below(400)
        case 4:
            return draw.pick((0.5, -0.0, float("nan"), float("inf"), 1e308, 5e-324, 1e22))
        case 5 | 6:
            return draw.text(16)
        case 7:
            return draw.pick((*YAML_VALUES, *STRANGE))
        case 8:
            return draw.pick(names("toy"))
        case 9:
            return draw.raw(5)
        case 10:
            return datetime.date.fromordinal(1 + draw.below(3_652_059))
        case 11:
            return draw.pick(
                (object(), Draw, lambda: 1, 1j, datetime.timedelta(9), datetime.datetime.max, {1, 2}, range(3))
            )
        case 12:
            return (draw.pick(("<=", "<", ">", ">=", "=", "in", "?")), draw.pick(("15%", "3 kg", 3, None, "9:1")))
        case 13:
            return [anything(draw, depth + 1) for _ in range(draw.below(4))]
        case 14:
            return tuple(anything(draw, depth + 1) for _ in range(draw.below(4)))
        case 15 | 16:
            return {draw.pick(names("toy")): anything(draw, depth + 1) for _ in range(draw.below(3))}
        case _:
            return {draw.text(6): anything(draw, depth + 1) for _ in range(draw.below(3))}
