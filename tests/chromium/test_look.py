"""Our own eyes see text that is cut, and let pass what is shortened with its whole at hand."""

import pytest

from tests.chromium.drive import Screen
from tests.chromium.look import teach

pytestmark = pytest.mark.browser

LONG = "Un letrero con el horario en cada parada del barrio, y el mismo horario en datos abiertos para todas"
LINE = "width:9rem;overflow:hidden;white-space:nowrap"
LINES = "width:9rem;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2"


def cut(screen: Screen, main: str) -> int:
    """Return in how many places of a page text is cut."""
    screen.page.set_content(f'<main class="page" style="height:9rem;overflow-y:clip">{main}</main>')
    teach(screen.page)
    return int(screen.run("look.cutText().length"))


@pytest.mark.parametrize(
    ("main", "places"),
    [
        (f'<p style="{LINE}">{LONG}</p>', 1),
        (f'<p style="height:2rem;width:9rem;overflow:hidden">{LONG}</p>', 1),
        (f'<p style="{LINE};text-overflow:ellipsis">{LONG}</p>', 1),
        (f'<p style="{LINE};text-overflow:ellipsis">{LONG}</p><p>{LONG}</p>', 0),
        (f'<p style="{LINES}">{LONG}</p>', 1),
        (f'<a href="/todo"><b style="{LINES}">{LONG}</b></a>', 0),
        (f'<a href="/todo"><b style="{LINES}">{"A" * 99}</b></a>', 1),
        (f'<p style="width:1rem">{LONG}</p>', 1),
        (f'<p>Más</p><details><summary>Más</summary><p style="width:1rem">{LONG}</p></details>', 0),
    ],
    ids=["line", "box", "ellipsis", "whole beside", "clamp", "link", "long word", "page", "closed"],
)
def test_cut_text_is_found_but_not_where_the_whole_is_at_hand(screen: Screen, main: str, places: int) -> None:
    assert cut(screen, main) == places
