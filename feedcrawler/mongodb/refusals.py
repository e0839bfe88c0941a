"""What the database's validator says of a document that it refuses."""

from __future__ import annotations

from typing import Any


def reasons(error: dict[str, Any]) -> tuple[str, ...]:
    """What the validator names, as 'field: reason'."""
    details = error.get("errInfo", {}).get("details", {})
    found: list[str] = []

    def walk(node: Any, path: str) -> None:
        if isinstance(node, dict):
            name = node.get("propertyName")
            path = f"{path}.{name}".strip(".") if name else path
            if "reason" in node:
                found.append(f"{path or 'document'}: {node['reason']}")
            found.extend(f"{missing}: missing" for missing in node.get("missingProperties", []))
            for value in node.values():
                walk(value, path)
        elif isinstance(node, list):
            for value in node:
                walk(value, path)

    walk(details, "")
    return tuple(found) or (str(error.get("errmsg", "refused")),)
