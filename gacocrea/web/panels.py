"""How an upper floor speaks on a lower floor's page without the lower one learning its name.

A page asks for its slot, `{{ panels("proposal", proposal=proposal) }}`; whoever registered for the slot
answers with a fragment, in the order given. A panel that has nothing to say returns an empty string.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app
from markupsafe import Markup

Panel = Callable[..., str]


def register(app: Any, slot: str, order: int, panel: Panel) -> None:
    """Register `panel` for `slot`; panels are shown by ascending `order`."""
    slots: dict[str, list[tuple[int, Panel]]] = app.extensions.setdefault("panels", {})
    slots.setdefault(slot, []).append((order, panel))
    slots[slot].sort(key=lambda pair: pair[0])


def panels(slot: str, **about: Any) -> Markup:
    """Return what the registered panels say about `about`, as safe markup."""
    registered = current_app.extensions.get("panels", {}).get(slot, [])
    return Markup("").join(Markup(panel(**about)) for _order, panel in registered)
