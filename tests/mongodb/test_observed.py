"""What the alarm asks of the runs of a site: those before a time, as far as it needs them, on an index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.mongodb.storing import Ask, Db

NOW = datetime(2026, 2, 4, 6, tzinfo=UTC)


def ran(database: Db, name: str, days_ago: float, site: str = "example.org") -> None:
    database.runs.insert_one(
        {
            "_id": name,
            "site": site,
            "startedAt": datetime.now(UTC),
            "asOf": NOW - timedelta(days=days_ago),
            "finishReason": "finished",
            "verdict": "done",
            "observed": {"articles": 20, "sources": {"headline": {"css h1.title": 20}}},
            "findings": [],
            "counts": {"downloader/request_count": 21},
        }
    )


def test_runs_are_found_by_their_clock(database: Db, ask: Ask) -> None:
    for days_ago in (0, 1, 20, 41.9, 42.1, -1):
        ran(database, f"run {days_ago}", days_ago)
    ran(database, "another site's", 1, site="example.com")
    database.runs.insert_one({"_id": "killed", "site": "example.org", "startedAt": NOW, "verdict": "failed"})
    records = ask(lambda store: store.runs.observed("example.org", NOW - timedelta(days=42), NOW))
    assert [record["_id"] for record in records] == ["run 1", "run 20", "run 41.9"]
    assert records[0]["observed"]["sources"] == {"headline": {"css h1.title": 20}}
    assert "counts" not in records[0]


def test_the_question_is_on_an_index(database: Db) -> None:
    plan = database.runs.find({"site": "x", "asOf": {"$gte": NOW, "$lt": NOW}}).sort("asOf", -1).limit(5).explain()
    assert "'indexName': 'site_clock'" in str(plan["queryPlanner"]["winningPlan"])
    assert "'stage': 'SORT'" not in str(plan["queryPlanner"]["winningPlan"])
