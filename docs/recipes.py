"""The recipes of docs/queries.md: what they are, what they find, and which way they take."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bson.json_util import RELAXED_JSON_OPTIONS, dumps
from pymongo.database import Database
from pymongo.monitoring import CommandListener, CommandStartedEvent

PAGE = Path(__file__).parent / "queries.md"

_RECIPE = re.compile(
    r"^### (?P<title>.+)\n"
    r"(?:(?!###|```).*\n)*"
    r"```python\n(?P<python>(?:(?!```).*\n)+)```\n\n"
    r"```js\n(?P<mongosh>(?:(?!```).*\n)+)```\n\n"
    r"```json\n(?P<output>(?:(?!```).*\n)*)```$",
    re.MULTILINE,
)

Names = Mapping[str, Any]
"""What a recipe speaks of besides `db`: `now`, `day`, `site`, …"""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe, in both languages."""

    title: str
    python: str
    mongosh: str
    output: str
    """What it finds in the example, one document a line."""


def recipes() -> list[Recipe]:
    """All recipes, in the order of the page."""
    return [Recipe(**found.groupdict()) for found in _RECIPE.finditer(PAGE.read_text("utf-8"))]


def run(recipe: Recipe, database: Database[Document], names: Names) -> list[Document]:
    """What the Python form of a recipe finds."""
    return list(eval(recipe.python, {"db": database, **names}))  # noqa: S307 - our own page


class Asked(CommandListener):
    """Keeps what is asked of the server: one for `event_listeners` of a client."""

    def __init__(self) -> None:
        self.commands: list[Document] = []

    def started(self, event: CommandStartedEvent) -> None:
        """Keep a query."""
        if event.command_name in ("find", "aggregate"):
            self.commands.append({k: v for k, v in event.command.items() if k[0] != "$" and k != "lsid"})

    def succeeded(self, event: object) -> None:
        """Nothing to keep."""

    def failed(self, event: object) -> None:
        """Nothing to keep."""


def explained(command: Document, database: Database[Document]) -> Document:
    """Which way a query takes, and how much it reads."""
    return database.command("explain", command, verbosity="executionStats")


def scans(plan: Any) -> bool:
    """Whether a collection is scanned anywhere in a plan."""
    if isinstance(plan, dict):
        here = plan.get("stage") == "COLLSCAN" or bool(plan.get("collectionScans"))
        return here or any(scans(value) for value in plan.values())
    return isinstance(plan, list) and any(map(scans, plan))


def examined(plan: Any) -> int:
    """How many documents were looked at."""
    if isinstance(plan, dict):
        here = int(plan.get("totalDocsExamined", 0))
        return max([here, *map(examined, plan.values())])
    return max(map(examined, plan), default=0) if isinstance(plan, list) else 0


def script(chosen: Iterable[Recipe], preamble: str) -> str:
    """A script for mongosh that prints what each recipe finds, one a line."""
    asked = (f"print(EJSON.stringify(({recipe.mongosh.strip()}).toArray(), {{relaxed: true}}))" for recipe in chosen)
    return "\n".join([preamble, *asked]) + "\n"


def as_output(found: list[Document]) -> str:
    """What was found, as the page shows it: one document a line, dates as ISO 8601."""
    return lines(json.loads(dumps(found, json_options=RELAXED_JSON_OPTIONS)))


def lines(found: list[Document]) -> str:
    """The same of documents in MongoDB's relaxed extended JSON."""
    return "".join(json.dumps(_plain(document), ensure_ascii=False) + "\n" for document in found)


def with_outputs(database: Database[Document], names: Names) -> str:
    """The page with what each recipe finds now."""
    outputs = {recipe.title: as_output(run(recipe, database, names)) for recipe in recipes()}

    def renewed(found: re.Match[str]) -> str:
        start, end = (at - found.start() for at in found.span("output"))
        return found[0][:start] + outputs[found["title"]] + found[0][end:]

    return _RECIPE.sub(renewed, PAGE.read_text("utf-8"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return value["$date"] if value.keys() == {"$date"} else {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
