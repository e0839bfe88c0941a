"""Pages that are no articles, and articles that only look like them."""

from __future__ import annotations

import pytest

from feedcrawler.pages import NotAnArticle, other_pages
from tests.pages.making import URL, read

DATED = "https://news.example/2025/06/05/bridge-opens/"
SENTENCE = "The bridge over the river was opened on Monday by the mayor and two hundred school children."
OTHER = "Ferries go once an hour in winter, and once in half an hour in summer, says timetable number"
SHORT = "Something is not right here."
TEASERS = "".join(f"<article><h3><a href='/{n}/'>Story {n}</a></h3><p>{OTHER} {n}.</p></article>" for n in range(6))
CARDS = "".join(f"<li><a href='/{n}/'><h2>Story number {n}</h2></a><p>{OTHER} {n}.</p></li>" for n in range(9))
LINKS = "".join(f"<p><a href='/{n}/'>What happened on day {n} of the long negotiations</a></p>" for n in range(20))
PASSWORD = "<form action='/in'><input name=mail><input type=password></form>"
ADDRESS = "<form action='/in'><input type=email><button>OK</button></form>"
SCRIPTS = "<script src='/static/app.3f2.js'></script>"


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


COLLECTION = ld('{"@type": "CollectionPage"}')
PROFILE = ld('{"@graph": [{"@type": "ProfilePage"}]}')
COLLECTION_IN_GRAPH = ld('{"@graph": [{"@type": "CollectionPage"}]}')
VIDEO_OBJECT = ld('{"@type": "VideoObject"}')


def why_not(source: str, url: str = URL) -> str:
    with pytest.raises(NotAnArticle) as raised:
        read(source if source.startswith("<html") else f"<html><body>{source}</body></html>", url)
    return raised.value.reason


@pytest.mark.parametrize(
    "headline",
    [
        "404",
        "404 – Page not found",
        "Error 404",
        "Oops! Page not found",
        "This page doesn’t exist",
        "Sorry, we couldn't find that page",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Strona nie istnieje",
        "Сторінку не знайдено",
        "Страница не найдена",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "ページが見つかりません",
        "页面不存在",
        "페이지를 찾을 수 없습니다",
    ],
)
def test_a_page_that_is_not_there_says_so_in_its_own_language(headline: str) -> None:
    assert why_not(f"<h1>{headline}</h1><p>{SENTENCE}</p>") == other_pages.NOT_THERE
    assert why_not(f"<title>{headline} | The Daily</title><h1>Oh!</h1><p>{SHORT}</p>") == other_pages.NOT_THERE


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<h1>500 Internal Server Error</h1><hr>nginx", other_pages.ERROR),
        ("<title>Access Denied</title><h1>Access Denied</h1><p>Reference #18.2d351ab8</p>", other_pages.ERROR),
        (f"<h1>Доступ запрещён</h1><p>{SHORT}</p>", other_pages.ERROR),
        (f"<h1>Site under maintenance</h1><p>{SHORT}</p>", other_pages.ERROR),
        (f"<title>Just a moment...</title><h1>news.example</h1><p>{SHORT}</p>", other_pages.BOT_CHECK),
        (f"<title>Daily - Are you a robot?</title><p>{SHORT}</p>", other_pages.BOT_CHECK),
        (f"<h1>Подтвердите, что вы не робот</h1><p>{SHORT}</p>", other_pages.BOT_CHECK),
        (f"<h1>请完成安全验证</h1><p>{SHORT}</p>", other_pages.BOT_CHECK),
        (
            f"<h1>news.example</h1><p>{SHORT}</p><script src='//hcaptcha.example/h-captcha.js'></script>",
            "a check for bots",
        ),
        ("<title>News</title><div class='g-recaptcha'></div><script></script>", other_pages.BOT_CHECK),
        (f"<h1>Please enable JavaScript</h1><p>{SHORT}</p>", other_pages.NEEDS_JAVASCRIPT),
        (
            f"<title>News</title><noscript>Turn it on.</noscript><div id=root></div>{SCRIPTS}",
            "shows nothing without JavaScript",
        ),
        (f"<title>Новини</title><app-root></app-root>{SCRIPTS}", other_pages.NEEDS_JAVASCRIPT),
        (f"<h1>Before you continue</h1><p>{SENTENCE}</p><button>Accept all</button>", other_pages.CONSENT),
        (f"<h1>Ihre Privatsphäre</h1><p>{SENTENCE}</p><a href='/ok'>Alle akzeptieren</a>", other_pages.CONSENT),
        (f"<h1>Ваша приватність</h1><p>{SENTENCE}</p><input type=submit value='Погоджуюсь'>", other_pages.CONSENT),
        (f"<h1>Sign in</h1><p>{SENTENCE}</p>{PASSWORD}", other_pages.LOGIN),
        (f"<h1>Welcome back</h1><p>{SENTENCE}</p>{ADDRESS}", other_pages.LOGIN),
        (f"<h1>Créez votre compte</h1><p>{SENTENCE}</p>{ADDRESS}", other_pages.LOGIN),
        (f"<h1>Увійти</h1>{PASSWORD}", other_pages.LOGIN),
        ("<html><head><meta http-equiv=Refresh content='0; URL=/new/'></head><body><p>Moved.", other_pages.SENDS_AWAY),
        ("<script>window.location.replace('/new/')</script><a href='/new/'>Here</a>", other_pages.SENDS_AWAY),
        ("<title>Bridge opens</title><script>location.href = '/new/';</script>", other_pages.SENDS_AWAY),
        ("<meta property=og:type content=video.other><h1>Bridge opens</h1><div id=player></div>", other_pages.VIDEO),
        (f"{VIDEO_OBJECT}<h1>Bridge opens</h1><p>{SHORT}</p>", other_pages.VIDEO),
        ("<h1>Bridge opens</h1><video src='/a.mp4'></video>", other_pages.VIDEO),
    ],
)
def test_what_a_site_shows_instead_of_an_article_says_what_it_is(source: str, reason: str) -> None:
    assert why_not(source) == reason


