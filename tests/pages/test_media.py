"""Pictures where they really are, with their captions and credits; videos that are videos."""

from __future__ import annotations

import pytest

from feedcrawler.items import Image
from feedcrawler.pages.media import images, is_video, same_picture, split_credit, videos
from tests.pages.making import document


def pictures(html: str) -> list[Image]:
    page = document(f"<html><body>{html}</body></html>")
    return images(page.root.find("body"), page)


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("A bridge on Monday. (Photo: Olha Bondar)", "A bridge on Monday.", "Photo: Olha Bondar"),
        ("A bridge (Olha Bondar / The Daily Bridge)", "A bridge", "Olha Bondar / The Daily Bridge"),
        ("A bridge. (Sych/AFP via Getty Images)", "A bridge.", "Sych/AFP via Getty Images"),
        ("A bridge in Nova (Kherson Oblast)", "A bridge in Nova (Kherson Oblast)", None),
        ("The (old) bridge", "The (old) bridge", None),
        ("(Photo: Olha Bondar)", None, "Photo: Olha Bondar"),
        ("  ", None, None),
        (None, None, None),
    ],
)
def test_a_credit_is_in_the_last_parentheses(caption: str | None, words: str | None, credit: str | None) -> None:
    assert split_credit(caption) == (words, credit)


def test_a_figure_gives_its_picture_with_the_caption_without_markup() -> None:
    html = "<figure><img src='/a.jpg'><figcaption><em>A</em> bridge\n on Monday (Photo: O. B.)</figcaption></figure>"
    assert pictures(html) == [
        Image(url="https://news.example/a.jpg", caption="A bridge on Monday", credit="Photo: O. B.")
    ]


def test_each_slide_of_a_gallery_has_its_own_caption() -> None:
    slides = "".join(f"<div class='x'><img src='/{n}.jpg'><figcaption>Bridge {n}</figcaption></div>" for n in "12")
    assert [(image.url[-5:], image.caption) for image in pictures(f"<figure><div>{slides}</div></figure>")] == [
        ("1.jpg", "Bridge 1"),
        ("2.jpg", "Bridge 2"),
    ]


def test_the_pictures_of_a_gallery_share_its_caption() -> None:
    html = "<figure><div><img src='/1.jpg'></div><div><img src='/2.jpg'></div><figcaption>Bridges</figcaption></figure>"
    assert [image.caption for image in pictures(html)] == ["Bridges", "Bridges"]


@pytest.mark.parametrize(
    "img",
    [
        "<img src='/_next/image?url=https%3A%2F%2Fcdn.example%2Fa.jpg&amp;w=1200&amp;q=75'>",
        "<img src='data:image/gif;base64,R0lGOD' data-src='https://cdn.example/a.jpg'>",
        "<img srcset='https://cdn.example/a.jpg 600w, https://cdn.example/b.jpg 1200w'>",
        "<img src='//cdn.example/a.jpg'>",
        "<picture><source srcset='/b.webp'><img src='https://cdn.example/a.jpg'></picture>",
    ],
)
def test_the_real_address_of_a_picture(img: str) -> None:
    url = pictures(img)[0].url
    assert url.removeprefix("https:") == "//cdn.example/a.jpg"


@pytest.mark.parametrize(
    "img", ["<img>", "<img src=''>", "<img src='data:image/gif;base64,R0lGOD'>", "<img src='javascript:1'>"]
)
def test_a_picture_without_a_web_address_is_none(img: str) -> None:
    assert pictures(img) == []


def test_the_same_picture_is_kept_once() -> None:
    assert len(pictures("<img src='/a.jpg'><img src='/a.jpg'>")) == 1


def test_sizes_of_one_picture_are_the_same_picture() -> None:
    assert same_picture("https://a.example/size/w600/2023/10/x.jpg?v=1", "https://a.example/2023/10/x.jpg")
    assert not same_picture("https://a.example/x.jpg", "https://a.example/y.jpg")


def test_players_are_videos_and_podcasts_maps_and_posts_are_not() -> None:
    assert is_video("https://www.youtube.com/embed/abc?feature=oembed")
    assert is_video("https://player.vimeo.com/video/1")
    assert not is_video("https://embed.podcasts.apple.com/us/podcast/x")
    assert not is_video("https://www.google.com/maps/embed")
    assert not is_video("https://notyoutube.com.example/embed")


def test_videos_in_embeds() -> None:
    html = (
        "<iframe src='https://www.youtube.com/embed/a'></iframe><iframe src='//player.vimeo.com/video/2'></iframe>"
        "<video><source src='/v.mp4'></video><iframe src='about:blank'></iframe><iframe></iframe>"
    )
    page = document(f"<html><body>{html}</body></html>")
    assert [video.url for video in videos(page.root.find("body"), page)] == [
        "https://www.youtube.com/embed/a",
        "https://player.vimeo.com/video/2",
        "https://news.example/v.mp4",
    ]
