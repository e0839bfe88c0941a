"""Sentences in three languages, from vocabularies that are large enough for a search to tell articles apart."""

from __future__ import annotations

from random import Random

from tests.newsroom.stories import headline as english_headline
from tests.newsroom.stories import name
from tests.newsroom.stories import sentence as english_sentence
from tests.newsroom.vocabulary import FIRST_NAMES, words

_UKRAINIAN = (
    words(
        """
        агенція адвокат аптека архів базар бібліотека будинок бюджет вагон верф вежа вибори виставка вокзал вчений
        гавань газета газопровід гребля громада гуртожиток двигун депо депутат договір дорога елеватор журнал завод
        заповідник затока збори зерно знімок інженер кабмін канал кордон корабель криниця лабораторія лікарня лісник
        маяк мер мельник міст музей набережна нарада оркестр острів парламент пасажир пекар перевізник пожежник поле
        порт посол потяг прокурор рада реактор реставратор ринок річка садівник сесія склад слідчий станція стадіон
        суд табір театр тендер трамвай турбіна університет учитель фабрика фестиваль ферма хутір цех чиновник школа
        """
    ),
    words(
        """
        відкрив відновив вимкнув відклав виграв готує закрив замовив запускає заперечив засудив зберігає збудував
        зняв купує оскаржив оцінив очолив передав перевірив підписав погодив показав помітив придбав продав просить
        розглянув розширив ремонтує скасував скоротив спростував схвалив ухвалив фінансує чекає шукає
        """
    ),
    words(
        """
        будівельний весняний військовий водяний глибокий давній державний дерев’яний довгий електричний залізничний
        зимовий колишній кам’яний літній малий міський місцевий морський новий обласний осінній північний перший
        південний приватний річковий сільський старий столичний торішній холодний цифровий чорноморський
        """
    ),
)
_GERMAN = (
    words(
        """
        Abgeordnete Almanach Amt Anwalt Archiv Aufsicht Bach Bahnhof Bäcker Bauer Behörde Bibliothek Brauerei Brücke
        Brunnen Bürgermeister Damm Deich Denkmal Fabrik Fähre Feuerwehr Fischer Fluss Förster Garten Gemeinde Gericht
        Gesetz Getreide Gewerkschaft Gletscher Grenze Gutachten Hafen Haushalt Hütte Ingenieur Insel Kammer Kanal
        Kapelle Kläger Klinik Kloster Konzert Kraftwerk Kreis Küste Labor Landrat Lehrer Leuchtturm Lokführer Markt
        Messe Minister Mühle Museum Orchester Pfarrer Polizei Preis Rathaus Reeder Richter Schleuse Schule Schwimmbad
        Senat Siedlung Sprecher Stadion Strand Streik Tagung Theater Tunnel Turm Umfrage Verein Vertrag Wahl Werft
        """
    ),
    words(
        """
        baut beantragt begrüßt bemängelt beschließt bestätigt bestreitet eröffnet erneuert erweitert fordert
        genehmigt kauft kritisiert lobt mietet plant prüft räumt rettet sammelt saniert schließt senkt sperrt stoppt
        streicht sucht teilt übernimmt untersucht verkauft verliert verlangt verschiebt versteigert vertagt warnt
        """
    ),
    words(
        """
        alte baltische breite bunte dunkle ehemalige eiserne enge erste fränkische friesische frühere große hölzerne
        junge kalte kleine ländliche lange leere letzte neue nördliche östliche private rote schmale stille südliche
        städtische tiefe verlassene weite westliche windige zweite
        """
    ),
)
_OTHERS = {"uk": _UKRAINIAN, "de": _GERMAN}
LANGUAGES = ("en", *_OTHERS)


def headline(random: Random, language: str) -> str:
    """A headline; an English one may have characters that markup must escape."""
    if language == "en":
        return english_headline(random)
    nouns, verbs, adjectives = _OTHERS[language]
    pick = random.choice
    return f"{pick(adjectives)} {pick(nouns)} {pick(verbs)} {pick(nouns)}: {name(random)}, {random.randint(2, 990)}"


def paragraph(random: Random, language: str) -> str:
    """Three to five sentences of some twenty words, with names and numbers of their own."""
    return " ".join(_sentence(random, language) for _ in range(random.randint(3, 5)))


def author(random: Random) -> str:
    """A person's name."""
    return f"{random.choice(FIRST_NAMES)} {name(random)}"


def _sentence(random: Random, language: str) -> str:
    if language == "en":
        return english_sentence(random)
    nouns, verbs, adjectives = _OTHERS[language]
    pick = random.choice
    clauses = (
        f"{pick(adjectives)} {pick(nouns)} {pick(verbs)} {pick(adjectives)} {pick(nouns)} {random.randint(2, 9000)}"
        for _ in range(3)
    )
    return f"{author(random)}: {', '.join(clauses)}."
