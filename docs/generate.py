"""Writes docs/document.md from `feedcrawler.items`: `python -m docs.generate`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from feedcrawler.mongodb.schema import INDEXES, article_schema

PAGE = Path(__file__).parent / "document.md"

HEAD = """# The document

One article is one document of the collection `articles`. This page is made from `feedcrawler/items.py`
(`python -m docs.generate`), as is the validator in the database: a document that is otherwise is refused.

Names are schema.org's. Dates are BSON dates in UTC. A field marked `?` may be absent; nothing is stored as null.

| field | type | meaning |
|---|---|---|
"""

TAIL = """
## The other collections

- `revisions`: what an article said before. `_id {article, revision}`, `articleId`, `revision` (the one that was
  replaced), `replacedAt`, `fields` (only those that changed, with their old values; null: it had none), `crawl`.
- `quarantine`: what could not be stored, and why. `_id` (the article's), `url`, `aliases`, `site`, `source`, `reason`
  (`http 404`, `not an article`, `cut off`, `invalid`, …), `errors`, `tries`, `firstAt`, `lastAt`, `retryAt`, `runId`,
  `item` (as much of the article as was read). An article that is stored at last leaves it.
- `feeds`: one document a feed or listing. `_id` (its URL), `site`, `lastPolledAt`, `lastStatus`, `completeAt` (when
  all that it announced was last known to be on record), `bound` (after how many pages a walk through it was ended;
  with a larger FEEDCRAWLER_LISTING_MAX_PAGES it is walked anew).
- `runs`: one document a crawl. `_id`, `spider`, `site`, `startedAt`, `finishedAt`, `finishReason`, `verdict`
  (`running`, `done`, `degraded`, `failed`), `exitCode`, `reasons`, `counts`, `missing`, `replayed`,
  `versions`. A run that stays
  `running` was killed, or lost its database.

## What changes what

- A change of `headline`, `alternativeHeadline`, `description`, `articleBody`, `authors`, `datePublished` or
  `dateModified` makes a new `revision` and moves `lastChangedAt`.
- An article that is fetched again and is as it was keeps everything but `crawl`, `url` and `lastSeenAt`, and what
  `source` and `aliases` gain.
- One that is only announced again keeps everything but `lastSeenAt`, and what `source.via` and `aliases` gain.
- `duplicateOf` points to the copy that was published first, which has none itself; it moves when an earlier one turns
  up, and goes when a text is changed so that it repeats nothing. What repeats two originals that do not repeat each
  other points to one of them: the first published of those that were stored when it was linked.

## What `duplicateOf` says

- `reason` is `same text`: the same words, of which there are at least twelve. `similarity` is 1.
- `same story, edited`, `same story, shortened` (less than 0.8 of the original's length), `same story, extended` (more
  than 1.25 of it): at least three quarters of the shorter text stand in passages that the longer one has too (0.6 under
  the same headline), the shorter has at least a third of the longer one's length (a fifth if it came out later and
  is how the longer one begins), and the numbers (in digits or words) and names that
  stand in the same places are the same but for a few. Edits that do nothing but add or take away a "not" are a quarter
  of all or fewer. On another day, in scripts without capitals, which show no names, one word in two hundred may be
  another. Only texts of forty words or more, and no live blogs: what has the same text as one is its `same text` only.
- `similarity` is the share of the shorter text's words that stand in runs of at least three words that the longer one
  has too; in Chinese, Japanese, Thai and other scripts without spaces two characters count as a word.
- `content.sketch` holds the keys by which such texts are found. A document stored by an earlier version has none, or
  other ones; it gets its keys when the article is read again, and until then only `same text` finds it.

## Indexes

"""


def page() -> str:
    """The whole page."""
    rows = "\n".join(_rows(article_schema(), ""))
    indexes = "\n".join(
        f"- `{collection}`: " + ", ".join(f"`{index.document['name']}`" for index in found)
        for collection, found in INDEXES.items()
    )
    return HEAD + rows + "\n" + TAIL + indexes + "\n"


def _rows(schema: dict[str, Any], prefix: str) -> list[str]:
    rows = []
    for name, field in schema["properties"].items():
        optional = "" if name in schema.get("required", []) else "?"
        meaning = field["description"]
        if "enum" in field:
            meaning += " (" + ", ".join(f"`{value}`" for value in field["enum"]) + ")"
        rows.append(f"| `{prefix}{name}`{optional} | {_type(field)} | {meaning} |")
        rows += _inner(field, f"{prefix}{name}")
    return rows


def _inner(field: dict[str, Any], path: str) -> list[str]:
    if "properties" in field:
        return _rows(field, f"{path}.")
    if "properties" in field.get("items", {}):
        return _rows(field["items"], f"{path}[].")
    values = field.get("additionalProperties")
    return _rows(values, f"{path}.<field>.") if isinstance(values, dict) else []


def _type(field: dict[str, Any]) -> str:
    if field.get("bsonType") == "array":
        return f"[{_type(field['items'])}]"
    return str(field.get("bsonType", "string"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
