"""Texts with much the same wording share keys; others do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.similarity import SKETCH_VERSION, sketch, words_of
from tests.similarity.stories import ELSEWHERE, LEAD, MIDDLE, STORY


def keys(text: str) -> set[int]:
    return set(sketch(words_of(text)))


def test_a_text_and_its_half_share_keys() -> None:
    assert len(keys(STORY)) == 16
    assert len(keys(STORY) & keys("\n\n".join(MIDDLE[:2]))) > 2
    assert len(keys(STORY) & keys("\n\n".join([*ELSEWHERE, LEAD, *MIDDLE]))) > 2


def test_another_text_shares_none() -> None:
    assert not keys(STORY) & keys("\n\n".join(ELSEWHERE))


def test_a_short_text_has_no_keys() -> None:
    assert keys(LEAD) == set()
    assert keys("橋" * 79) == set()


def test_in_chinese_a_shingle_is_of_characters() -> None:
    story = "镇上的新桥星期一通车，市长在河边对记者说。建桥用了四年，花费比议会原先计划的几乎多一倍。" * 2
    more = "渡船船夫说他会留着自己的船，游客一向喜欢慢慢过河。议会十月再开会决定旧码头的用途，已有三份方案提交。"
    assert keys(story + more) & keys(more + story)


def test_a_key_names_the_version_of_the_method() -> None:
    assert {key >> 56 for key in keys(STORY)} == {SKETCH_VERSION}
    assert sketch(words_of(STORY))[:2] == [72174261478721939, 72223689645245358]  # otherwise it is another version


@given(st.text(max_size=400))
def test_every_key_is_a_signed_integer_of_64_bits(text: str) -> None:
    found = sketch(words_of(text * 20))
    assert found == sorted(set(found))
    assert all(2**31 < key < 2**63 for key in found)
