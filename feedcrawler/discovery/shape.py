"""What an address looks like: an article's, a page's that is certainly none, or neither for sure.

News about privacy is news, and so is `/author-dies-at-90/`: a word says that a page is no article only where it is a
segment of its own, in a place where nothing else of the address speaks for an article.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from feedcrawler.discovery.words import words
from feedcrawler.urls import without_tracking

Shape: TypeAlias = Literal["article", "unsure", "page"]

_MAX = 2_000
_MAX_SEGMENTS = 40


# Segments under which a site lists what belongs to a name: `/tag/war/`.
_LISTS = words(
    "tag tags label labels keyword keywords etiqueta etiquetas etiquette mot-cle mots-cles schlagwort schlagworte",
    "stichwort tagi trefwoord tagg taggar stitek stitky címke cimke eticheta oznaka етикет теги тег метки метка мітка",
    "category categories kategorie kategorien categoria categorias categoría categorías categorie catégorie kategoria",
    "kategorija kategori kategooria kategorier kategoriat categorieen kategorije рубрика рубрики категория категории",
    "категорія rubrik rubriken rubrique rubriques rubrica rubriche rubric rubrics",
    "author authors autor autoren autora autores auteur auteurs autore autori autorzy avtor avtory avtori forfatter",
    "författare kirjoittaja szerzo автор авторы автори staff_name user users",
    "topic topics search suche recherche buscar busqueda búsqueda cerca ricerca pesquisa busca zoeken sok sök haku",
    "szukaj wyszukiwarka hledat hledani vyhledavani kereses keresés cautare poisk поиск пошук search-results",
)
_PEOPLE = words(
    "people person profile profiles staff journalist journalists columnist columnists contributor contributors"
)
_SUBJECTS = words("topic topics")  # an article may be filed under one: `/topics/climate/ice/`
# Pages that a site has for itself; in the languages of Europe, as the only segment or under a like one.
_SERVICES = words(
    "about aboutus contact contacts contactus privacy terms imprint legal cookies cookie disclaimer copyright",
    "accessibility advertise advertising advertisement ads help faq faqs support feedback jobs",
    "careers career shop store",
    "login logon signin sign-in log-in logout log-out signout sign-out signup sign-up register registration password",
    "account accounts my-account myaccount profile preferences settings dashboard cart basket checkout subscribe",
    "subscription subscriptions unsubscribe newsletter newsletters donate donation donations membership memberships",
    "join sitemap site-map mediakit team staff masthead print-edition epaper e-paper download app apps",
    "archive archives archiv archivio archivo archivos arquivo archief arkiv arkisto архив архів",
    "kontakt kontakte kontakty kontakti contatti contatto contacto contactos contato contatos contactez-nous",
    "yhteystiedot kapcsolat kontaktai контакты контакти контакт επικοινωνία iletisim iletişim",
    "impressum datenschutz agb nutzungsbedingungen barrierefreiheit werbung werben mediadaten karriere stellenangebote",
    "hilfe anmelden abmelden registrieren abo abonnement abonnieren konto warenkorb spenden uber-uns",
    "ueber-uns über-uns",
    "apropos mentions-legales confidentialite publicite connexion inscription abonnements abonnez-vous s-abonner",
    "nous-contacter emploi boutique aide compte panier cgu cgv",
    "acerca privacidad privacidade terminos términos termos publicidad publicidade suscripcion suscripciones",
    "suscríbete suscribete boletines boletin registro acceso empleo ayuda tienda cuenta aviso-legal assine assinatura",
    "anuncie ajuda entrar quienes-somos quiénes-somos quem-somos sobre sobre-nosotros sobre-nos",
    "chi-siamo pubblicita abbonamenti abbonati accedi registrati redazione note-legali aiuto lavora-con-noi",
    "over-ons adverteren abonneren inloggen aanmelden vacatures voorwaarden klantenservice",
    "om-oss om-os personvern integritetspolicy tietosuoja annonsera annonse annoncer abonner prenumerera logg-inn",
    "logga-in kundeservice kundservice mainosta tilaa",
    "o-nas o-nás regulamin reklama prywatnosc polityka-prywatnosci prenumerata zaloguj logowanie praca pomoc redakcja",
    "prihlaseni prihlasenie registrace predplatne ochrana-osobnich-udaju inzerce redakce napoveda",
    "rolunk impresszum adatvedelem elofizetes bejelentkezes despre despre-noi publicitate abonare autentificare",
    "pro-nas про-нас о-нас o-proekte reklama реклама редакция редакція подписка підписка вакансии вакансії o-redakcii",
    "hakkimizda hakkımızda kunye künye gizlilik abonelik",
)
# Names of such pages that are nothing else, wherever they stand.
_PLAINLY = words(
    "about-us about-the-author contact-us privacy-policy privacy-notice privacy-statement your-privacy-choices",
    "terms-of-use terms-of-service terms-and-conditions terms-conditions terms-of-sale cookie-policy cookies-policy",
    "cookie-settings legal-notice do-not-sell-my-info do-not-sell accessibility-statement advertise-with-us",
    "work-with-us write-for-us join-us become-a-member support-us forgot-password reset-password lost-password",
    "newsletter-signup newsletter-sign-up code-of-ethics editorial-policy ethics-policy comment-policy",
    "datenschutzerklaerung datenschutzerklärung datenschutzhinweise cookie-richtlinie",
    "politique-de-confidentialite politique-de-cookies conditions-generales conditions-d-utilisation",
    "conditions-generales-d-utilisation conditions-generales-de-vente a-propos qui-sommes-nous",
    "politica-de-privacidad politica-de-privacidade politica-de-cookies terminos-y-condiciones terminos-de-uso",
    "termos-de-uso politica-privacidad condiciones-de-uso informativa-privacy privacy-e-cookie cookie-law",
    "termini-e-condizioni condizioni-d-uso privacybeleid privacyverklaring cookiebeleid algemene-voorwaarden",
    "polityka-prywatnosci zasady-ochrany-osobnich-udaju politika-privatnosti uslovi-koriscenja",
    "politica-de-confidentialitate",
    "polityka-konfidentsiinosti politika-konfidencialnosti termeni-si-conditii",
)
# What stands before the name of such a page.
_SHELVES = words("page pages p info static site company corporate content misc service services")
_FEEDS = words("feed feeds rss atom rss2 rdf")
_MACHINERY = words("wp-admin wp-login wp-json wp-content wp-includes cdn-cgi xmlrpc oembed sharer")
_NUMBERED = words(
    "page paged seite pagina página strona strana stranica stranka sivu sida side oldal pagine str страница сторінка"
)
_FILES = words(
    "jpg jpeg png gif webp svg avif ico bmp tif tiff css js mjs map json xml rss atom rdf opml pdf doc docx xls xlsx",
    "ppt pptx odt csv txt epub zip gz tgz rar 7z tar mp3 m4a aac ogg oga wav flac mp4 m4v mov webm",
    "avi mkv mpg mpeg flv",
    "m3u8 exe apk dmg iso woff woff2 ttf otf eot swf ics vcf torrent",
)
_DOCUMENTS = words("html htm shtml xhtml phtml php php3 php5 asp aspx jsp jspx jsf cfm cgi do pl amp")
_CALENDARS = words(
    "calendar calendars calendario calendrier calendari kalender kalendarz kalendar naptar takvim календарь календар",
    "archive archives archiv archivo archivos archivio arquivo arkiv archiwum архив архів events event agenda termine",
)
_INDEX = words("index default home main start homepage")
_ID_NAMES = words(
    "id p idx aid nid newsid news_id news article articleid article_id artid art_id story storyid story_id item itemid",
    "post postid post_id idnews id_news idarticle no num seq idxno contentid content_id docid cid a",
)
_NO_ARTICLE_NAMES = words("s q query search feed cat tag author m paged page lang")
_AND = words("and und et y e i en og och a i ja ve és si și и та і & n")

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
_PAGE_NUMBER = re.compile(r"(?:page|seite|pagina|strona|strana|sivu)[-_]?\d{1,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(
    r"(?:19|20)\d\d[-_./]?(?:0[1-9]|1[0-2])[-_./]?(?:0[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?:19|20)\d\d[-_/](?:0?[1-9]|1[0-2]|[a-z]{3,9})[-_/](?:0?[1-9]|[12]\d|3[01])(?=[-_/]|$)|"
    r"(?:^|/)(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?=/)|(?:^|/)\d\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])(?=/)"
)
_DAYS = re.compile(r"(?:19|20)\d\d(?:/\d{1,2}){0,2}|(?:19|20)\d\d-\d\d(?:-\d\d)?")
_DAY = re.compile(r"(?:(?P<before>.+)/)?(?:(?:19|20)\d\d(?:/\d{1,2}){0,2}|(?:19|20)\d\d-\d\d(?:-\d\d)?|(?:19|20)\d{6})")
_DIGITS = re.compile(r"\d{4,}")
_TOKEN = re.compile(r"(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8,40}")
_PART = re.compile(r"[-_+~,.:\s]+")
_LETTERS = re.compile(r"[^\W\d_]")
# Scripts that do not part their words.
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_A_WORD_IN_THEM = 2  # characters
_LONGEST_NAME = 4  # words of a tag, a category or an author


@lru_cache(maxsize=4096)
def shape_of(url: str) -> Shape:
    """What the address of a page looks like.

    Returns:
        "page" only where it is certain that there is no article: the home page, listings by tag, category or author,
        searches, further pages of a listing, a site's pages about itself, feeds, files, what is no http(s) address.
        "article" where the path has a date, an id of four digits or a slug of three words.
        "unsure" for all others: `/news/politics/` and `/kuleba-2/` look alike.
    """
    try:
        parts = urlsplit(url[:_MAX])
        names = parse_qsl(parts.query)
    except ValueError:
        return "page"
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return "page"
    path = unquote(parts.path).lower()
    segments = [segment for segment in path.split("/", _MAX_SEGMENTS) if segment]
    segments, is_document, is_file = _without_extension(segments, path.endswith("/"))
    if is_file:
        return "page"
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments = segments[1:]
    if any(name.lower() in _ID_NAMES and _is_id(value.lower()) for name, value in names):
        return "unsure" if segments and _is_machinery(segments) else "article"
    if not segments:
        return _home(url[:_MAX])
    if _is_machinery(segments) or _is_numbered(segments) or _is_listing(segments) or _is_service(segments):
        return "page"
    if before := _before_day(segments):
        return "unsure" if _CALENDARS.isdisjoint(before) else "page"
    if not _says_article(segments, is_document):
        return "unsure"
    below = _below_list(segments)
    is_filed = bool(below) and not _DATE.search("/".join(below))
    return "unsure" if is_filed or _is_person(segments) else "article"


def is_listed_under(url: str) -> bool:
    """Whether an address is that of a listing by its name: `/category/politics/`."""
    path = unquote(urlsplit(url[:_MAX]).path).lower()
    segments = [segment for segment in path.split("/", _MAX_SEGMENTS) if segment]
    return len(segments) > 1 and segments[-2] in _LISTS


def count_words(text: str) -> int:
    """How many words a slug or a title has; a script that does not part its words has one for two characters."""
    parted = sum(1 for part in _PART.split(_UNPARTED.sub("", text)) if _LETTERS.search(part))
    return parted + len(_UNPARTED.findall(text)) // _A_WORD_IN_THEM


def _without_extension(segments: list[str], is_folder: bool) -> tuple[list[str], bool, bool]:
    """The segments of a path without its extension and an index's name; whether it is a document's, or a file's."""
    if not segments or is_folder:
        return segments, False, False
    stem, dot, extension = segments[-1].partition(";")[0].rpartition(".")
    if not dot or not stem:
        return segments, False, False
    if extension in _FILES:
        return segments, False, True
    if extension not in _DOCUMENTS:
        return segments, False, False
    return (segments[:-1] if stem in _INDEX else [*segments[:-1], stem]), True, False


