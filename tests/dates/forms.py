"""Dates as pages print them: when the page was fetched, where its site is, its language, and the instant that is meant.

One form a line: fetched, zone, language, text, instant in UTC, precision, offset in minutes.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """A date as printed, and what it means."""

    fetched: str
    zone: str
    language: str
    text: str
    instant: str
    precision: str
    offset: int


SUNDAY = "2026-11-22T12:00:05"  # 14:00:05 in Kyiv
SUMMER = "2026-07-15T09:30:00"  # a Wednesday, 12:30 in Kyiv
NEW_YEAR = "2025-12-31T22:30:00"  # already 00:30 on 1 January in Kyiv
SPRING = "2026-03-29T09:00:00"  # the clocks went forward that night in Europe
AUTUMN = "2026-10-25T09:00:00"  # and back

KYIV, BERLIN, LONDON, NEW_YORK = "Europe/Kyiv", "Europe/Berlin", "Europe/London", "America/New_York"
TOKYO, SHANGHAI, SEOUL = "Asia/Tokyo", "Asia/Shanghai", "Asia/Seoul"

FORMS = [
    Form(*row)
    for row in (
        # Ukrainian
        (SUNDAY, KYIV, "uk", "вчора о 14:05", "2026-11-21T12:05:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "Вчора, 14:05", "2026-11-21T12:05:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "щойно", "2026-11-22T12:00:05", "minute", 120),
        (SUNDAY, KYIV, "uk", "3 січня 2023, 20:11", "2023-01-03T18:11:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "Вівторок, 3 січня 2023, 20:11", "2023-01-03T18:11:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "3 травня 2026 року о 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, KYIV, "uk", "3 трав. 2026", "2026-05-02T21:00:00", "day", 180),
        (SUNDAY, KYIV, "uk", "21:15, 3 травня 2026", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, KYIV, "uk", "03.05.2026 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, KYIV, "uk", "Сьогодні, 09:05", "2026-11-22T07:05:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "сьогодні о 09:05", "2026-11-22T07:05:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "5 хвилин тому", "2026-11-22T11:55:05", "minute", 120),
        (SUNDAY, KYIV, "uk", "хвилину тому", "2026-11-22T11:59:05", "minute", 120),
        (SUNDAY, KYIV, "uk", "годину тому", "2026-11-22T11:00:05", "day", 120),
        (SUNDAY, KYIV, "uk", "півгодини тому", "2026-11-22T11:30:05", "minute", 120),
        (SUNDAY, KYIV, "uk", "2 години тому", "2026-11-22T10:00:05", "day", 120),
        (SUNDAY, KYIV, "uk", "3 дні тому", "2026-11-18T22:00:00", "day", 120),
        (SUNDAY, KYIV, "uk", "13:05", "2026-11-22T11:05:00", "minute", 120),
        (SUNDAY, KYIV, "uk", "13 листопада, 00:00", "2026-11-12T22:00:00", "minute", 120),
        # Russian
        (SUNDAY, "Europe/Moscow", "ru", "вчера в 14:05", "2026-11-21T11:05:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "только что", "2026-11-22T12:00:05", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "3 января 2023, 20:11", "2023-01-03T17:11:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "3 янв. 2023 в 20:11", "2023-01-03T17:11:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "20:11, 3 января 2023", "2023-01-03T17:11:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "3 мая 2026 г. в 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "03.05.2026 21:15 (МСК)", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Asia/Yekaterinburg", "ru", "3 мая 2026, 21:15 MSK", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "сегодня в 09:05", "2026-11-22T06:05:00", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "2 часа назад", "2026-11-22T10:00:05", "day", 180),
        (SUNDAY, "Europe/Moscow", "ru", "минуту назад", "2026-11-22T11:59:05", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "полчаса назад", "2026-11-22T11:30:05", "minute", 180),
        (SUNDAY, "Europe/Moscow", "ru", "Опубликовано 3 мая 2026", "2026-05-02T21:00:00", "day", 180),
        # English
        (SUNDAY, KYIV, "en", "2 hours ago", "2026-11-22T10:00:05", "day", 120),
        (SUNDAY, KYIV, "en", "May 3, 2026 at 9:15 pm (Kyiv time)", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, NEW_YORK, "en-US", "May 3, 2026 at 9:15 pm (Kyiv time)", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, NEW_YORK, "en-US", "Nov. 3, 2026 9:15 a.m. ET", "2026-11-03T14:15:00", "minute", -300),
        (SUNDAY, LONDON, "en-US", "November 3, 2026, 9:15 AM EST", "2026-11-03T14:15:00", "minute", -300),
        (SUNDAY, NEW_YORK, "en-US", "9:15 AM ET, Tue November 3, 2026", "2026-11-03T14:15:00", "minute", -300),
        (SUNDAY, NEW_YORK, "en-US", "5/3/2026 9:15 PM", "2026-05-04T01:15:00", "minute", -240),
        (SUNDAY, LONDON, "en-GB", "5/3/2026 9:15 PM", "2026-03-05T21:15:00", "minute", 0),
        (SUNDAY, LONDON, "en-GB", "Sun 3 May 2026 09.15 BST", "2026-05-03T08:15:00", "minute", 60),
        (SUNDAY, LONDON, "en-GB", "3rd of May 2026", "2026-05-02T23:00:00", "day", 60),
        (SUNDAY, LONDON, "en-GB", "the 3rd of May, 2026 at 9am", "2026-05-03T08:00:00", "minute", 60),
        (SUNDAY, LONDON, "en-GB", "03-May-2026", "2026-05-02T23:00:00", "day", 60),
        (SUNDAY, LONDON, "en-GB", "First published on Sun 3 May 2026 09.15 CEST", "2026-05-03T07:15:00", "minute", 120),
        (SUNDAY, "Asia/Kolkata", "en-IN", "May 03, 2026 09:15 am IST", "2026-05-03T03:45:00", "minute", 330),
        (SUNDAY, "Asia/Kolkata", "en-IN", "03 May 2026, 09:15 AM IST", "2026-05-03T03:45:00", "minute", 330),
        (SUNDAY, "Australia/Sydney", "en-AU", "3 May 2026 9:15pm AEST", "2026-05-03T11:15:00", "minute", 600),
        (SUNDAY, "UTC", "en", "3 May 2026 21:15 GMT+2", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "UTC", "en", "Published: May 3rd, 2026 - 21:15 UTC", "2026-05-03T21:15:00", "minute", 0),
        (SUNDAY, KYIV, "en", "today at 9:05", "2026-11-22T07:05:00", "minute", 120),
        (SUNDAY, KYIV, "en", "Today, 12:00 AM", "2026-11-21T22:00:00", "minute", 120),
        (SUNDAY, KYIV, "en", "yesterday at 2:05 p.m.", "2026-11-21T12:05:00", "minute", 120),
        (SUNDAY, KYIV, "en", "a minute ago", "2026-11-22T11:59:05", "minute", 120),
        (SUNDAY, KYIV, "en", "half an hour ago", "2026-11-22T11:30:05", "minute", 120),
        (SUNDAY, KYIV, "en", "15 mins ago", "2026-11-22T11:45:05", "minute", 120),
        (SUNDAY, KYIV, "en", "20 seconds ago", "2026-11-22T11:59:45", "second", 120),
        (SUNDAY, KYIV, "en", "1 day ago", "2026-11-20T22:00:00", "day", 120),
        (SUNDAY, KYIV, "en", "Monday, 9:15", "2026-11-16T07:15:00", "minute", 120),
        (SUNDAY, KYIV, "en", "Friday at 9:15 pm", "2026-11-20T19:15:00", "minute", 120),
        (SUNDAY, KYIV, "en", "9:15 am", "2026-11-22T07:15:00", "minute", 120),
        (SUNDAY, KYIV, "en", "1:05 pm", "2026-11-22T11:05:00", "minute", 120),
        (SUNDAY, KYIV, "en", "Dec 31", "2025-12-30T22:00:00", "day", 120),
        (SUNDAY, "UTC", "en", "20260503", "2026-05-03T00:00:00", "day", 0),
        # German
        (SUNDAY, BERLIN, "de", "3. Mai 2026, 21:15 Uhr", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, BERLIN, "de", "03.05.2026 - 21:15 Uhr", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, BERLIN, "de", "So., 03.05.2026, 21.15 Uhr", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, BERLIN, "de", "Stand: 3. Mai 2026", "2026-05-02T22:00:00", "day", 120),
        (SUNDAY, BERLIN, "de", "heute, 09:05 Uhr", "2026-11-22T08:05:00", "minute", 60),
        (SUNDAY, BERLIN, "de", "Gestern um 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, BERLIN, "de", "vor 2 Stunden", "2026-11-22T10:00:05", "day", 60),
        (SUNDAY, BERLIN, "de", "vor 5 Minuten", "2026-11-22T11:55:05", "minute", 60),
        (SUNDAY, BERLIN, "de-AT", "3. Jänner 2026", "2026-01-02T23:00:00", "day", 60),
        (SUNDAY, BERLIN, "de", "3. März 2026 um 9 Uhr", "2026-03-03T08:00:00", "minute", 60),
        # French
        (SUNDAY, "Europe/Paris", "fr", "3 mai 2026 à 21h15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Paris", "fr", "Publié le 03/05/2026 à 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Paris", "fr", "le dimanche 3 mai 2026", "2026-05-02T22:00:00", "day", 120),
        (SUNDAY, "Europe/Paris", "fr", "1er janv. 2026 à 9 h 05", "2026-01-01T08:05:00", "minute", 60),
        (SUNDAY, "Europe/Paris", "fr", "15 août 2026, 14h", "2026-08-15T12:00:00", "minute", 120),
        (SUNDAY, "Europe/Paris", "fr", "il y a 2 heures", "2026-11-22T10:00:05", "day", 60),
        (SUNDAY, "Europe/Paris", "fr", "hier à 14h05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "America/Toronto", "fr-CA", "3 mai 2026 à 21 h 15", "2026-05-04T01:15:00", "minute", -240),
        # Spanish, Portuguese, Italian, Catalan, Romanian
        (SUNDAY, "Europe/Madrid", "es", "3 de mayo de 2026, 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Madrid", "es", "3 de mayo de 2026 a las 21:15 h.", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Madrid", "es", "03 MAY 2026 - 21:15 CEST", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Madrid", "es", "hace 5 minutos", "2026-11-22T11:55:05", "minute", 60),
        (SUNDAY, "Europe/Madrid", "es", "ayer a las 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "America/Bogota", "es-CO", "Mayo 3 de 2026", "2026-05-03T05:00:00", "day", -300),
        (SUNDAY, "America/Sao_Paulo", "pt-BR", "3 de maio de 2026 às 21h15", "2026-05-04T00:15:00", "minute", -180),
        (SUNDAY, "America/Sao_Paulo", "pt-BR", "03/05/2026 21h15", "2026-05-04T00:15:00", "minute", -180),
        (SUNDAY, "Europe/Lisbon", "pt", "há 2 horas", "2026-11-22T10:00:05", "day", 0),
        (SUNDAY, "Europe/Lisbon", "pt", "ontem às 14:05", "2026-11-21T14:05:00", "minute", 0),
        (SUNDAY, "Europe/Rome", "it", "3 maggio 2026 alle 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Rome", "it", "3 Maggio 2026 - ore 21.15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Rome", "it", "ieri alle 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "Europe/Rome", "it", "5 minuti fa", "2026-11-22T11:55:05", "minute", 60),
        (SUNDAY, "Europe/Madrid", "ca", "3 de maig de 2026", "2026-05-02T22:00:00", "day", 120),
        (SUNDAY, "Europe/Bucharest", "ro", "3 mai 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Bucharest", "ro", "acum 5 minute", "2026-11-22T11:55:05", "minute", 120),
        # Polish, Czech, Slovak, Hungarian, Bulgarian, Serbian, Croatian
        (SUNDAY, "Europe/Warsaw", "pl", "3 maja 2026, 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Warsaw", "pl", "03.05.2026, godz. 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Warsaw", "pl", "wczoraj o 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "Europe/Warsaw", "pl", "5 minut temu", "2026-11-22T11:55:05", "minute", 60),
        (SUNDAY, "Europe/Prague", "cs", "3. května 2026 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Prague", "cs", "3. 5. 2026 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Prague", "cs", "včera ve 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "Europe/Bratislava", "sk", "3. mája 2026 o 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Budapest", "hu", "2026. május 3. 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Budapest", "hu", "2026. május 3., vasárnap 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Budapest", "hu", "2026.05.03. 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Sofia", "bg", "3 май 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Sofia", "bg", "3 май 2026 г. в 21:15 ч.", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Belgrade", "sr", "3. мај 2026. 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Zagreb", "hr", "3. svibnja 2026. u 21:15", "2026-05-03T19:15:00", "minute", 120),
        # Dutch, Swedish, Norwegian, Danish, Finnish
        (SUNDAY, "Europe/Amsterdam", "nl", "3 mei 2026 om 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Amsterdam", "nl", "zondag 3 mei 2026, 21.15 uur", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Amsterdam", "nl", "gisteren om 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "Europe/Amsterdam", "nl", "5 minuten geleden", "2026-11-22T11:55:05", "minute", 60),
        (SUNDAY, "Europe/Stockholm", "sv", "3 maj 2026 kl. 21.15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Stockholm", "sv", "Publicerad 3 maj 2026 kl 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Oslo", "no", "3. mai 2026 kl. 21:15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Oslo", "nb", "i går kl. 14:05", "2026-11-21T13:05:00", "minute", 60),
        (SUNDAY, "Europe/Copenhagen", "da", "3. maj 2026 kl. 21.15", "2026-05-03T19:15:00", "minute", 120),
        (SUNDAY, "Europe/Helsinki", "fi", "3.5.2026 klo 21.15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Helsinki", "fi", "3. toukokuuta 2026", "2026-05-02T21:00:00", "day", 180),
        # Turkish, Greek, Lithuanian, Latvian, Estonian
        (SUNDAY, "Europe/Istanbul", "tr", "3 Mayıs 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Istanbul", "tr", "3 Mayıs 2026 Pazar 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Istanbul", "tr", "03.05.2026 - 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Istanbul", "tr", "5 dakika önce", "2026-11-22T11:55:05", "minute", 180),
        (SUNDAY, "Europe/Athens", "el", "3 Μαΐου 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Athens", "el", "Κυριακή 3 Μαΐου 2026 στις 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Vilnius", "lt", "2026 m. gegužės 3 d. 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Europe/Tallinn", "et", "3. mai 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        # Japanese, Chinese, Korean
        (SUNDAY, TOKYO, "ja", "2026年5月3日 21時15分", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "2026年5月3日(日) 21:15", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "2026年5月3日 8時5分", "2026-05-02T23:05:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "2026年5月3日 午後9時15分", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "2026/05/03 21:15", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "11月12日 10時20分", "2026-11-12T01:20:00", "minute", 540),
        (SUNDAY, TOKYO, "ja", "5分前", "2026-11-22T11:55:05", "minute", 540),
        (SUNDAY, SHANGHAI, "zh-CN", "2026年5月3日", "2026-05-02T16:00:00", "day", 480),
        (SUNDAY, SHANGHAI, "zh-CN", "2026年05月03日21:15", "2026-05-03T13:15:00", "minute", 480),
        (SUNDAY, SHANGHAI, "zh-CN", "2026年5月3日 下午9:15", "2026-05-03T13:15:00", "minute", 480),
        (SUNDAY, SHANGHAI, "zh-Hans", "2小时前", "2026-11-22T10:00:05", "day", 480),
        (SUNDAY, "Asia/Taipei", "zh-TW", "2026年5月3日 週日 下午9:15", "2026-05-03T13:15:00", "minute", 480),
        (SUNDAY, "Asia/Taipei", "zh-Hant", "5 分鐘前", "2026-11-22T11:55:05", "minute", 480),
        (SUNDAY, SEOUL, "ko", "2026년 5월 3일 오후 9:15", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, SEOUL, "ko", "입력 2026.05.03 21:15", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, SEOUL, "ko", "2026. 5. 3. 오전 9:15", "2026-05-03T00:15:00", "minute", 540),
        (SUNDAY, SEOUL, "ko", "2026-05-03 (일) 21:15", "2026-05-03T12:15:00", "minute", 540),
        (SUNDAY, SEOUL, "ko", "5분 전", "2026-11-22T11:55:05", "minute", 540),
        # Arabic, Persian digits, Hebrew, Hindi, Thai, Vietnamese, Indonesian
        (SUNDAY, "Africa/Cairo", "ar", "3 مايو 2026 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Africa/Cairo", "ar", "٣ مايو ٢٠٢٦", "2026-05-02T21:00:00", "day", 180),
        (SUNDAY, "Asia/Tehran", "fa", "۲۰۲۶-۰۵-۰۳ ۲۱:۱۵", "2026-05-03T17:45:00", "minute", 210),
        (SUNDAY, "Asia/Jerusalem", "he", "3 במאי 2026, 21:15", "2026-05-03T18:15:00", "minute", 180),
        (SUNDAY, "Asia/Kolkata", "hi", "3 मई 2026, 21:15", "2026-05-03T15:45:00", "minute", 330),
        (SUNDAY, "Asia/Bangkok", "th", "3 พฤษภาคม 2569 21:15", "2026-05-03T14:15:00", "minute", 420),
        (SUNDAY, "Asia/Bangkok", "th", "3 พ.ค. 2569 เวลา 21:15 น.", "2026-05-03T14:15:00", "minute", 420),
        (SUNDAY, "Asia/Ho_Chi_Minh", "vi", "3 tháng 5, 2026", "2026-05-02T17:00:00", "day", 420),
        (SUNDAY, "Asia/Ho_Chi_Minh", "vi", "Chủ nhật, 3/5/2026, 21:15 (GMT+7)", "2026-05-03T14:15:00", "minute", 420),
        (SUNDAY, "Asia/Jakarta", "id", "Minggu, 3 Mei 2026 21:15 WIB", "2026-05-03T14:15:00", "minute", 420),
        (SUNDAY, "Asia/Jakarta", "id", "3 Agustus 2026, 21.15 WIB", "2026-08-03T14:15:00", "minute", 420),
        # summer time, and the nights in which it comes and goes
        (SUMMER, KYIV, "uk", "вчора о 14:05", "2026-07-14T11:05:00", "minute", 180),
        (SUMMER, KYIV, "en", "2 hours ago", "2026-07-15T07:30:00", "day", 180),
        (SUMMER, NEW_YORK, "en-US", "January 3, 2026 9:15 PM", "2026-01-04T02:15:00", "minute", -300),
        (SPRING, BERLIN, "de", "heute, 01:30 Uhr", "2026-03-29T00:30:00", "minute", 60),
        (SPRING, BERLIN, "de", "heute, 03:30 Uhr", "2026-03-29T01:30:00", "minute", 120),
        (SPRING, BERLIN, "de", "vor 9 Stunden", "2026-03-29T00:00:00", "day", 60),
        (SPRING, KYIV, "en", "yesterday at 11:59 pm", "2026-03-28T21:59:00", "minute", 120),
        (AUTUMN, BERLIN, "de", "25. Oktober 2026, 02:30 Uhr", "2026-10-25T00:30:00", "minute", 120),
        (AUTUMN, BERLIN, "de", "25.10.2026, 03:30 Uhr", "2026-10-25T02:30:00", "minute", 60),
        (AUTUMN, KYIV, "uk", "сьогодні о 00:00", "2026-10-24T21:00:00", "minute", 180),
        # the turn of the year
        (NEW_YEAR, KYIV, "uk", "вчора о 23:50", "2025-12-31T21:50:00", "minute", 120),
        (NEW_YEAR, KYIV, "uk", "31 грудня, 23:50", "2025-12-31T21:50:00", "minute", 120),
        (NEW_YEAR, KYIV, "uk", "1 січня, 00:10", "2025-12-31T22:10:00", "minute", 120),
        (NEW_YEAR, KYIV, "en", "January 2, 12:10 AM", "2025-01-01T22:10:00", "minute", 120),
        (NEW_YEAR, LONDON, "en-GB", "1 January, 09:00", "2025-01-01T09:00:00", "minute", 0),
    )
]  # fmt: skip
"""The table."""
