"""Lines that lead to other stories, "Read also: …", in the languages of news."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from feedcrawler.pages.text import text_of

_LABELS = (
    # English
    r"(?:please )?(?:read|see|watch|listen) (?:also|more|next|on|full story|our)|also (?:read|see|on)|"
    r"don['’]?t miss|more(?: (?:on|from|in|about|for you|to read|great)\b.{0,40})?|"
    r"more (?:.{1,30} )?(?:stories|news|articles|coverage|reading)|(?:recommended|suggested) (?:for you|reading)|"
    r"(?:related|recommended|trending|popular|latest|top|other) (?:articles?|stor(?:y|ies)|news|posts?|topics?|reading|"
    r"coverage|content|links?|videos?)|(?:related|recommended|trending|popular)|"
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|"
    r"further reading|what to read next|up next",
    # German, Dutch
    r"mehr (?:zum thema|dazu|aus|von|über|lesen)\b.{0,40}|lesen sie (?:auch|mehr|hier|weiter)|"
    r"(?:auch|das könnte sie) (?:interessant|auch interessieren|interessieren)|"
    r"weitere (?:artikel|themen|nachrichten|informationen)|zum thema|lees (?:ook|meer|verder)|"
    r"meer (?:over|nieuws)\b.{0,30}|verwandte (?:artikel|themen)|passend dazu",
    # French, Spanish, Portuguese, Italian, Catalan, Romanian
    r"(?:à )?lire (?:aussi|également|plus)|à voir aussi|sur le même (?:sujet|thème)|voir aussi|"
    r"pour aller plus loin|(?:lea|leer|lee|ver|vea|mira|lee) (?:también|más|además)|"
    r"(?:también )?te puede interesar|(?:noticias|artículos|notas) relacionad[ao]s|"
    r"más (?:noticias|información|sobre)\b.{0,30}|(?:leia|ler|veja|ver|saiba) (?:também|mais)|"
    r"(?:notícias|artigos) relacionad[ao]s|leggi (?:anche|pure)|(?:ti )?potrebbe(?:ro)? interessar(?:ti|e)|"
    r"articoli correlati|llegeix també|cite[șs]te (?:și|si|mai mult)",
    # Polish, Czech, Slovak, Bulgarian, Serbian, Croatian
    r"(?:prze)?czytaj (?:też|także|również|więcej|dalej)|zobacz (?:też|także|również)|"
    r"(?:čtěte|přečtěte si) (?:také|více|taky)|(?:čítajte|prečítajte si) (?:aj|tiež|viac)|"
    r"související (?:články|zprávy)|прочетете (?:още|също)|вижте (?:още|също)|(?:pročitajte|čitajte) (?:još|i)|"
    r"povezane vijesti|прочитајте (?:још|и)",
    # Ukrainian, Russian, Belarusian
    r"читайте (?:також|ще|также|ещё|еще|більше|больше)|чита(?:й|ти) також|дивіться також|смотрите также|по темі|"
    r"по теме|(?:матеріали|новини|статті) (?:за темою|по темі)|(?:материалы|новости|статьи) по теме|"
    r"чытайце таксама",
    # Nordic and Baltic languages, Hungarian, Greek, Turkish
    r"l[äæe]s (?:også|også|mer|mere|videre|også|också|mera)|les også|lue (?:myös|lisää)|katso myös|"
    r"lestu (?:líka|meira)|skaitykite (?:taip pat|daugiau)|lasi arī|loe (?:ka|lisaks|veel)|"
    r"olvas(?:d|sa) (?:el )?(?:még|tovább|ezt is)|kapcsolódó cikk(?:ek|eink)?|"
    r"διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμα)|ilgili haber(?:ler)?|bunları da okuyun|"
    r"ayrıca oku",
    # Arabic, Hebrew, Persian, Hindi, Indonesian, Malay, Vietnamese
    r"[اإ]قر[أا] (?:أيضاً|أيضًا|أيضا|المزيد)|مواضيع ذات صلة|קראו (?:גם|עוד)|(?:مطالب|اخبار) مرتبط|यह भी पढ़ें|"
    r"ये भी पढ़ें|संबंधित (?:खबरें|समाचार)|baca (?:juga|selengkapnya)|(?:tin|bài(?: viết)?) liên quan|xem thêm|"
    r"đọc thêm",
    # Chinese, Japanese, Korean, Thai
    r"(?:相关|相關|延伸|推荐|推薦)(?:阅读|閱讀|新闻|新聞|报道|報導|文章|链接)|更多(?:新闻|新聞|报道|報導)|関連(?:記事|ニュース|リンク)|あわせて読みたい|こちらも読む|【?関連】?|"
    r"관련\s?(?:기사|뉴스)|함께 읽으면 좋은|อ่าน(?:เพิ่มเติม|ต่อ|ข่าว)|ข่าวที่เกี่ยวข้อง",
)
_LABEL = re.compile(rf"[\W_]*(?:{'|'.join(_LABELS)})(?![^\W_])", re.IGNORECASE)
_AROUND = 3  # characters beside the label and the link
_MAX_LABEL = 80


def is_label(text: str) -> bool:
    """Whether a line is nothing but the label of a list of other stories."""
    match = _LABEL.match(text) if len(text) <= _MAX_LABEL else None
    return match is not None and len(text) - match.end() <= _AROUND


def is_read_also(paragraph: Element) -> bool:
    """Whether a paragraph is "Read also: " and a link, nothing else."""
    links = list(paragraph.iter("a"))
    if not links:
        return False
    linked = " ".join(text_of(link) for link in links)
    text = text_of(paragraph)
    label = _LABEL.match(text[: 2 * _MAX_LABEL])
    return label is not None and len(text) - len(linked) <= len(label[0]) + _AROUND