def _home(url: str) -> Shape:
    """The first page, unless a parameter that we do not know chooses another."""
    names = parse_qsl(urlsplit(without_tracking(url)).query, keep_blank_values=True)
    return "page" if all(name.lower() in _NO_ARTICLE_NAMES for name, _ in names) else "unsure"


def _is_machinery(segments: list[str]) -> bool:
    return segments[-1] in _FEEDS or not _MACHINERY.isdisjoint(segments) or segments[-1] in _INDEX


def _is_numbered(segments: list[str]) -> bool:
    """Whether it is a further page of something, or a month of an archive."""
    last = segments[-1]
    if len(segments) > 1 and segments[-2] in _NUMBERED and last.isdecimal() and len(last) <= 5:
        return True
    if _PAGE_NUMBER.fullmatch(last):
        return True
    while segments and segments[0] in _SERVICES:
        segments = segments[1:]
        if _DAYS.fullmatch("/".join(segments)):
            return True
    return len(segments) == 2 and _YEAR.fullmatch(segments[0]) is not None and last.isdecimal() and len(last) <= 2


def _before_day(segments: list[str]) -> list[str]:
    """What stands before a year, month or day with which a path ends; a day that follows a headline says nothing."""
    match = _DAY.fullmatch("/".join(segments))
    if match is None:
        return []
    before = (match["before"] or "").split("/")
    return [] if any(_is_slug(segment) for segment in before) else before