@pytest.mark.parametrize(
    "source",
    [
        f"<h1>News</h1>{TEASERS}",
        f"<h1>Політика</h1><ul>{CARDS}</ul>",
        f"<h1>Archive</h1><div>{LINKS}</div>",
        f"<link rel=next href='/page/2/'><h1>News</h1><p>{SENTENCE}</p>",
        f"{COLLECTION}<h1>News</h1><p>{SENTENCE}</p>",
        f"{PROFILE}<h1>Olha K.</h1><p>{SENTENCE}</p>{TEASERS}",
        f"<meta property=og:type content=article>{COLLECTION_IN_GRAPH}<h1>News</h1>{TEASERS}",
    ],
)
def test_a_listing_is_no_article(source: str) -> None:
    assert why_not(source) == other_pages.LISTING


@pytest.mark.parametrize("path", ["tag/bridges/", "uk/author/olha/", "category/news/page/3/", "search?q=bridge"])
def test_a_listing_by_its_address_is_one_even_with_few_stories(path: str) -> None:
    assert why_not(f"<h1>Bridges</h1><p>{SENTENCE}</p>", f"https://news.example/{path}") == other_pages.LISTING


@pytest.mark.parametrize("path", ["", "/", "/uk/", "/index.html"])
def test_the_first_page_of_a_site_is_no_article(path: str) -> None:
    assert why_not(f"<h1>The Daily</h1><p>{SENTENCE * 5}</p>", f"https://news.example{path}") == other_pages.HOME


NEWS = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"
SAYS_SO = ld('{"@type": "NewsArticle", "headline": "404"}')


