"""Writes docs/document.md from `feedcrawler.items` and `.indexes`, and what the recipes of docs/queries.md find.

Run `python -m docs.generate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pymongo import MongoClient

from docs import example, recipes
from feedcrawler.indexes import DOWN, INDEXES, Index
from feedcrawler.mongodb import server
from feedcrawler.mongodb.schema import article_schema, ensure_schema

PAGE = Path(__file__).parent / "document.md"

HEAD = """# The document

One article is one document of the collection `articles`. This page is made from `feedcrawler/items.py`
(`python -m docs.generate`), as is the validator in the database: a document that is otherwise is refused. `feedcrawler
db check` says whether a database is so, `feedcrawler db migrate` makes one of an earlier version so.

Names are schema.org's. Dates are BSON dates in UTC. A field marked `?` may be absent; nothing is stored as null.

| field | type | meaning |
|---|---|---|
"""

TAIL = """
## The other collections

- `revisions`: what an article said before. `_id {article, revision}`, `articleId`, `revision` (the one that was
  replaced), `replacedAt`, `fields` (only those that changed, with their old values; null: it had none), `crawl`. Where
  two documents became one, those of the one that was removed stay under its own `articleId`, which is an alias of the
  other now; its last one has all fields. `feedcrawler diff URL` shows them.
