"""Charsets: declared, not declared, and declared wrong in every way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages.charset import to_utf8
from tests.pages.making import response

TEXTS = {
    "uk": "Президент заявив у понеділок, що міст через річку відкриють уже наступного тижня. Роботи тривали понад рік.",
    "ru": "Президент заявил в понедельник, что мост через реку откроют уже на следующей неделе. Работы длились год.",
    "zh": "市长星期一宣布，河上的新桥将于下周开放。工程历时一年多，耗资九百万元，比原计划少。",
    "zh-TW": "市長星期一宣布，河上的新橋將於下週開放。工程歷時一年多，耗資九百萬元，比原計畫少。",
    "ja": "市長は月曜日、川に架かる新しい橋が来週開通すると発表した。工事は一年以上かかり、費用は計画より少なかった。",
    "ko": "시장은 월요일 강 위의 새 다리가 다음 주에 개통될 것이라고 발표했다. 공사는 일 년 이상 걸렸고 비용은 적었다.",
    "fr": "Le maire a annoncé lundi que le pont sur la rivière serait ouvert à l'été. Les travaux ont duré une année déjà.",
    "de": "Der Bürgermeister kündigte am Montag an, dass die Brücke über den Fluss nächste Woche für Fußgänger öffnet.",
    "pl": "Burmistrz ogłosił w poniedziałek, że most na rzece zostanie otwarty. Budowa trwała dłużej, niż się spodziewano.",
    "cs": "Starosta v pondělí oznámil, že most přes řeku bude otevřen příští týden. Práce trvaly déle, než se čekalo.",
    "tr": "Belediye başkanı pazartesi günü köprünün gelecek hafta açılacağını açıkladı. Çalışmalar sürdü, ışıklar yandı.",
    "el": "Ο δήμαρχος ανακοίνωσε τη Δευτέρα ότι η γέφυρα πάνω από τον ποταμό θα ανοίξει την επόμενη εβδομάδα.",
    "he": "ראש העיר הודיע ביום שני כי הגשר מעל הנהר ייפתח בשבוע הבא. העבודות נמשכו יותר משנה.",
    "ar": "أعلن رئيس البلدية يوم الاثنين أن الجسر فوق النهر سيفتح الأسبوع المقبل. استمرت الأعمال أكثر من عام.",
    "th": "นายกเทศมนตรีประกาศเมื่อวันจันทร์ว่าสะพานข้ามแม่น้ำจะเปิดในสัปดาห์หน้า งานใช้เวลามากกว่าหนึ่งปี",
}
IN = [
    *(("uk", one) for one in ("windows-1251", "koi8-u")),
    *(("ru", one) for one in ("windows-1251", "koi8-r", "iso-8859-5", "ibm866")),
    *(("ja", one) for one in ("shift_jis", "euc-jp", "iso-2022-jp")),
    *(("zh", one) for one in ("gb18030", "gbk")),
    *(("zh-TW", "big5"), ("ko", "euc-kr"), ("fr", "windows-1252"), ("de", "iso-8859-1"), ("pl", "windows-1250")),
    *(("cs", "windows-1250"), ("tr", "windows-1254"), ("el", "windows-1253"), ("he", "windows-1255")),
    *(("ar", "windows-1256"), ("th", "tis-620")),
    *((language, one) for language in TEXTS for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
]  # fmt: skip
WAYS = {
    "header": ("{}", None),
    "meta": (None, "{}"),
    "both": ("{}", "{}"),
    "neither": (None, None),
    "header lies": ("iso-8859-1", "{}"),
    "header of the neighbours": ("windows-1251", "{}"),
    "meta lies": ("{}", "windows-1252"),
    "header cannot be": ("utf-8", None),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("language", "charset"), IN, ids=lambda one: one)
def test_a_page_is_read_in_the_charset_that_it_is_in(language: str, charset: str, way: str) -> None:
    text = TEXTS[language].encode(charset, "ignore").decode(charset)
    header, meta = (said and said.format(charset) for said in WAYS[way])
    declared = f'<meta charset="{meta}">' if meta else ""
    body = f"<html><head>{declared}<title>News</title></head><body><div>Menu</div><p>{text}</p></body></html>".encode(
        charset
    )
    page, _ = to_utf8(body, response(body, content_type=f"text/html; charset={header}" if header else "text/html"))
    assert text in page.decode()


def test_a_declaration_that_is_wrong_is_a_warning() -> None:
    body = f"<p>{TEXTS['uk']}</p>".encode("koi8-u")
    _, warning = to_utf8(body, response(body, content_type="text/html; charset=utf-8"))
    assert warning == "page: charset says utf-8, bytes are koi8-u"


def test_a_declaration_that_can_be_right_is_believed() -> None:
    body = "<p>Ой</p>".encode("koi8-u")
    page, warning = to_utf8(body, response(body, content_type="text/html; charset=windows-1251"))
    assert (page.decode(), warning) == ("<p>пК</p>", None)


@pytest.mark.parametrize("charset", ["punycode", "undefined", "rot13", "zip"])
def test_what_browsers_do_not_know_is_no_charset(charset: str) -> None:
    body = b"<p>caf\xe9 +AGE-"
    page, warning = to_utf8(body, response(body, content_type=f"text/html; charset={charset}"))
    assert page.decode() == "<p>café +AGE-"
    assert warning is not None
    assert warning.endswith(" unknown")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "euc-kr", "big5", "koi8-u", "x"]))
def test_any_bytes_become_utf8(body: bytes, charset: str | None) -> None:
    page, _ = to_utf8(body, response(body, content_type=f"text/html; charset={charset}" if charset else None))
    assert b"\0" not in page
    page.decode("utf-8")
