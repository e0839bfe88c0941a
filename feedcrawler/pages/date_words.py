"""The words that stand around dates on pages, in the languages of the world's newsrooms.

Only what recognises a date is here; `feedcrawler.dates` understands it.
"""

from __future__ import annotations

import re

UPDATED = (
    # English, Ukrainian, Russian, Belarusian, Bulgarian
    r"updated?|modified|edited|revised|corrected|amended|refreshed|оновлено|змінено|відредаговано"
    r"|обновлено|изменено"
    r"|отредактировано|абноўлена|обновена|актуализирана?"
    # German, Dutch, Swedish, Norwegian, Danish, Finnish
    r"|aktualisiert|geändert|überarbeitet|bijgewerkt|gewijzigd|laatste update|uppdaterad|ändrad|oppdatert|endret"
    r"|opdateret|ændret|päivitetty|muokattu"
    # French, Spanish, Portuguese, Catalan, Italian, Romanian
    r"|mis(?:e)? à jour|modifiée?|actualisée?|màj|actualizad[oa]|actualización|modificad[oa]"
    r"|modificación|atualizad[oa]"
    r"|atualização|actualitzat|aggiornat[oa]|aggiornamento|modificat[oa]?|ultima modifica|actualizat|actualizare"
    # Polish, Czech, Slovak, Hungarian, Serbian, Croatian, Slovenian, Lithuanian, Latvian, Estonian
    r"|zaktualizowano|aktualizacj[ai]|aktualizováno|aktualizované|aktualizace|aktualizácia|upraveno"
    r"|upravené|frissítve"
    r"|módosítva|ažurirano|ažuriran|posodobljeno|atnaujinta|atjaunināts|uuendatud|muudetud"
    # Turkish, Greek, Arabic, Persian, Hebrew, Hindi
    r"|güncelleme(?: tarihi)?|güncellendi|ενημερώθηκε|ενημέρωση|تحديث|تم التحديث|به ?روزرسانی|עודכן|עדכון|अपडेटेड"
    r"|अपडेट"
    # Indonesian, Malay, Vietnamese, Thai, Chinese, Japanese, Korean
    r"|diperbarui|diperbaharui|dikemaskini|cập nhật|แก้ไข|อัปเดต"
    r"|更新(?:日時|时间|時間|日|于|於)?|修改(?:时间|時間)?|最終更新|수정|업데이트|최종수정"
)
PUBLISHED = (
    r"publish(?:ed)?(?: date| time)?|posted|released|issued|publication date|date of publication|date"
    r"|опубліковано|дата публікації|опубликовано|дата публикации|публікація|публикация|публикувана?"
    r"|veröffentlicht|erschienen|erstellt|gepubliceerd|geplaatst"
    r"|publicerad|publicerat|publisert|udgivet|offentliggjort|julkaistu|publiée?|paru|créé|publicad[oa]|publicación"
    r"|publicação|publicat|pubblicat[oa]|opublikowano|publikacja|data publikacji|dodano|publikováno"
    r"|zveřejněno|vydáno"
    r"|publikované|zverejnené|megjelent|közzétéve|publikálva|objavljeno|objavljen|paskelbta|publicēts|avaldatud"
    r"|yayınlanma(?: tarihi)?|yayınlandı|giriş(?: tarihi)?|δημοσιεύθηκε|δημοσίευση|نشر(?: في)?|تاريخ النشر"
    r"|منتشر شده|انتشار|פורסם|प्रकाशित|पब्लिश|diterbitkan|dipublikasikan|tayang|diterbit|đăng"
    r"|xuất bản|เผยแพร่|发布(?:时间|日期|于)?"
    r"|發布(?:時間|日期|於)?|发表(?:于)?|發表(?:於)?|公開日?|配信|掲載|発行日?|入稿|입력|등록|게시|승인|발행일?"
)
_LINK = r"(?:\s?(?:on|at|am|um|le|il|el|em|en|op|den|d\.|в|о|от|на|la|:|：|date|as of|από|στις)){0,2}"
BEFORE = re.compile(
    rf"(?:(?P<updated>{UPDATED})|(?P<published>(?<!\w)(?:{PUBLISHED}))){_LINK}\W{{0,4}}$", re.IGNORECASE
)
"""The label that a text ends in."""
ALONE = re.compile(rf"\W*(?:last |first |originally |zuletzt |dernière |última |ultimo |остання |последнее |son )?"
                   rf"(?:(?P<updated>{UPDATED})"
                   rf"|(?P<published>{PUBLISHED})){_LINK}\W{{0,4}}", re.IGNORECASE)  # fmt: skip
"""A label and nothing else."""
AFTER = re.compile(
    r"[\s(（]{0,2}(?:更新|修正|修改|최종수정|수정|tarihinde güncellen|güncellen|frissítve)(?!\W{0,3}\d)", re.IGNORECASE
)
"""The word for a change that some languages put after the date."""

