"""The same story again is recognised; other news in the same words is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feedcrawler.similarity import Likeness, Text, compare
from tests.similarity.stories import ELSEWHERE, LEAD, MIDDLE, STORY, losses

MONDAY = datetime(2025, 6, 9, 6, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def likeness(text: str, original: str = STORY, *, days: int = 0) -> Likeness | None:
    return compare(Text(text, "Another headline", MONDAY + timedelta(days=days)), Text(original, "Headline", MONDAY))


def reason(text: str, original: str = STORY, *, days: int = 0) -> str | None:
    found = likeness(text, original, days=days)
    return found.reason if found else None


def test_the_same_words_are_wholly_alike() -> None:
    assert likeness(STORY) == Likeness(1.0, "same story, edited")


def test_similarity_is_the_share_of_the_shorter_texts_words_in_common_runs() -> None:
    words = [one + other for one in "abcdefghij" for other in "klmnopqrstu"]
    shorter = " ".join(words[:100])
    longer = " ".join(word if i % 10 else "x" for i, word in enumerate(words))
    assert likeness(shorter, longer) == Likeness(0.9, "same story, edited")


def test_a_story_with_words_edited_here_and_there_is_the_same() -> None:
    edited = STORY.replace("told reporters", "said").replace("almost twice", "nearly double").replace("most", "many")
    found = likeness(edited)
    assert found
    assert found.reason == "same story, edited"
    assert 0.85 < found.similarity < 1


def test_another_lead_makes_no_other_story() -> None:
    assert reason("\n\n".join(["After long delays the river can be crossed on foot.", *MIDDLE])) == "same story, edited"


def test_a_story_with_paragraphs_cut_is_shortened_and_with_local_additions_extended() -> None:
    assert reason("\n\n".join([LEAD, *MIDDLE[:2]])) == "same story, shortened"
    assert reason("\n\n".join([*ELSEWHERE, LEAD, *MIDDLE])) == "same story, extended"


def test_labels_between_paragraphs_make_no_other_story() -> None:
    assert reason("\n\nLesen Sie auch: Alles über Brücken\n\nTeilen\n\n".join([LEAD, *MIDDLE])) is not None


def test_a_roundup_that_tells_a_story_among_others_is_not_that_story() -> None:
    roundup = "\n\n".join([*ELSEWHERE * 5, LEAD, *MIDDLE])
    assert reason("\n\n".join([LEAD, *MIDDLE[:2]]), roundup) is None
    assert reason(roundup, "\n\n".join([LEAD, *MIDDLE[:2]])) is None


def test_what_was_cut_from_the_end_later_may_be_shorter() -> None:
    whole = "\n\n".join([LEAD, *MIDDLE, *ELSEWHERE * 2])
    brief = "\n\n".join([LEAD, MIDDLE[0]])
    assert reason(brief, whole) is None
    assert reason(brief, whole, days=1) == "same story, shortened"


def test_the_daily_report_of_another_day_is_another_story() -> None:
    monday, tuesday = losses(9, 997_120, 970, 10_915), losses(10, 998_200, 1_080, 10_921)
    assert reason(tuesday, monday, days=1) is None
    assert reason(tuesday, monday) is None
    assert reason(monday.replace("just over", "over"), monday) == "same story, edited"


def test_a_number_corrected_on_the_same_day_leaves_the_story_and_another_day_makes_it_news() -> None:
    corrected = STORY.replace("31,500,000", "32,500,000")
    assert reason(corrected) == "same story, edited"
    assert reason(corrected, days=1) is None
    assert compare(Text(corrected), Text(STORY)) is None  # nobody knows of which day


def test_the_same_report_about_other_people_is_another_story() -> None:
    other = STORY.replace("Jonas Brandt", "Emil Vogt").replace("Ada Holm", "Kurt Feld").replace("Lowfield", "Marsh End")
    assert reason(other) is None


STORM = (
    "A storm came over the {place} coast during the night, killing {dead} people and injuring {hurt} others, the harbour "
    "office said in the morning. It broke masts and windows, tore the roof from a school, and cut a power line. Crews "
    "worked at the piers until dawn, and the injured were taken to the hospital, where doctors call them stable."
)


def test_the_same_report_with_other_numbers_in_words_is_another_story() -> None:
    monday = STORM.format(place="Lowfield", dead="three", hurt="five")
    tuesday = STORM.format(place="Lowfield", dead="two", hurt="nine")
    assert reason(tuesday, monday, days=1) is None
    assert reason(tuesday, monday) is None
    assert reason(STORM.format(place="Lowfield", dead="3", hurt="5"), monday, days=1) == "same story, edited"


def test_the_same_report_from_a_country_with_a_name_much_alike_is_another_story() -> None:
    one, other = (STORM.format(place=place, dead="3", hurt="5") for place in ("Gambia", "Zambia"))
    assert reason(one, other) is None


def test_a_sentence_that_says_the_contrary_makes_another_story() -> None:
    verdict = STORY + "\n\nThe court found that the first contractor was {}guilty of leaving the site."
    assert reason(verdict.format("not "), verdict.format("")) is None
    assert reason(verdict.format("not "), verdict.format(""), days=1) is None
    assert reason(verdict.format("clearly "), verdict.format(""), days=1) == "same story, edited"


@pytest.mark.parametrize(
    ("story", "one", "other"),
    [
        (
            "据港务局周一通报，过去一天风暴袭击了{}地区，造成多人受伤。码头、学校和输电线路受损，救援人员整夜在现场工作，"
            "伤者已被送往医院，医生表示他们情况稳定。当局呼吁居民留在家中，并避免前往靠近海岸的村庄。",
            "南湾",
            "北港镇",
        ),
        (
            "قال مسؤول محلي إن العاصفة ضربت خلال الليل ساحل {} وألحقت أضرارا بمنازل ومدرسة وخط للكهرباء وعمل رجال الإنقاذ في "
            "المواقع طوال الليل ونقل المصابون إلى المستشفى حيث قال الأطباء إن حالتهم مستقرة",
            "القرنفل",
            "الياسمين",
        ),
        (
            "סערה פגעה בלילה בחוף {} וגרמה נזק לבתים, לבית ספר ולקו חשמל, מסר הבוקר משרד הנמל. צוותי חילוץ פעלו בזירות כל "
            "הלילה, והפצועים פונו לבתי החולים, שם אמרו הרופאים כי מצבם יציב.",
            "הדקלים",
            "השושנים",
        ),
    ],
    ids=["zh", "ar", "he"],
)
def test_where_a_script_shows_no_names_other_words_on_another_day_are_news(story: str, one: str, other: str) -> None:
    assert reason(story.format(one), story.format(other), days=1) is None
    assert reason(story.format(one), story.format(other)) == "same story, edited"
    assert reason(story.format(one), story.format(one) + " 2", days=1) is not None


def test_background_in_common_makes_no_common_story() -> None:
    assert reason("\n\n".join([*ELSEWHERE, *MIDDLE[:2]]), "\n\n".join([LEAD, *MIDDLE[2:], *MIDDLE[:2]])) is None


def test_under_the_same_headline_less_need_be_in_common() -> None:
    text, original = "\n\n".join([*ELSEWHERE[:2], *MIDDLE[:2]]), "\n\n".join([LEAD, *MIDDLE[:3]])
    assert compare(Text(text, "Bridge"), Text(original, "Bridge opens")) is None
    assert compare(Text(text, "Bridge opens"), Text(original, "Bridge opens"))


def test_nothing_is_like_an_empty_text() -> None:
    assert reason("", "") is None
    assert reason("", STORY) is None


def test_texts_of_other_scripts_are_compared_by_characters() -> None:
    story = "镇上的新桥星期一通车，市长在河边对记者说。建桥用了四年，花费比议会原先计划的几乎多一倍。"
    more = "渡船船夫说他会留着自己的船，游客一向喜欢慢慢过河。"
    assert reason(story + more, story) == "same story, extended"
    assert reason(more * 2, story) is None


def test_hostile_texts_are_compared_in_bounded_work() -> None:
    for row in ("x {0} y Aa{0} z\n", "said Name{0} ", "{0} ", "he Q{0}x ", "的{0}三人死"):
        one, other = ("".join(row.format(n * step) for n in range(20_000)) for step in (1, 3))
        assert reason(one, other) is None