def _is_listing(segments: list[str]) -> bool:
    """Whether it lists what belongs to a name, and nothing behind that name speaks for an article."""
    if segments[-1] in _LISTS:
        return not _says_article(segments[:-1], is_document=False)
    below = _below_list(segments)
    if not below or _DATE.search("/".join(below)):
        return False
    if len(below) == 1:
        return count_words(below[0]) <= _LONGEST_NAME
    return _SUBJECTS.isdisjoint(segments) and not _says_article(below[1:], is_document=False)


def _below_list(segments: list[str]) -> list[str]:
    """What stands behind the word under which a site lists: `war` of `/tag/war/`."""
    at = next((at for at, segment in enumerate(segments) if segment in _LISTS), None)
    return [] if at is None else segments[at + 1 :]


def _is_person(segments: list[str]) -> bool:
    """Whether it may be somebody's page: a name behind a word for people; a headline behind it is longer."""
    *before, last = segments
    named = bool(before) and before[-1] in _PEOPLE and count_words(last) <= _LONGEST_NAME
    return named and not any(map(str.isdecimal, last))


def _is_service(segments: list[str]) -> bool:
    """Whether it is a page that a site has for itself."""
    *before, last = segments
    if last in _PLAINLY:
        return not _says_article(before, is_document=False)
    return last in _SERVICES and all(one in _SERVICES or one in _SHELVES or one in _PLAINLY for one in before)


def _says_article(segments: list[str], is_document: bool) -> bool:
    """Whether a date, an id or a slug speaks for an article."""
    path = "/".join(segments)
    if _DATE.search(path) and not _DAYS.fullmatch(path):
        return True
    if any(_is_id(segment) for segment in segments):
        return True
    if segments and is_document and count_words(segments[-1]) >= 2:
        return True
    return any(_is_slug(segment) for segment in segments[-2:])


def _is_id(segment: str) -> bool:
    """Whether it has a number of four digits that is no year, or is a token of letters and digits."""
    numbers = _DIGITS.findall(segment)
    return any(len(number) > 4 or not _YEAR.fullmatch(number) for number in numbers) or bool(_TOKEN.fullmatch(segment))


def _is_slug(segment: str) -> bool:
    """Whether it has the words of a headline; `arts-and-culture` is a section's name."""
    words = count_words(segment)
    if words == 3:
        parts = _PART.split(segment)
        return not (len(parts) == 3 and parts[1] in _AND)
    return words > 3