- `quarantine`: what could not be stored or looked at again, and why. `_id` (the article's), `url`, `aliases`, `site`,
  `source`, `reason` (`http 404`, `not an article`, `cut off`, `invalid`, …), `errors`, `tries`, `firstAt`, `lastAt`,
  `retryAt` or, if it was given up, `givenUpAt`; `runId`, `item` (as much of the article as was read). What was given up
  is tried again when a source says that it was changed since, or after `feedcrawler retry --now`. An article that is
  stored at last, or of which the site says that it is as it was or gone, leaves quarantine.
- `due`: the journal of what is to be fetched: announced as new or as changed, and not looked at since. `_id` (the
  article's), `url`, `aliases`, `site`, `source`, `announcedAt`, `asOf` (the clock of the crawl then; in a replay that
  of the recording), `newest` (the latest date that a source gives it; the order of work). An article is put here before
  its source counts as read, and taken out when it is stored or in quarantine.
- `feeds`: the poll state, one document a feed, sitemap or listing; a field that says nothing is absent.
  - `_id` (its address, as declared or found), `site`, `kind` (`feed`, `sitemap`, `listing`, `load more`), `origin`
    (`declared`; found on a `page`, in `robots.txt`, in an `index` of sitemaps; a `guess`).
  - `parent` (the index that names this sitemap), `indexSays` (when it was changed, as that said at the last reading).
  - `movedTo`: where it has moved to for good. `etag`, `lastModified`, `bodyHash`: of its first page, if all of it was
    read.
  - `watermark` (the newest twenty articles that it announced), `watermarkAt` (the latest date among them).
  - `completeAt`: when all that it announced was last on record, without a gap. `gapAt`: since when a gap is open;
    `gapTriedAt`: when all other sources were last read for it. `bound`: after how many pages a walk through it was
    ended; with a larger FEEDCRAWLER_LISTING_MAX_PAGES it is walked anew.
  - `lastPolledAt`, `lastChangedAt` (when it last announced something new), `lastStatus` (`ok`, `not modified`, or what
    was wrong), `failures` (polls in a row that went wrong).
  - `interval` (seconds between polls), `nextDueAt`, `notBefore` (it is not asked earlier, whoever wants it).
- `runs`: one document a crawl of a site, and one a crawl of many sites, for the whole.
  - `_id`, `spider`, `site` (absent in the record of many), `startedAt`, `finishedAt`, `asOf` (the clock of the crawl:
    in a replay that of the recording), `finishReason`, `verdict` (`running`, `done`, `degraded`, `failed`), `exitCode`,
    `reasons`, `replayed`, `versions`, `host`, `pid`. A crawl that another run of its site kept from running leaves
    none.
  - `aliveAt`: of a run that is `running`, when it was last heard of. One that ended without a word (killed, or its
    machine went down, or MongoDB was lost) is put on record as `failed` by the next run of its site, with
    `finishReason` `killed`; its numbers are those of `aliveAt`.
  - `sites`: of a crawl of many sites, each with `site`, `runId`, `verdict`, `exitCode`, `reasons`, `outcomes`. The
    record of each site names the whole by `partOf`.
  - `outcomes`: how many articles became `new`, `changed`, `unchanged`, `gone`, `duplicate`, `quarantined`, `error`;
    `known`: announced, and on record before. An article whose writing was interrupted and done again may count as
    `unchanged`.
  - `statuses`: answers by HTTP status. `bytes`: `received`, `sent`. `seconds`: `total`, `polling`, `fetching`, `cpu`.
    `memory`: the most that the process had, in bytes. Of a site among many `cpu` and `memory` are in the whole.
  - `slowest`: the ten pages that took longest, `url` and `seconds`. `failures`: the first twenty that could not be
    stored, `url` and `reason`; all are in `quarantine`. `errors`: the last twenty errors of the log, `at`, `level`,
    `where`, `message`.
  - `observed`: what the pages of new articles gave ([alarm](alarm.md)). `articles`: how many were read; `older`: how
    many more, that were older than a week and are not counted in what follows; `failed`: how many could not be read, by
    reason; `page`: the code that read them. `fields`: how many have each field; `sources`: and from which source;
    `warnings`: how many have each. `words`: `median`, and `steps`, how many articles have each length (of step s:
    2^(s/4) - 1 words). `dates`: `dayOnly`; `compared` with a date of the feed's, and `adrift` from it; `lagMinutes`
    (from publication to fetch, in the middle).
  - `findings`: what the alarm found: `what` (`field`, `source`, `body length`, `dates`, `failures`, `warning`, `article
    rate`), `message`, `since` (the `asOf` of the first run of the change), `field`, `source` (what answers no more),
    `instead` (what does), `now` and `before` (`good` articles, `of` how many), `pages`, `fixtures` (a folder).
  - `counts`: all stats that are numbers, by their names: what became of sources (`feedcrawler/polls/unchanged`, …), how
    much is left due (`feedcrawler/due`), requests.
  - `gaps`: those that it found, or took up again: `feedUrl`, `since` (until when all is known), `until` (the oldest
    date that the source shows), `state` (`open`, `closed`, `given up`), `closedBy` (the source that did).
  - `incidents`: what had to be bounded or refused, the first hundred: `kind`, `url`, `detail`.
  - `missing`: of a replay, the first thousand addresses that the archive lacks.
  - `told`: what people were told last, at this run or before: `verdict`, `reasons`, `at`. `untold`: who could not be
    told how it ended, and why ([who is told](notify.md)).
- `locks`: one document a site that is being crawled. `_id` (the site), `runId`, `owner` (`host`, `pid`, and what tells
  this process from a later one with that pid), `since`, `expiresAt`: after that any run may take it over. Nothing else
  is in it, and nothing is lost with it.
- `schema`: one document, `_id` `version`: the `version` of the database, `by` which feedcrawler it was brought there,
  `at` when.

## Its form, held and kept

```
feedcrawler db check                is the database as this version expects it? reads only; exit code 0 yes, 3 no
feedcrawler db migrate --dry-run    what a migration would do, and to how many documents
feedcrawler db migrate              do it; one that was broken off goes on when it is called again
```

- `db check` compares version, validator and indexes; finds articles that the validator would refuse, and says why;
  copies of what is not there, addresses that two articles have, revisions that are missing or are of nothing; locks and
  runs that killed crawls have left. `--json` is for machines. It reads every article once, a thousand at a time.
- A crawl makes what is missing by itself where that is quick: collections, the validator, indexes of collections with
  up to 5,000 documents, and changes of up to 5,000 documents.
- What takes longer waits for `db migrate`. Without an index crawls go on and say so; while documents of an earlier
  version are left they do not (exit code 2).
- `db migrate` builds indexes while crawls run. It changes documents only when none runs, else it ends with exit code
  75.
- No command touches a database of a later version (exit code 2).
- Indexes of your own stay. One that has the place of one of ours, as a second text index would, is named; drop it or do
  without ours. One that only has the name of one of ours is taken for ours, and built anew.

## What changes what

- A change of `headline`, `alternativeHeadline`, `description`, `articleBody`, `authors`, `datePublished` or
  `dateModified` makes a new `revision` and moves `lastChangedAt`. White space does not count in texts, nor the address
  of an author's page, nor another way to write the same instant, nor one that says it less exactly ("3 hours ago", the
  day alone): then the date that is stored stays, with its evidence.
