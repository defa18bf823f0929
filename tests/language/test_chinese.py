"""Chinese frames give the trees of their English counterparts (spec: language §1)."""

from __future__ import annotations

import pytest

from xhs_kb.language.reader import read_question

from .worlds import toy

PAIRS = {
    # yes or no
    "灯油可以运输吗": "can lamp oil be transported",
    "灯油能运输吗？": "can lamp oil be transported",
    "灯油能不能运输": "can lamp oil be transported",
    "灯油可否运输": "can lamp oil be transported",
    "灯油是否可以运输": "can lamp oil be transported",
    "灯油不可以运输吗": "cannot lamp oil be transported",
    "灯油不能运输": "cannot lamp oil be transported",
    "灯油不得运输": "cannot lamp oil be transported",
    "灯油可以被运输吗": "can lamp oil be transported",
    "可以运输灯油吗": "can I transport lamp oil",
    "成人可以运输相机吗": "can an adult transport a camera",
    "小提琴是乐器吗": "is violin an instrument",
    "小提琴是乐器的一种吗": "is violin an instrument",
    "小提琴是不是乐器": "is violin an instrument",
    "灯油属于液体吗": "is lamp oil under liquid",
    "轻便票包含软包吗": "does light fare include soft bag",
    "轻便票不适合成人吗": "does light fare not suit adult",
    "充电宝需要批准吗": "does a power bank need approval",
    "灯油被禁止运输吗": "is lamp oil forbidden to transport",
    "灯油禁止运输吗": "is lamp oil forbidden to transport",
    # rows and how many
    "哪些箱包保护小提琴": "which bags protect violin",
    "哪个箱包保护小提琴？": "which bags protect violin",
    "有哪些箱包保护小提琴": "which bags protect violin",
    "什么箱包保护小提琴": "which bags protect violin",
    "保护小提琴的箱包有哪些": "which bags protect violin",
    "保护小提琴的箱包是哪些": "which bags protect violin",
    "票价有哪些": "list fares",
    "有哪些票价": "list fares",
    "列出票价": "list fares",
    "哪些物品可以打包": "which items can be packed",
    "哪些物品不能打包": "which items cannot be packed",
    "可以打包的物品有哪些": "which items can be packed",
    "禁止运输的物品有哪些": "which items are forbidden to transport",
    "哪些物品不推荐打包": "which items are discouraged to pack",
    "哪些物品需要批准": "which items need approval",
    "哪些旅客可以打包灯油": "which travellers can pack lamp oil",
    "谁可以打包灯油": "who can pack lamp oil",
    "什么可以打包": "what can be packed",
    "轻便票适合哪些旅客": "which travellers does light fare suit",
    "成人能打包哪些物品": "which items can an adult pack",
    "关于液体的规定有哪些": "which rules are about liquid",
    "哪些规定适用于液体": "which rules apply to liquid",
    "有多少物品属于液体": "how many items are under liquid",
    "多少物品属于液体": "how many items are under liquid",
    "属于液体的物品有多少": "how many items are under liquid",
    "哪些物品属于液体且不属于易燃品": "which items are under liquid and not under flammable goods",
    "哪些物品属于液体但不属于易燃品": "which items are under liquid but not under flammable goods",
    "哪些物品属于液体或属于易燃品": "which items are under liquid or under flammable goods",
    "行李额 >= 8 kg 的票价有哪些": "which fares have allowance >= 8 kg",
    "哪些票价行李额超过8kg": "which fares have allowance > 8 kg",
    "2021年以来的票价有哪些": "which fares since 2021",
    "2021年3月以来的票价有哪些": "which fares since 2021-03",
    "2021以来的票价有哪些": "which fares since 2021",
    "失效于2021年的票价有哪些": "which fares ended in 2021",
    # a value, all about it
    "小提琴有多重": "how heavy is violin",
    "肥皂的质量是多少": "what is the mass of solid soap",
    "肥皂的质量": "what is the mass of solid soap",
    "肥皂是什么": "what is solid soap",
    "什么是肥皂": "what is solid soap",
    "介绍肥皂": "describe solid soap",
    "成人是谁": "who is adult",
    "谁是成人": "who is adult",
    "什么是票价": "what is a fare",
    # reasons, how, needs, consequence, differences, changes
    "为什么灯油不可以运输": "why cannot lamp oil be transported",
    "为何灯油不能运输": "why cannot lamp oil be transported",
    "灯油为什么不能运输": "why cannot lamp oil be transported",
    "模式 哪些箱包保护小提琴": "pattern which bags protect violin",
    "怎么打包小提琴": "how do I pack violin",
    "如何打包小提琴": "how do I pack violin",
    "怎么才能打包小提琴": "how do I pack violin",
    "小提琴怎么打包": "how to pack violin",
    "成人怎么打包小提琴": "how can an adult pack violin",
    "打包小提琴需要什么": "what do I need to pack violin",
    "需要什么才能打包小提琴": "what do I need to pack violin",
    "打包相机会怎样": "what happens if I pack a camera",
    "如果打包相机会怎样": "what happens if I pack a camera",
    "相机被打包会怎样": "what happens if a camera is packed",
    "如果相机被打包会怎么样": "what happens if a camera is packed",
    "如果灯油属于液体会怎样": "what happens if lamp oil is under liquid",
    "比较轻便票和灵活票": "compare light fare and flex fare",
    "轻便票和灵活票有什么区别": "compare light fare and flex fare",
    "有什么变化": "what changed",
    "2019年以来有什么变化": "what changed since 2019",
    "2019以来有什么变化": "what changed since 2019",
    "自2019以来有什么变化": "what changed since 2019",
    "2019至2023有什么变化": "what changed between 2019 and 2023",
    "自2019年11月以来关于轻便票有什么变化": "what changed since 2019-11 about light fare",
    "2019年到2020年有什么变化": "what changed between 2019 and 2020",
    "轻便票有什么变化": "what changed about light fare",
    # tails in front and behind
    "截至2025-06-01灯油可以运输吗": "can lamp oil be transported as of 2025-06-01",
    "截至2025年6月1日，灯油可以运输吗": "can lamp oil be transported as of 2025-06-01",
    "灯油截至2025年可以运输吗": "can lamp oil be transported as of 2025",
    "2025年灯油可以运输吗": "can lamp oil be transported as of 2025",
    "在2025年灯油可以运输吗": "can lamp oil be transported in 2025",
    "灯油今天可以运输吗": "can lamp oil be transported today",
    "由成人，灯油可以运输吗": "can lamp oil be transported by an adult",
    "灯油可以由成人运输吗": "can lamp oil be transported by an adult",
    "灯油可以放进货舱打包吗": "can lamp oil be packed inside the hold",
    "如果重量 <= 5 kg，件数=2，相机可以打包吗": "can a camera be packed given weight <= 5 kg, pieces = 2",
    "如果重量不超过5kg，相机可以打包吗": "can a camera be packed given weight <= 5 kg",
    "有批准，充电宝可以打包吗": "can a power bank be packed with approval",
    "没有批准，充电宝可以打包吗": "can a power bank be packed without approval",
    "根据天际航空，轻便票的行李额是多少": "what is the allowance of light fare according to Skyline",
    "用中文 肥皂是什么": "what is solid soap in Chinese",
    "肥皂是什么 用英文": "what is solid soap in English",
    # the two languages mix
    "can 灯油 be transported by 成人": "can lamp oil be transported by an adult",
    "哪些 bags protect 小提琴": "which bags protect violin",
    "截至2020 can 灯油 be packed": "can lamp oil be packed as of 2020",
    "$x可以打包吗": "can $x be packed",
    "灯油可以运输吗 as of 2020": "can lamp oil be transported as of 2020",
}


@pytest.mark.parametrize("text", PAIRS)
def test_same_tree_as_in_english(text: str) -> None:
    assert read_question(text, toy()) == read_question(PAIRS[text], toy())


@pytest.mark.parametrize("text", [text for text in PAIRS if " " not in text])
def test_spaces_are_not_needed_and_do_no_harm(text: str) -> None:
    assert read_question(" " + text + " ？", toy()) == read_question(text, toy())
