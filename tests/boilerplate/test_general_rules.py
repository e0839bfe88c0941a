"""The rules for every site, in each language: invitations, credits and walls go, and news that begins alike stays."""

from __future__ import annotations

import pytest

from feedcrawler.boilerplate import rules_for
from feedcrawler.items import Article, Author
from feedcrawler.pipelines.boilerplate import strip_boilerplate

FIRST = "The council met on Tuesday to vote on the plan, which had been delayed twice since March."
SECOND = "Members heard from twelve residents before the vote, and the mayor spoke last of all."
THIRD = "The next meeting is on Friday at the town hall, where the plan is to be signed."


def left(*paragraphs: str, authors: tuple[str, ...] = ()) -> list[str]:
    article = Article(
        url="https://herald.example/plan/",
        articleBody="\n\n".join(paragraphs),
        authors=[Author(name=name) for name in authors],
    )
    strip_boilerplate(article, rules_for("herald.example"))
    return (article.articleBody or "").split("\n\n")


NEWS = [
    # credits
    "Reporting by the New York Times found that the ministry had known of the leak for years.",
    "Writing by hand helps children remember what they learn, the researchers said.",
    "Editing by CRISPR left no trace in nine of ten embryos, the team reported.",
    "Copyright law does not protect works made without a human author, the court ruled.",
    "Copyright infringement carries a penalty of up to five years in prison.",
    "Compiled by the UN from satellite images, the report says that 40 villages were burnt.",
    "Satellite images contributed to this report of mass graves near Izium, prosecutors said.",
    "Poor maintenance contributed to this story of decline, the inquiry found.",
    "Our standards: that is what the strikers say is at stake.",
    "All rights reserved for men under the old law now extend to women, the court said.",
    "The monarchy kept all rights reserved to it by the constitution.",
    "Die Studie entstand unter Mitarbeit von Forschern aus Kiew und Warschau.",
    # invitations
    "Get the latest vaccine and stay at home if you are ill, the health ministry advised.",
    "Subscribe to the warning service before the storm, the mayor told residents.",
    "Sign up for the vaccine opens on Monday at all clinics of the region.",
    "Download the air-raid app before you travel, the embassy said.",
    "Tell us what you know and you will go free, he was told, according to the indictment.",
    "Let us know peace, the bishop prayed as the coffins were carried out.",
    "Contact our consulate at once if you are in the area, the foreign ministry said.",
    "Contact us if you saw the car, the police said.",
    "Get in touch with your consulate if you are in Lebanon, the foreign ministry said.",
    "Join our army or leave the village, the men were told.",
    "Join the conversation about rights or lose the argument, the minister told parliament.",
    "Follow us on foot, the guide whispered, and they crossed the river.",
    "Download our map of the mines before you set out, the embassy said.",
    "Click here to sign up, the e-mail said, and 400 employees did.",
    "Bizi yakından takip edin, dedi komutan.",
    "Follow us, the soldiers shouted, and the children ran.",
    "Follow the debate on Xinjiang, diplomats say, and one sees how Beijing has changed.",
    "Click here, the e-mail said, and 400 employees did; the firm lost $3 million.",
    "Like us on both sides of the border, they are mourning their dead.",
    "Listen to people who live on the front line, the president told the delegates.",
    "What do you think? That was the question the jury asked the witness.",
    "Sie können sich bis Ende März von der Plattform abmelden, teilte das Amt mit.",
    "Recevez mes excuses, a-t-il écrit aux familles des victimes.",
    "Rejoignez la frontière avant minuit, a ordonné l'armée aux habitants.",
    "Sigue toda la familia ingresada en el hospital, según el parte médico.",
    "Siga a pie hasta la frontera, ordenó el soldado a la familia.",
    "Siga o dinheiro, disse o procurador ao explicar como a rede foi descoberta.",
    "Assine a petição até sexta, pediu a oposição.",
    "Śledź nasze dane? Polska firma sprzedała je wywiadowi, ustaliła prokuratura.",
    "Odebírejte pacientům krev jen se souhlasem, připomnělo ministerstvo.",
    "Стежте за дітьми біля води, нагадали рятувальники.",
    "Приєднуйтесь до евакуації, закликав мешканців голова області.",
    "Следите за детьми у воды, напомнили в МЧС.",
    "Присоединяйтесь к эвакуации, призвал жителей глава области.",
    "Bizi takip eden araç kaza yaptı, dedi tanık.",
    "Urmăriți copiii lângă apă, avertizează salvatorii.",
    # accounts, embeds, related stories
    "Log in to the Diia app and choose “Damaged property” to apply, the ministry said.",
    "Sign in to your account at the tax office before 31 January, or the fine is doubled.",
    "Already have an account? Hackers may have it too: 16 billion passwords were leaked.",
    "Vous avez déjà un compte Pronote ? Les données de milliers d'élèves ont été volées, dit la police.",
    "To view this content is a crime in Russia, where Meta is listed as extremist.",
    "To see this content removed, victims must go to court, the ombudsman said.",
    "This content is hosted by servers in Moldova, investigators found.",
    "Mit ausdrücklicher Zustimmung des Kanzlers wurden externe Gutachter beauftragt.",
    "Mit der Zustimmung des Landtags darf die Stadt künftig externe Berater bezahlen.",
    "Externer Inhalt wird auf der Plattform künftig gesperrt, sagte der Minister.",
    "Hier wird externer Inhalt künftig gekennzeichnet, teilte die Behörde mit.",
    "Ce contenu est bloqué en Russie depuis mars 2022.",
    "Ce contenu, vu des millions de fois, a été bloqué vendredi par TikTok, selon le ministère.",
    "Este contenido fue bloqueado en Rusia por orden de un juez, dijo la empresa.",
    "Read more: that is the advice of a study that followed 3,000 children for ten years.",
    "See also: the Belgian case of 2019, in which the court decided otherwise.",
]


