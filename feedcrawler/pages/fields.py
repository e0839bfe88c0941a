"""`field`: a method of a page object that gives the item's field of that name, worked out once a page.

It is web-poet's; a type checker takes it for what it behaves like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as field
else:
    import web_poet

    field = web_poet.field(cached=True)

__all__ = ["field"]
