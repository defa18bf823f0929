"""Answers made by hand, one of every kind, to show to the renderers. The trade is tea, the sources are invented."""

from __future__ import annotations

from xhs_kb.answers.answer import Answer, Cited, Figure, LeadsTo, Need, Reason, Thing, Warning
from xhs_kb.ground.values import Duration, Percent, Range

LAW = Cited("tea-act#4", "The Tea Act", "Parliament", "1773", "https://example.org/act(1)", "law")
GUIDE = Cited("guide", "A guide to leaves", None, None, None, "custom")
VERDICT = Answer(
    "verdict", "can oolong be boiled?", "2020-03-01", "en", "No. Tea may not be boiled, and oolong is tea.",
    permission="forbidden", advice="none", columns=("permission", "advice"), table=(("forbidden", "none"),),
    reasons=(
        Reason("no_boiling", "Tea may not be boiled", "forbid", "violated", "Boiling spoils it.",
               ("oolong", "tea"), ("oolong", "tea"), consequence="A fine.", instead=(Thing("steeping", "steeping"),),
               citations=("tea-act#4", "guide"), authority="law"),
        Reason("short_boiling", "Boiling briefly", "require", "open", residual="minutes <= 3", citations=("guide",)),
        Reason("old_rule", "An old rule", "forbid", "set_aside", set_aside_by=("new_rule",)),
    ),
    needs=(Need("input", "minutes", "How long does it boil?", "duration",
                (LeadsTo("<= 3 minutes", "allowed"), LeadsTo("> 3 minutes", "forbidden"))),),
    used=("minutes",), citations=(LAW, GUIDE), apart=(Thing("water", "water"),),
    warnings=(Warning("stale-source", "the guide is from 1773", ("guide",)),),
    kb={"id": "tea", "version": "1", "hash": "ab"}, engine="0.1.0",
)  # fmt: skip
WHY = Answer(
    "verdict", "为什么乌龙茶不能煮", "2020-03-01", "zh", "不能。茶不可煮。", permission="forbidden", advice="none",
    columns=("permission", "advice"), table=(("forbidden", "none"),), explained=True, citations=(LAW,),
    reasons=(
        Reason("no_boiling", "茶不可煮", "forbid", "violated", "煮沸会破坏茶叶。", ("oolong", "tea"), ("乌龙茶", "茶"),
               citations=("tea-act#4",)),
        Reason("cups", "杯子须洗净", "require", "not_applicable", part="object 是 杯子"),
        Reason("winter", "冬天的规则", "allow", "not_applicable", part="季节 = 冬"),
    ),
)  # fmt: skip
TABLE = Answer(
    "table", "which teas suit guests?", "2020-03-01", "en", "Two teas suit guests.", columns=("tea", "steeping_time"),
    table=((Thing("green", "绿茶"), Duration(seconds=120)), (Thing("oolong", "oolong"), None)), citations=(GUIDE,),
)  # fmt: skip
VALUE = Answer(
    "value", "how long does oolong steep?", "2020-03-01", "en", "Oolong steeps 3 to 5 minutes.",
    figure=Figure(Range(Duration(seconds=180), Duration(seconds=300)), None, "2019"), columns=("value",),
    table=((Range(Duration(seconds=180), Duration(seconds=300)),),),
)  # fmt: skip
YES_NO = Answer("yes_no", "is oolong a tea?", "2020-03-01", "en", "Yes.", figure=Figure(True), columns=("value",),
                table=((True,),))  # fmt: skip
CARD = Answer(
    "card", "what is oolong?", "2020-03-01", "en", "Oolong is a tea.", columns=("attribute", "value"),
    table=(("caffeine_share", Percent(0.03)), ("is_a", (Thing("tea", "tea"),)), ("cups_sold", 93_000_000)),
)  # fmt: skip
PROCEDURE = Answer(
    "procedure", "how do I steep oolong?", "2020-03-01", "en", "Nothing forbids it.", permission="unregulated",
    advice="none", columns=("step",), table=(("Heat the water.",), ("Pour it.",)),
)  # fmt: skip
COMPARISON = Answer(
    "comparison", "compare green and oolong", "2020-03-01", "en", "They differ in one attribute.",
    columns=("attribute", "绿茶", "oolong"), table=(("origin", "东方|美人", "<b>hills</b>"),),
)  # fmt: skip
CHANGES = Answer(
    "changes", "what changed since 1773?", "2020-03-01", "en", "One record began.", columns=("record", "what", "day"),
    table=((Thing("no_boiling", "Tea may not be boiled"), "began", "1773-05-10"),),
)  # fmt: skip
ALL = (VERDICT, WHY, TABLE, VALUE, YES_NO, CARD, PROCEDURE, COMPARISON, CHANGES)