@pytest.mark.parametrize("sentence", NEWS)
def test_news_that_begins_like_an_invitation_stays(sentence: str) -> None:
    assert left(FIRST, SECOND, sentence) == [FIRST, SECOND, sentence]
    assert left(FIRST, sentence, THIRD) == [FIRST, sentence, THIRD]
    assert left(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Holm (SPD) ist seit 2021 Bürgermeisterin von Lowfield und tritt im Herbst wieder an.",
        "Ada Holm (57) war am Montag in ihrem Haus tot aufgefunden worden, teilte die Polizei mit.",
        "Ada Holm is the fourth journalist to be killed in the region this year, the union said.",
        "Ada Holm is an award-winning reporter who was arrested on Monday in Minsk, her paper said.",
        "Ada Holm est la première journaliste arrêtée depuis la loi, selon RSF.",
    ],
)
def test_an_author_in_the_news_stays(sentence: str) -> None:
    assert left(FIRST, SECOND, sentence, authors=("Ada Holm",)) == [FIRST, SECOND, sentence]


@pytest.mark.parametrize(
    "line",
    [
        # credits
        "(Reporting by Ada Holm in Lowfield; Editing by Ben Nevis)",
        "Reporting by Ada Holm in Lowfield; Editing by Ben Nevis.",
        "Additional reporting by Ben Nevis",
        "Ada Holm in Lowfield contributed to this report.",
        "© 2025 The Herald",
        "Copyright © 2025 The Herald. No part of it may be printed.",
        "The Herald 2025. All rights reserved.",
        "Redaktion: Ada Holm",
        "(责编：何达)",
        "애다 기자 ada@herald.example",
        # invitations
        "Follow us on Instagram for more news.",
        "Follow @herald and subscribe.",
        "Follow the Herald on Facebook, Twitter and Instagram.",
        "Subscribe to our daily newsletter.",
        "Sign up for the Morning Herald newsletter here.",
        "Get the latest news in your inbox every day.",
        "Have a tip? Write to tips@herald.example.",
        "Got a story? Get in touch at news@herald.example.",
        "For more stories like this, check our news page.",
        "Abonnieren Sie unseren täglichen Newsletter!",
        "Folgen Sie uns auf Facebook.",
        "Sie können sich jederzeit wieder abmelden. Mehr in unserer Datenschutzerklärung.",
        "Abonnez-vous à notre newsletter.",
        "Suivez-nous sur WhatsApp.",
        "Suscríbete a nuestro boletín.",
        "Síguenos en Instagram.",
        "Assine nossa newsletter.",
        "Siga-nos no Facebook.",
        "Iscriviti alla nostra newsletter.",
        "Volg ons op Instagram.",
        "Obserwuj nas na Facebooku.",
        "Sledujte nás na Facebooku.",
        "Підписуйтесь на наш канал у Telegram.",
        "Подписывайтесь на наш канал в Telegram.",
        "Følg oss på Facebook.",
        "Följ oss på Instagram.",
        "Bizi Instagram'da takip edin.",
        "Ακολουθήστε μας στο Facebook.",
        "Urmăriți-ne pe Facebook.",
    ],
)
def test_an_invitation_or_credit_goes_at_the_end_only(line: str) -> None:
    assert left(FIRST, SECOND, line) == [FIRST, SECOND]
    assert left(FIRST, line, THIRD) == [FIRST, line, THIRD]
    assert left(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Log in to continue reading",
        "Already a subscriber? Sign in",
        "Article réservé aux abonnés",
        "Il vous reste 57.1% de cet article à lire. La suite est réservée aux abonnés.",
        "Bereits Abonnent? Hier anmelden",
        "Chcete-li článek poslouchat, přihlaste se",
        "Empfohlener redaktioneller Inhalt",
        "An dieser Stelle finden Sie einen von uns ausgewählten, externen Inhalt, der den Artikel ergänzt.",
        "Ich bin damit einverstanden, dass mir der externe Inhalt angezeigt wird.",
        "To view this content, please accept all cookies.",
        "Ce contenu a été bloqué car vous n'avez pas accepté les cookies.",
        "See also: Town hall to close for repairs",
    ],
)
def test_what_stands_in_place_of_something_goes_anywhere(line: str) -> None:
    assert left(FIRST, line, THIRD) == [FIRST, THIRD]
    assert left(FIRST, SECOND, line) == [FIRST, SECOND]


def test_the_newsrooms_sentence_on_its_author_goes() -> None:
    for bio in ("is a senior reporter at the Herald.", "ist Redakteurin bei der Zeitung."):
        assert left(FIRST, SECOND, f"Ada Holm {bio}", authors=("Ada Holm",)) == [FIRST, SECOND]


def test_a_short_article_of_such_lines_stays() -> None:
    body = ["Follow us on Instagram, the ministry said.", "Sign up for our alerts at once."]
    assert left(*body) == body