@pytest.mark.parametrize(
    "source",
    [
        f"<h1>Bridge opens</h1>{NEWS}",
        f"<meta property=og:type content=article><h1>News</h1><p>{SENTENCE * 3}</p>{TEASERS}",
        f"<main><h1>Bridge opens</h1><div>by <a href='/author/o/'>Olha</a></div><div><p>{SENTENCE * 3}</p></div></main>{TEASERS}",
        f"<link rel=prev href='/a/'><h1>Bridge opens</h1><time datetime='2025-06-05'></time><div><p>{SENTENCE * 3}</p></div>",
        f"<article><h1>Bridge opens</h1><div><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div></article>{TEASERS}",
        f"<h1>Bridge opens</h1><div><p>{SENTENCE * 9}</p></div>{PASSWORD}",
        f"<h1>404 drones shot down in a week</h1>{NEWS}",
        f"<h1>Missing page of the treaty found in Lviv</h1>{NEWS}",
        f"<h1>Unauthorized sale of arms stopped</h1>{NEWS}",
        f"<h1>Login data of a thousand readers stolen</h1>{NEWS}{ADDRESS}",
        f"<h1>Cookie consent is to be abolished, Brussels says</h1>{NEWS}<button>Accept all</button>",
        f"{SAYS_SO}<h1>404</h1><p>{SENTENCE}</p>{PASSWORD}<div class='g-recaptcha'></div>",
        f"{VIDEO_OBJECT}<h1>Bridge opens</h1>{NEWS}",
        f"<h1>Bridge opens</h1><noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>{NEWS}",
        f"<meta http-equiv=refresh content='300; url=/a/'><h1>Bridge opens</h1><p>{SENTENCE}</p>",
    ],
)
def test_articles_that_look_like_something_else_are_articles(source: str) -> None:
    assert (read(f"<html><body>{source}</body></html>").articleBody or "").startswith(SENTENCE)


def test_a_teaser_before_a_paywall_is_an_article_that_costs_money() -> None:
    paid = ld('{"@type": "NewsArticle", "headline": "Bridge opens", "isAccessibleForFree": false}')
    article = read(f"<html><body>{paid}<h1>Bridge opens</h1><div><p>{SENTENCE}</p></div>{PASSWORD}</body></html>")
    assert article.isAccessibleForFree is False
    assert article.articleBody == SENTENCE


def test_an_article_of_a_few_hundred_letters_without_spaces_is_no_short_page() -> None:
    text = "市长和两百名学生于星期一为河上的新桥揭幕" * 12 + "。"
    assert read(f"<html><body><h1>访问被拒绝</h1><p>{text}</p></body></html>").articleBody == text


@pytest.mark.parametrize("url", [URL, DATED])
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"<title>Log in | The Daily</title><h1>Log in to continue</h1>{PASSWORD}<p>{SENTENCE}</p>", other_pages.LOGIN),
        (f"<h1>Bridge opens</h1>{PASSWORD}<p>{SHORT}</p>", other_pages.LOGIN),
        (f"<h1>We value your privacy</h1><p>{SENTENCE}</p><button>Accept all</button>", other_pages.CONSENT),
        (f"<h1>news.example</h1><p>{SENTENCE}</p><div class=g-recaptcha></div>", other_pages.BOT_CHECK),
        (f"<h1>Oops! That page can’t be found.</h1><p>{SENTENCE}</p>", other_pages.NOT_THERE),
        (f"<title>News</title><div id=root></div>{SCRIPTS}", other_pages.NEEDS_JAVASCRIPT),
        (f"<meta property=og:type content=video.other><h1>Bridge opens</h1><p>{SHORT}</p>", other_pages.VIDEO),
        ("<title>Bridge opens</title><script>location.href = '/new/';</script>", other_pages.SENDS_AWAY),
    ],
)
def test_a_date_in_the_address_is_the_articles_and_not_that_of_what_is_shown_instead(
    source: str, reason: str, url: str
) -> None:
    assert why_not(source, url) == reason


def test_short_news_among_teasers_at_a_dated_address_are_no_listing() -> None:
    source = f"<html><body><article><h1>Bridge opens</h1><p>{SENTENCE}</p></article>{TEASERS}</body></html>"
    assert read(source, DATED).headline == "Bridge opens"


