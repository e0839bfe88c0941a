"""`field`: a method of a page object that gives the item's field of that name, worked out once a page.

It is web-poet's; a type checker takes it for what it behaves like.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

KEPT = "_field "
"""How the names begin under which a page object keeps its fields."""

if TYPE_CHECKING:
    from functools import cached_property as field
else:
    import web_poet

    def field(method: Callable[[Any], Any]) -> Any:
        """Make a method a web-poet field whose value is kept on the page object."""
        name = f"{KEPT}{method.__qualname__}"

        @wraps(method)
        def once(page: Any) -> Any:
            kept = vars(page)
            if name not in kept:
                kept[name] = method(page)
            return kept[name]

        return web_poet.field(once)


__all__ = ["KEPT", "field"]
