"""Every sentence that an answer can say, by language: templates only, filled in elsewhere.

A language that is missing, or a sentence that is missing in it, falls back to English. Nothing here knows a subject.

Longer than most: the sentences of every language, one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..ground.values import Duration, write

FALLBACK = "en"

SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "no": "No.",
        "yes": "Yes.",
        "yes_if": "Yes, if {conditions}.",
        "not_forbidden_as_such": "No rule forbids it as such.",
        "you_must": "You must meet this: {conditions}.",
        "forbidden_if": "It is forbidden if {conditions}.",
        "unsettled": "Whether it is allowed cannot be settled here.",
        "unregulated": "No rule known forbids it.",
        "unregulated_met": "No rule known forbids it, and the requirements that apply are met.",
        "depends_unsaid": "It depends on what has not been said: {conditions}.",
        "against": "Not advised: {rules}.",
        "for": "Advised: {rules}.",
        "advice_depends": "Whether it is advisable depends: {rules}.",
        "narrower": "But part of it is treated apart: {rules}.",
        "conflict": "It would be allowed by this, but the ban wins: {rules}.",
        "falls_under": "{rule}, and {thing} is {top}",
        "and_more": "{items} and {count} more",
        "sentence": "{text}.",
        "none_found": "None.",
        "none_because": "None: nothing that is recorded {test}.",
        "test_edge": "{relation} {things}",
        "test_inverse": "is what {things} {relation}",
        "test_can": "can be {action}",
        "test_judged": "is {words} for {action}",
        "test_need": "needs {thing}",
        "test_below": "is under {thing}",
        "test_about": "is about {thing}",
        "test_attribute": "has {attribute} {operator} {value}",
        "test_recorded": "has {attribute}",
        "test_began": "began between {start} and {end}",
        "test_began_since": "began on {start} or later",
        "test_began_until": "began by {end}",
        "test_ceased": "ended between {start} and {end}",
        "test_ceased_since": "ended on {start} or later",
        "test_ceased_until": "ended by {end}",
        "test_not": "does not do this: {test}",
        "range": "{low} to {high}",
        "range_from": "{low} and more",
        "range_to": "up to {high}",
        "rows": "{count}: {items}.",
        "count": "{count}: {items}.",
        "apart": "Neither in nor out: {items}.",
        "yes_so": "Yes: {so}.",
        "no_so": "No: {so}.",
        "not_so": "No, not that is recorded.",
        "not_stated": "Not stated.",
        "value": "{attribute} of {subject}: {value}{when}{source}.",
        "value_edge": "{attribute}: {value} ({subject}){source}.",
        "when": " ({day})",
        "source": ", according to {source}",
        "others_say": "Others say: {items}.",
        "no_value": "{attribute} of {subject} is not recorded.",
        "card": "{name}: {kind}. {summary}",
        "compare": "{names}, side by side; they differ in {attributes}.",
        "compare_same": "{names}, side by side; what is recorded of them is the same.",
        "requires_nothing": "No requirement is known.",
        "requires": "{count} to meet: {items}.",
        "no_consequence": "No consequence is recorded.",
        "consequences": "{items}.",
        "if_broken": "{rule}: {consequence}",
        "procedure": "{steps} steps{takes}.",
        "takes": ", {takes}",
        "no_procedure": "How it is done is not recorded.",
        "no_changes": "Nothing changed that is recorded.",
        "changes": "{count}: {items}.",
        "change_began": "{name} began on {day}",
        "change_ended": "{name} ended on {day}",
        "change_changed": "{name} changed on {day} ({detail})",
        "according": "Only the word of {who} counts here.",
        "stale-source": "{source} is of {day}; it may no longer hold.",
        "sources-disagree": "sources disagree on the days of {what}; by the other account the answer is {other}.",
        "weak-exception": "{one} is an exception to {other}, but its authority is too weak to count.",
        "conflict_warning": "{one} allows it and {other} forbids it, neither naming the other; the ban wins.",
        "not-exact": "what depends on two unknowns at once cannot be settled here.",
        "and": " and ",
        "or": " or ",
        "comma": ", ",
        "semicolon": "; ",
        "ask_role": "{word}which {kinds}?",
        "ask_attribute": "What is the {name} of {thing}?",
        "other": "anything else",
        "began": "began",
        "ended": "ended",
        "changed": "changed",
        "requires_if": "{rule} ({residual})",
        "describes_kind": "{count} recorded.",
    },
    "zh": {
        "no": "不可以。",
        "yes": "可以。",
        "yes_if": "可以，条件是{conditions}。",
        "not_forbidden_as_such": "没有规则笼统禁止。",
        "you_must": "必须满足：{conditions}。",
        "forbidden_if": "以下情形禁止：{conditions}。",
        "unsettled": "是否允许在此无法判定。",
        "unregulated": "没有已知规则禁止。",
        "unregulated_met": "没有已知规则禁止，适用的要求均已满足。",
        "depends_unsaid": "取决于尚未说明的情况：{conditions}。",
        "against": "不建议：{rules}。",
        "for": "建议：{rules}。",
        "advice_depends": "是否可取视情况而定：{rules}。",
        "narrower": "但其中一部分另有规定：{rules}。",
        "conflict": "以下规则允许，但以禁令为准：{rules}。",
        "falls_under": "{rule}，而{thing}属于{top}",
        "and_more": "{items}等，另有{count}项",
        "sentence": "{text}。",
        "none_found": "没有。",
        "none_because": "没有：没有任何记录符合“{test}”。",
        "test_edge": "{relation}{things}",
        "test_inverse": "被{things}{relation}",
        "test_can": "可以{action}",
        "test_judged": "{action}为{words}",
        "test_need": "需要{thing}",
        "test_below": "属于{thing}",
        "test_about": "关于{thing}",
        "test_attribute": "{attribute} {operator} {value}",
        "test_recorded": "有{attribute}",
        "test_began": "始于{start}至{end}之间",
        "test_began_since": "自{start}起开始",
        "test_began_until": "至{end}已开始",
        "test_ceased": "终于{start}至{end}之间",
        "test_ceased_since": "自{start}起结束",
        "test_ceased_until": "至{end}已结束",
        "test_not": "不符合：{test}",
        "range": "{low}至{high}",
        "range_from": "{low}以上",
        "range_to": "{high}以下",
        "rows": "{count}项：{items}。",
        "count": "{count}项：{items}。",
        "apart": "无法归入任何一边：{items}。",
        "yes_so": "是：{so}。",
        "no_so": "否：{so}。",
        "not_so": "否，没有这样的记录。",
        "not_stated": "未说明。",
        "value": "{subject}的{attribute}：{value}{when}{source}。",
        "value_edge": "{attribute}：{value}（{subject}）{source}。",
        "when": "（{day}）",
        "source": "，据{source}",
        "others_say": "其他来源：{items}。",
        "no_value": "{subject}的{attribute}没有记录。",
        "card": "{name}：{kind}。{summary}",
        "compare": "{names}对照；不同之处：{attributes}。",
        "compare_same": "{names}对照；记录相同。",
        "requires_nothing": "没有已知要求。",
        "requires": "须满足{count}项：{items}。",
        "no_consequence": "没有记录后果。",
        "consequences": "{items}。",
        "if_broken": "{rule}：{consequence}",
        "procedure": "共{steps}步{takes}。",
        "takes": "，需时{takes}",
        "no_procedure": "没有记录做法。",
        "no_changes": "没有记录到变化。",
        "changes": "{count}项：{items}。",
        "change_began": "{name}自{day}起",
        "change_ended": "{name}至{day}止",
        "change_changed": "{name}于{day}变更（{detail}）",
        "according": "此处只采用{who}的说法。",
        "stale-source": "{source}的日期是{day}，可能已经过时。",
        "sources-disagree": "各来源对{what}的起止日期说法不一；按另一说法，答案会是{other}。",
        "weak-exception": "{one}是{other}的例外，但其效力不足，不予采用。",
        "conflict_warning": "{one}允许而{other}禁止，彼此未提及；以禁止为准。",
        "not-exact": "同时取决于两个未知情况的部分，在此无法判定。",
        "and": "和",
        "or": "或",
        "comma": "、",
        "semicolon": "；",
        "ask_role": "{word}哪个{kinds}？",
        "ask_attribute": "{thing}的{name}是多少？",
        "other": "其他",
        "began": "开始",
        "ended": "结束",
        "changed": "变更",
        "requires_if": "{rule}（{residual}）",
        "describes_kind": "记录了{count}个。",
    },
}

WORDS: dict[str, dict[str, str]] = {
    "en": {},
    "zh": {
        "forbidden": "禁止",
        "conditional": "有条件",
        "allowed": "允许",
        "unregulated": "未规定",
        "true": "是",
        "false": "否",
        "none": "无",
        "against": "不建议",
        "for": "建议",
        "discouraged": "不推荐",
        "recommended": "推荐",
        "depends": "视情况",
        "permission": "许可",
        "advice": "建议",
        "attribute": "属性",
        "value": "值",
        "rule": "规则",
        "residual": "条件",
        "consequence": "后果",
        "step": "步骤",
        "record": "记录",
        "what": "变化",
        "day": "日期",
        "source": "来源",
        "at": "时间",
        "kind": "种类",
        "summary": "说明",
        "names": "名称",
        "valid": "有效期",
        "is_a": "属于",
        "effect": "效力",
        "action": "行为",
        "because": "理由",
        "authority": "权威",
        "title": "标题",
        "date": "日期",
        "publisher": "发布者",
        "takes": "需时",
        "type": "类型",
        "ask": "提问",
        "count": "数量",
    },
}

DURATIONS: dict[str, dict[str, str]] = {
    "zh": {
        "year": "年", "month": "个月", "week": "周", "day": "天", "hour": "小时", "minute": "分钟", "second": "秒",
    },
}  # fmt: skip


def duration(language: str, value: Duration) -> str:
    """A duration in the words of a language that has its own.

    >>> duration("zh", Duration(days=14))
    '2周'
    """
    units = DURATIONS[language]
    parts = write(value).split(" ")
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return "".join(count + units[unit if unit in units else unit.removesuffix("s")] for count, unit in pairs)


def say(language: str, key: str, **parts: object) -> str:
    """A sentence in a language, its parts filled in."""
    template = SENTENCES.get(language, {}).get(key) or SENTENCES[FALLBACK][key]
    return template.format(**parts)


def word(language: str, key: str) -> str:
    """A single word of the answer's own (a permission, a column) in a language; itself where none is known."""
    return WORDS.get(language, {}).get(key, key)


def listed(language: str, items: Sequence[str], most: int = 5, between: str = "comma") -> str:
    """Items as one phrase, the rest beyond `most` only counted."""
    if len(items) > most:
        shown = say(language, between).join(items[:most])
        return say(language, "and_more", items=shown, count=len(items) - most)
    return say(language, between).join(items)


def sentences(language: str, *texts: str) -> str:
    """Sentences one after another, empty ones left out."""
    return ("" if language == "zh" else " ").join(text for text in texts if text)


def stripped(text: str) -> str:
    """A text without its final full stop, to stand inside a sentence."""
    return text.rstrip().rstrip(".。")
