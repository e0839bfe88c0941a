"""Lines of a header by what they look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.pages.printed import dates_in, is_header_line, label_in, minutes_in
from feedcrawler.pages.signed import signed_by


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("January 3, 2023 8:11 PM", "January 3, 2023 8:11 PM"),
        ("January 1, 2023 9:08 pm", "January 1, 2023 9:08 pm"),
        ("by Some One January 22, 2023 11:01 PM 2 min read", "January 22, 2023 11:01 PM"),
        ("Published: June 5, 2025, 14:02 EEST by Some One", "June 5, 2025, 14:02 EEST"),
        ("June 5, 2025 at 9:15 pm (Kyiv time)", "June 5, 2025 at 9:15 pm (Kyiv time)"),
        ("Sept. 3rd, 2024", "Sept. 3rd, 2024"),
        ("3 січня 2023, 20:11", "3 січня 2023, 20:11"),
        ("5 de junio de 2025 10:30", "5 de junio de 2025 10:30"),
        ("05.06.2025 21:15", "05.06.2025 21:15"),
        ("2025-06-05T14:02", "2025-06-05T14:02"),
        ("2025年6月5日", "2025年6月5日"),
        ("January 22, 2023 11:01 PM2 min read", "January 22, 2023 11:01 PM"),
        ("2 hours ago", "2 hours ago"),
        ("Text: Some One 3. Mai 2026, 21:15 Uhr", "3. Mai 2026, 21:15 Uhr"),
        ("Publié le 3 mai 2026 à 21h15", "3 mai 2026 à 21h15"),
        ("3 de maio de 2026 às 21h15", "3 de maio de 2026 às 21h15"),
        ("Redazione | 3 Maggio 2026 - 21:15", "3 Maggio 2026 - 21:15"),
        ("2026. május 3. 21:15", "2026. május 3. 21:15"),
        ("Publicerad 3 maj 2026 kl. 21.15", "3 maj 2026 kl. 21.15"),
        ("2026年5月3日 21時15分", "2026年5月3日 21時15分"),
        ("2026年05月03日21:15 | 来源：报社", "2026年05月03日21:15"),
        ("입력 2026.05.03 21:15", "2026.05.03 21:15"),
        ("2026년 5월 3일 오후 9:15", "2026년 5월 3일 오후 9:15"),
        ("Chủ nhật, 3/5/2026, 21:15", "3/5/2026, 21:15"),
        ("Minggu, 3 Mei 2026 21:15 WIB", "3 Mei 2026 21:15 WIB"),
        ("3 พ.ค. 2569 21:15", "3 พ.ค. 2569 21:15"),
        ("3 मई 2026, 21:15", "3 मई 2026, 21:15"),
        ("3 травня, 21:15", "3 травня, 21:15"),
        ("вчора о 14:05", "вчора о 14:05"),
        ("Сегодня, 09:05", "Сегодня, 09:05"),
        ("5 хвилин тому", "5 хвилин тому"),
        ("vor 2 Stunden", "vor 2 Stunden"),
        ("hace 5 minutos", "hace 5 minutos"),
        ("5 分钟前", "5 分钟前"),
        ("February 30, 2025 1:00 PM", "February 30, 2025 1:00 PM"),  # impossible, but that is for the dates step to say
    ],
)
def test_a_printed_date_is_taken_as_it_stands(line: str, raw: str) -> None:
    assert [date.raw for date in dates_in([line])] == [raw]


@pytest.mark.parametrize(
    "line",
    [
        "The bridge that was opened on January 3, 2023 was closed again, and nobody in the town could say why that was.",
        "He said yesterday that it was fine.",
        "9:15 PM",
        "Room 2023",
        "10 Downing Street 2024",
        "Boeing 747 2024",
        "Model X 3 2024",
        "Team 3-2 Rivals",
        "Mars 3",
        "(Updated: )",
        "x" * 300 + " January 3, 2023",
    ],
)
def test_a_sentence_is_no_date(line: str) -> None:
    assert list(dates_in([line])) == []


def test_what_was_updated_was_not_published_then() -> None:
    dates = list(dates_in(["Published June 5, 2025 2:02 PM | Updated June 6, 2025 9:00 AM"]))
    assert [(date.raw, date.is_update) for date in dates] == [
        ("June 5, 2025 2:02 PM", False),
        ("June 6, 2025 9:00 AM", True),
    ]
    assert label_in("Last updated on: ") == "updated"
    assert label_in("Updated maps of the front, ") is None


@pytest.mark.parametrize(
    "label",
    ["Updated:", "Last modified on", "Оновлено", "Обновлено:", "Aktualisiert am", "Zuletzt aktualisiert:", "Mis à jour le",
     "Actualizado el", "Atualizado em", "Aggiornato il", "Zaktualizowano:", "Aktualizováno:", "Güncelleme:", "Bijgewerkt op",
     "Uppdaterad", "Oppdatert:", "Päivitetty", "Frissítve:", "Ενημερώθηκε:", "تحديث:", "更新時間：", "最終更新：", "수정"],
)  # fmt: skip
def test_a_change_is_one_in_any_language(label: str) -> None:
    (date,) = dates_in([f"{label} 03.05.2026 21:15"])
    assert date.is_update


@pytest.mark.parametrize(
    "label",
    ["Published:", "Posted on", "Опубліковано", "Опубликовано:", "Veröffentlicht am", "Publié le", "Publicado el",
     "Pubblicato il", "Opublikowano:", "Yayınlanma:", "Gepubliceerd op", "Publicerad", "公開日：", "发布时间：", "입력"],
)  # fmt: skip
def test_and_so_is_a_publication(label: str) -> None:
    (date,) = dates_in([f"{label} 03.05.2026 21:15"])
    assert date.label == "published"


def test_the_word_for_a_change_may_stand_after_the_date() -> None:
    assert [date.is_update for date in dates_in(["2026年5月3日 21:15 更新"])] == [True]
    assert [date.is_update for date in dates_in(["2026年5月3日 更新 2026年5月4日"])] == [False, True]


def test_a_label_on_its_own_line_belongs_to_the_date_after_it() -> None:
    dates = dates_in(["Updated", "June 6, 2025", "Published", "June 5, 2025"])
    assert [(date.raw, date.is_update) for date in dates] == [("June 6, 2025", True), ("June 5, 2025", False)]


def test_a_time_on_its_own_line_belongs_to_the_date_before_it() -> None:
    assert [date.raw for date in dates_in(["June 5, 2025", "2:02 PM"])] == ["June 5, 2025 2:02 PM"]


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("1 min read", 1),
        ("0 min read", 0),
        ("5-minute read", 5),
        ("by A B 12 MINS READ", 12),
        ("January 22, 2023 11:01 PM2 min read", 2),
        ("ten min read", None),
        ("3 min", None),
    ],
)
def test_the_reading_time(line: str, minutes: int | None) -> None:
    found = minutes_in([line])
    assert (found[0] if found else None) == minutes


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("by Olha Bondar", ["Olha Bondar"]),
        ("By Olha Bondar and Petro Sych", ["Olha Bondar", "Petro Sych"]),
        (
            "by Olha Bondar, Petro Sych & Ivan Hai January 22, 2023 11:01 PM 2 min read",
            ["Olha Bondar", "Petro Sych", "Ivan Hai"],
        ),
        ("Written by: The Kyiv Independent news desk", ["The Kyiv Independent news desk"]),
        ("By Olha Bondar Tuesday, April 2, 2024", ["Olha Bondar"]),
        ("By Olha Bondar and Petro Sych Updated April 2, 2024", ["Olha Bondar", "Petro Sych"]),
        ("By Olha Bondar | Last updated on Tue, April 2, 2024", ["Olha Bondar"]),
        ("By Wednesday Addams April 2, 2024", ["Wednesday Addams"]),
        ("Bydgoszcz opens a bridge", []),
        ("News Feed", []),
    ],
)
def test_a_line_that_begins_with_by_signs(line: str, names: list[str]) -> None:
    assert signed_by(["News Feed", line]) == names


def test_a_header_line_says_nothing_but_who_when_and_how_long() -> None:
    for line in (
        "by Olha Bondar",
        "June 5, 2025",
        "3 min read",
        "by Olha Bondar June 5, 2025 3 min read",
        "2 hours ago",
    ):
        assert is_header_line(line), line
    for line in ("Two bridges opened on June 5, 2025.", "By noon the bridge was open. " * 4, "A heading"):
        assert not is_header_line(line), line


@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_lines_never_raise(lines: list[str]) -> None:
    list(dates_in(lines))
    minutes_in(lines)
    signed_by(lines)


@given(
    st.lists(
        st.sampled_from(["January", "3", ",", "2023", "8:11", "PM", "by", "and", "min", "read", " ", "."]), max_size=120
    )
)
def test_nearly_dates_take_no_time(words: list[str]) -> None:
    list(dates_in([" ".join(words), "".join(words)]))