AUTHOR = "<meta name=author content='Olha Koval'>"
PUBLISHED = "<meta property=article:published_time content='2025-06-05T10:00:00Z'>"
CALLED_ARTICLE = "<meta property=og:type content=article>"
QUOTED = [
    "Access denied: reporters kept out of trial",
    "Forbidden: the book they burned",
    "Not found: the ship that sank in 1944",
    "Security check - airport queues grow",
    "Un momento: la banda vuelve",
    "Технічні роботи: міст закрито",
]


@pytest.mark.parametrize("headline", [*QUOTED, "Captcha", "Forbidden", "Just a moment", "Please wait", "Un instant"])
@pytest.mark.parametrize("said", [AUTHOR, PUBLISHED, CALLED_ARTICLE])
def test_a_signed_story_may_be_called_like_an_error(headline: str, said: str) -> None:
    head = f"<head>{said}<title>{headline} | The Daily</title></head>"
    article = read(f"<html>{head}<body><article><h1>{headline}</h1><p>{SENTENCE}</p></article></body></html>")
    assert article.headline == headline


@pytest.mark.parametrize(
    "headline",
    [
        *QUOTED,
        "Minister not found guilty",
        "Access denied at border",
        "Technical difficulties delay flight",
        "Bank apps temporarily unavailable",
        "Security check at airport",
        "Too many requests for asylum",
        "Технические работы на мосту",
        "Accès interdit aux plages",
        "Your privacy is for sale",
    ],
)
def test_short_news_that_nobody_signed_may_have_the_words_of_an_error(headline: str) -> None:
    source = (
        f"<title>{headline}</title><article><h1>{headline}</h1><p>{SENTENCE}</p></article><button>Accept all</button>"
    )
    assert read(f"<html><body>{source}</body></html>").headline == headline


@pytest.mark.parametrize(
    "mark",
    [
        PASSWORD,
        "<div class='g-recaptcha'></div>",
        "<script>a.src = '/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>",
        "<script>if (0) { window.location.href = '/mobile/'; }</script>",
        "<noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>",
    ],
)
def test_a_sentence_beside_a_form_or_a_script_is_news(mark: str) -> None:
    source = f"<html><body>{mark}<article><h1>Bridge opens</h1><p>{SENTENCE}</p></article></body></html>"
    assert read(source).articleBody == SENTENCE


NEWS_NOT_FOUND = ld('{"@type": "NewsArticle", "headline": "Page not found"}')


@pytest.mark.parametrize(
    "source",
    [
        f"{CALLED_ARTICLE}<h1>Oops! That page can’t be found.</h1><p>{SENTENCE}</p>",
        f"{CALLED_ARTICLE}<title>Page not found - The Daily</title><h1>Oh no</h1><p>{SENTENCE}</p>",
        f"{CALLED_ARTICLE}<h1>Error 404: page not found</h1><p>{SENTENCE}</p>",
        f"{NEWS_NOT_FOUND}<h1>Page not found</h1><p>{SENTENCE}</p>",
        f"<title>The Daily</title><h1>410 Gone</h1><p>{SENTENCE}</p>",
        "<title>The Daily</title><h1>Gone</h1><p>This article has been removed.</p>",
        f"<meta property=og:site_name content='Daily'><title>Page not found | Daily</title><p>{SENTENCE}</p>",
        f"<h1>На жаль, такої сторінки не існує</h1><p>{SENTENCE}</p>",
    ],
)
def test_a_page_that_is_not_there_may_be_made_like_an_article(source: str) -> None:
    assert why_not(source) == other_pages.NOT_THERE


def test_a_search_without_hits_is_a_listing() -> None:
    source = f"<h1>Search results for: bridge</h1><p>{SENTENCE}</p>"
    assert why_not(source, "https://news.example/?s=bridge") == other_pages.LISTING
    assert read(f"<html><body>{source}</body></html>", "https://news.example/?p=12").articleBody == SENTENCE