- An article that is fetched again and says the same keeps its texts as they are, and `revision`, `firstSeenAt` and
  `lastChangedAt`; all other fields say what the page says now. `source` and `aliases` lose nothing.
- A page that says it was changed (`dateModified`, from the same source) before what is stored is an old copy, as caches
  have them: only `lastSeenAt`, `source`, `crawl.checkedAt` and `crawl.recheckAt` change.
- One that the site says has not changed (304) keeps everything but `lastSeenAt`, `crawl.checkedAt`, `crawl.recheckAt`,
  and what the answer brought of `crawl.etag`, `crawl.lastModified` and `source`.
- One that is gone (404, 410, or a permanent redirect to something else) gets `state`; its words stay, and so does
  `state.since` until the article is there again: then `state` goes.
- One that could not be looked at has no `crawl.recheckAt` until it could be: its next try is in `quarantine`.
- One that is only announced again keeps everything but `lastSeenAt`, and what `source.via` and `aliases` gain.
- An article whose address leads to another one for good keeps its document, and the new address becomes an alias. If
  that has a document of its own, the two become one: under the `_id` and with the `firstSeenAt` of the one stored
  first, with all addresses of both and what the page says now. That is so only if both tell the same story: the same
  text, one that `duplicateOf` would link, or the same headline, with dates less than twenty hours
  apart where both have one. Otherwise what
  was there is gone (`state.leadsTo`), and what is there is an article of its own. A document that is removed so may be
  seen beside the other one for a moment, or, where a crawl was killed, until the article is read again.
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

## Indexes, and the questions they answer

A search (`$text`) is for words as they are written, but for capitals and accents: no language's endings are cut off,
whatever `inLanguage` says. Words of the headline count ten times. [Queries](queries.md) has recipes.

"""


def page() -> str:
    """The whole page."""
    rows = "\n".join(_rows(article_schema(), ""))
    return HEAD + rows + "\n" + TAIL + "\n".join(_indexes()) + "\n"


def _indexes() -> Iterator[str]:
    yield from ("| collection | index | of | answers |", "|---|---|---|---|")
    for collection, indexes in INDEXES.items():
        yield from (f"| `{collection}` | `{i.name}` | {_keys(i)} | {i.answers} |" for i in indexes)


def _keys(index: Index) -> str:
    keys = ", ".join(f"`{name}`{' ↓' if kind == DOWN else ''}" for name, kind in index.keys.items())
    kinds = ["unique"] * ("unique" in index.options) + ["text"] * ("weights" in index.options)
    return "; ".join([keys, *kinds, *_only(index)])


def _only(index: Index) -> Iterator[str]:
    """Which documents are in an index that has not all of them."""
    if "sparse" in index.options:
        yield f"only with `{next(iter(index.keys))}`"
    for name, condition in index.options.get("partialFilterExpression", {}).items():
        compared = f" > {condition['$gt']}" if "$gt" in condition else f" {condition}" * isinstance(condition, str)
        yield f"only with `{name}`{compared}"


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


def queries() -> str:
    """The whole page of queries, with what each recipe finds in the example on a server of its own."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        try:
            with MongoClient[dict[str, Any]](server.start(data).uri, tz_aware=True) as client:
                ensure_schema(client.example)
                example.fill(client.example)
                return recipes.with_outputs(client.example, example.NAMES)
        finally:
            server.stop(data)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    recipes.PAGE.write_text(queries(), encoding="utf-8")
