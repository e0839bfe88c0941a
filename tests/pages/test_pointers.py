"""Lines that lead to other stories, in the languages of news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.pointers import is_label, is_read_also
from tests.pages.making import element

LABELS = [
    ("ar", "اقرأ أيضا:"), ("ar", "اقرأ أيضاً"), ("ar", "إقرأ أيضاً:"), ("ar", "مواضيع ذات صلة"),
    ("be", "Чытайце таксама:"),
    ("bg", "Прочетете още:"), ("bg", "Вижте също"),
    ("ca", "Llegeix també:"),
    ("cs", "Čtěte také:"), ("cs", "Související články"),
    ("da", "Læs også:"), ("da", "Læs mere"),
    ("de", "Lesen Sie auch:"), ("de", "Mehr zum Thema"), ("de", "Das könnte Sie auch interessieren"),
    ("el", "Διαβάστε επίσης:"), ("el", "Δείτε επίσης"),
    ("en", "Read also:"), ("en", "READ MORE"), ("en", "Related Articles"), ("en", "More from the harbour"), ("en", "» See also «"),
    ("en", "Don’t miss"), ("en", "You may also like"), ("en", "Recommended for you"), ("en", "Top stories"),
    ("es", "Lea también:"), ("es", "Te puede interesar"), ("es", "Noticias relacionadas"),
    ("et", "Loe ka:"),
    ("fa", "مطالب مرتبط"),
    ("fi", "Lue myös:"), ("fi", "Katso myös"),
    ("fr", "Lire aussi :"), ("fr", "À lire aussi"), ("fr", "Sur le même sujet"),
    ("he", "קראו גם:"),
    ("hi", "यह भी पढ़ें:"), ("hi", "संबंधित खबरें"),
    ("hr", "Pročitajte još:"), ("hr", "Povezane vijesti"),
    ("hu", "Olvasd el ezt is:"), ("hu", "Kapcsolódó cikkek"),
    ("id", "Baca juga:"), ("id", "BACA SELENGKAPNYA"),
    ("is", "Lestu líka:"),
    ("it", "Leggi anche:"), ("it", "Articoli correlati"), ("it", "Ti potrebbe interessare"),
    ("ja", "関連記事"), ("ja", "【関連】"), ("ja", "あわせて読みたい"),
    ("ko", "관련기사"), ("ko", "관련 뉴스"),
    ("lt", "Skaitykite taip pat:"),
    ("lv", "Lasi arī:"),
    ("nl", "Lees ook:"), ("nl", "Meer over deze haven"),
    ("no", "Les også:"),
    ("pl", "Czytaj też:"), ("pl", "Zobacz także"), ("pl", "Przeczytaj również:"),
    ("pt", "Leia também:"), ("pt", "Saiba mais"), ("pt", "Notícias relacionadas"),
    ("ro", "Citește și:"), ("ro", "Citește mai mult"),
    ("ru", "Читайте также:"), ("ru", "По теме"), ("ru", "Материалы по теме"),
    ("sk", "Čítajte aj:"),
    ("sr", "Прочитајте још:"),
    ("sv", "Läs också:"), ("sv", "Läs mer"),
    ("th", "อ่านเพิ่มเติม"), ("th", "ข่าวที่เกี่ยวข้อง"),
    ("tr", "İlgili haberler"), ("tr", "Bunları da okuyun:"),
    ("uk", "Читайте також:"), ("uk", "Дивіться також"), ("uk", "Новини за темою"),
    ("vi", "Xem thêm:"), ("vi", "Tin liên quan"),
    ("zh", "相关阅读："), ("zh", "延伸閱讀"), ("zh", "更多新闻"),
]  # fmt: skip
SENTENCES = [
    "Read the letter before you sign it.",
    "More than a thousand people came to the harbour.",
    "Related costs rose by a third.",
    "Lesen lernen die Kinder im ersten Jahr.",
    "Lire est un plaisir, dit-elle.",
    "Читайте повільно, каже вчителька.",
    "По теме выступили трое.",
    "相关部门已经介入。",
    "Watchmen saw the ferry leave.",
    "The ferry left. Read also: the bridge opens on Monday.",
    "",
]


@pytest.mark.parametrize(("language", "label"), LABELS)
def test_labels_of_lists_of_other_stories(language: str, label: str) -> None:
    assert is_label(label), language
    assert is_label(label.upper()), "many are set in capitals"


def test_labels_are_known_in_many_languages() -> None:
    assert len({language for language, _ in LABELS}) >= 35


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_that_begin_alike_are_no_labels(line: str) -> None:
    assert not is_label(line)


@pytest.mark.parametrize(("language", "label"), LABELS)
def test_a_label_and_a_link_is_a_line_to_another_story(language: str, label: str) -> None:
    assert is_read_also(element(f"<p><b>{label}</b> <a href=/x>A bridge opens over the old river</a></p>", "p")), (
        language
    )
    assert is_read_also(element(f"<p><a href=/x>{label} A bridge opens over the old river</a></p>", "p")), language


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>Read also: the bridge opens on Monday.</p>",
        "<p>Read also <a href=/x>the letter</a>, which he signed before he left the country for good.</p>",
        "<p>He said so in <a href=/x>the letter</a>.</p>",
        "<p>The ferry left. Read also: <a href=/x>A bridge opens over the old river</a></p>",
        "<p></p>",
    ],
)
def test_other_paragraphs_are_text(paragraph: str) -> None:
    assert not is_read_also(element(paragraph, "p"))


def test_several_links_after_one_label_are_one_line() -> None:
    html = "<p>See also: <a href=/x>A bridge opens</a> <a href=/y>A tunnel closes</a></p>"
    assert is_read_also(element(html, "p"))


@pytest.mark.parametrize("ending", [":", "…", " »", " >>", "..."])
@given(at=st.integers(0, len(LABELS) - 1), before=st.sampled_from(["", "» ", "— ", "[", "➡️ ", "* "]))
def test_what_decorates_a_label_does_not_change_it(ending: str, at: int, before: str) -> None:
    label = LABELS[at][1].rstrip(":： «】").lstrip("»【 ")
    assert is_label(f"{before}{label}{ending}")


@given(st.sampled_from([label for _, label in LABELS]), st.text("abcdefgh ", min_size=80, max_size=120))
def test_a_long_line_is_no_label(label: str, rest: str) -> None:
    assert not is_label(f"{label} {rest}x")


@given(st.sampled_from([label for _, label in LABELS]), st.text(max_size=8))
def test_a_line_with_other_words_is_no_label(label: str, rest: str) -> None:
    words = "".join(char for char in rest if char.isalnum())
    assert is_label(f"{label} zq{words}zq") is label.startswith(("Mehr", "More", "Meer"))  # of something


@pytest.mark.parametrize("line", ["_" * 500_000, "more " * 100_000, "Read also" + " " * 500_000 + "x"])
def test_a_line_without_end_is_read_in_good_time(line: str) -> None:
    assert not is_label(line)
    paragraph = element("<p><a href=/x></a></p>", "p")
    paragraph[0].text = line
    assert is_read_also(paragraph) is line.startswith(("more", "Read"))
