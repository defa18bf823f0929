"""Questions of examples on Chinese pages: in Chinese where that says the same, else as they were asked."""

from __future__ import annotations

import pytest

from xhs_kb import KnowledgeBase, XhsKbError
from xhs_kb.faces.docs.asking import Asker
from xhs_kb.faces.docs.translating import in_words_of

from .conftest import DAY, TOY


def asker(kb: KnowledgeBase) -> Asker:
    return Asker(kb, DAY, ("en", "zh"))


def worded(text: str, kb: KnowledgeBase, language: str = "zh") -> str:
    return in_words_of(text, kb.prepare(text).question, asker(kb).wording(language), kb)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("can liquid be packed?", "液体可以打包吗？"),
        ("why can liquid be packed?", "为什么液体可以打包？"),
        ("can liquid be packed as of 2021?", "截至2021，液体可以打包吗？"),
        ("what is a camera?", "相机是什么？"),
        ("how heavy is a camera?", "相机有多重？"),
        ("compare battery and power bank", "比较电池和充电宝"),
        ("what do I need to pack liquid?", "打包液体需要什么？"),
        ("can liquid be packed given volume = 90 ml?", "can liquid be packed given volume = 90 ml?"),
        ("which items travel with camera?", "which items travel with camera?"),
    ],
)
def test_a_question_in_chinese(english: str, chinese: str) -> None:
    assert worded(english, KnowledgeBase.open(TOY)) == chinese


def test_an_english_page_asks_as_the_example_does() -> None:
    assert worded("why can liquid be packed?", KnowledgeBase.open(TOY), "en") == "why can liquid be packed?"


def test_every_example_that_ships_reads_as_the_same_question() -> None:
    kb, said = KnowledgeBase.open(), 0
    wording = asker(kb).wording("zh")
    for text in dict.fromkeys(example.ask for example in kb.examples):
        try:
            question = kb.prepare(text).question
        except XhsKbError:
            continue
        other = in_words_of(text, question, wording, kb)
        assert kb.prepare(other).question == question, text
        said += other != text
    assert said > 400