WITH_CLOCK = (
    r"today|yesterday|сьогодні|вчора|сегодня|вчера|heute|gestern|aujourd['’]hui|hier|hoy|ayer|hoje"
    r"|ontem|oggi|ieri|dziś"
    r"|dzisiaj|wczoraj|dnes|včera|bugün|dün|vandaag|gisteren|i\s?dag|i\s?går|idag|igår|今天|昨天|今日|昨日"
    r"|오늘|어제|σήμερα|χθες"
    r"|azi|astăzi|днес|hari ini|kemarin|hôm nay|hôm qua"
)
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|seconds?|secs?|hr|h|m)"
AGO = (
    rf"\b(?:\d{{1,3}}|an?|half an?|one|two|three) ?{_UNIT} ago\b|\bjust now\b|\byesterday\b"
    r"|(?<!\w)(?:\d{1,3}\s)?(?:секунд\w?|хвилин\w?|годин\w?|д[ен]н?[іья]\w?|півгодини|минут\w?"
    r"|час(?:а|ов)?|дн[яей]{1,2}|полчаса)\s"
    r"(?:тому|назад)\b|(?<!\w)(?:щойно|только что)\b"
    r"|\bvor (?:\d{1,3}|einer|einem) (?:Minuten?|Stunden?|Tag(?:en)?)\b|\bil y a (?:\d{1,3}"
    r"|une?) (?:minutes?|heures?|jours?|min|h)\b"
    r"|\bhace (?:\d{1,3}|una?) (?:minutos?|horas?|días?)\b|\bhá (?:\d{1,3}|uma?) (?:minutos?|horas?|dias?)\b"
    r"|\b\d{1,3} (?:minut[oi]|or[ae]|giorn[oi]) fa\b|\b\d{1,3} (?:minut\w?|godzin\w?|godz\.|dni|dzień) temu\b"
    r"|\b\d{1,3} (?:dakika|saat|gün) önce\b|\b\d{1,3} (?:minuten|minuut|uur|dagen|dag) geleden\b"
    r"|\bför \d{1,3} (?:minuter|timmar|dagar) sedan\b|\b(?:for )?\d{1,3} (?:minutter|timer|dager|dage) siden\b"
    r"|(?<!\d)\d{1,3}\s?(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|초|분|시간|일)\s?(?:之?前|전)"
)

# The first three letters of the months' names, in Latin, Greek, Cyrillic, Hebrew, Arabic and the alphabets of India,
# Thailand and the Caucasus: what `dateparser` knows of some fifty languages.
_MONTH_STARTS = (
    " abe bal bir dhj dic dis dub eki eyl geg gus haz hul hun iyl iyn iyu jaa kor kov nob peb shk spa urt xul xuñ únr "
    " дец жні мау нов врс снж стд לאו לאפ לדצ ליו לינ למא למר לנו לספ לפב מאר آگس اپر دسا "
    " abr abu ago agt agu aoû api apr ara aug avg avq avr aza ağu bře cze dec dek des det dez déc "
    " eka elo ene feb fev "
    " fév gen giu gru gsh hei hel huh ian ira iul iun jan jou jui jul jun juu jän júl jún jūl jūn "
    " kas kes kol kvě kwi lap "
    " led lie lip lis lok lug lut maa mac mag mai maj mar may maí mei mrt mrz máj már mär nis noi "
    " nop nov noy nën nóv oca "
    " oct ogo okt ots ott out ožu paz paź pri pro qer rug ruj sau sen sep set sht sie sij srp stu "
    " sty sus svi syy sze şub "
    " tam tem tet tou tra urr uzt vas vee vel wrz xan yan zář ágú ápr úno čer črc črv čvc čvn říj "
    " απρ αυγ αύγ δεκ ιαν ιου ιού μάι μάρ μαι μαΐ μαρ νοέ νοε οκτ σεπ φεβ "
    " авг апр ақп бер вер гру дек жел жов июл июн кас кві кра крс лип лис лют ліп ліс май мам мар "
    " мая мај нау ноя ное окт "
    " қаз қар қаң қыр сак сен сеп сер сне сту січ сәу там тра феб фев чер чэр шіл юли юни янв яну јан јул јун "
    " ապր դեկ հոկ հու մայ մար նոյ սեպ փետ օգո "
    " אוג אוק אפר באו באפ בדצ ביו בינ במא במר בנו בספ בפב דצמ יול יונ ינו מאי מרץ מרס נוב ספט פבר "
    " آور أبر أغس أكت اوت اکت جنو جول جون دسم ديس سبت سپت فبر فور مار ماي مای مهٔ نوا نوف نوم ينا يول يون ژان ژوئ "
    " अक् अगस अप् जनव जुल जून दिस नवं नवम फ़र फरव मार मई सित "
    " অক্ আগস এপ্ জান জুন জুল ডিস নভে ফেব মার সেপ "
    " กรก กัน กุม ตุล ธัน พฤศ พฤษ มกร มิถ เมษ มีน สิง ธ.ค ม.ค ก.พ มี. เม. พ.ค มิ. ก.ค ส.ค ก.ย ต.ค พ.ย "
    " აგვ აპრ დეკ თებ იან ივლ ივნ მაი მარ ნოე ოქტ სექ "
)


def is_month(word: str) -> bool:
    """Whether a word begins as the name of a month does, in some language."""
    return f" {word.casefold()[:3]} " in _MONTH_STARTS
