"""By keys alone, enlarged, with less motion, in the system's colours, on paper: nothing is lost."""

from collections.abc import Iterator

import pytest

from gacocrea.core.terms import Phase
from tests.chromium.demo import Example
from tests.chromium.drive import Screen
from tests.chromium.serving import serving

pytestmark = pytest.mark.browser

CYCLE = "/ecuador/2024-2026"
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.id && document.querySelector(`label[for="${one.id}"]`);
  const seen = [one, ...(label ? [label] : [])].some((part) => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  });
  const { top, left } = one.getBoundingClientRect();
  const key = `${one.tagName} ${one.name || one.href || one.innerText?.slice(0, 30)} ${one.value ?? ""}`;
  return { key, seen, text: one.innerText ?? "", y: top + scrollY, x: left };
}"""


@pytest.fixture
def voting(example: Example, screen: Screen) -> Iterator[str]:
    """The site while people vote, with Lucía at the window."""
    example.stand(Phase.VOTING)
    with serving(example.app) as site:
        screen.page.context.add_cookies(example.cookies("citizen", site, "es.."))  # type: ignore[arg-type]
        yield site


def tabbed(screen: Screen, most: int = 120) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page or comes round, and return where it stood."""
    stops: list[dict[str, object]] = []
    for _press in range(most):
        screen.page.keyboard.press("Tab")
        stop = screen.run(FOCUS)
        if stop is None or (stops and stop["key"] == stops[0]["key"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"after {most} presses still at {stops[-1]}")


@pytest.mark.parametrize("path", [f"{CYCLE}/votacion/transparencia", "/mi/", f"{CYCLE}/propuestas"])
def test_tab_goes_through_a_page_once_and_is_always_seen(voting: str, screen: Screen, path: str) -> None:
    screen.show(voting + path, width=1280)
    stops = tabbed(screen)
    assert stops[0]["text"] == "Saltar al contenido"
    assert [stop["key"] for stop in stops if not stop["seen"]] == []


def test_the_skip_link_leads_to_the_content(voting: str, screen: Screen) -> None:
    screen.show(f"{voting}{CYCLE}/propuestas", width=360)
    screen.page.keyboard.press("Tab")
    assert screen.run("document.querySelector('.skip').getBoundingClientRect().top") >= 0
    screen.page.keyboard.press("Enter")
    assert screen.run("document.activeElement.id") == "main"
    screen.page.keyboard.press("Tab")
    assert screen.run("!!document.activeElement.closest('main')") is True


def until_focus(screen: Screen, name: str) -> None:
    """Press Tab until the focus stands on what is called `name`."""
    for _press in range(200):
        screen.page.keyboard.press("Tab")
        if screen.run("document.activeElement.name") == name:
            return
    raise AssertionError(f"no way to {name} by keys")


def test_a_ballot_is_delivered_by_keys_alone(voting: str, screen: Screen) -> None:
    screen.show(f"{voting}{CYCLE}/votacion/transparencia", width=360)
    for _theme in range(2):
        until_focus(screen, "choices")
        screen.page.keyboard.press("Space")
    assert screen.run("document.querySelectorAll('.ballot :checked').length") == 2
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")
    until_focus(screen, "deliver")
    with screen.page.expect_navigation():
        screen.page.keyboard.press("Enter")
    assert screen.page.locator(".code").is_visible()


def test_what_is_wrong_with_a_form_is_told_first_and_what_was_typed_stays(
    example: Example, voting: str, screen: Screen
) -> None:
    example.stand(Phase.PROPOSALS)
    screen.page.context.add_cookies(example.cookies("citizen", voting, "es.."))  # type: ignore[arg-type]
    screen.show(f"{voting}{CYCLE}/propuestas/nueva", width=360)
    screen.page.get_by_label("¿Qué problema ve?").fill("Nadie sabe a qué hora pasa el bus.")
    with screen.page.expect_navigation():
        screen.page.get_by_role("button", name="Presentar la propuesta").click()
    assert screen.page.get_by_label("¿Qué problema ve?").input_value() == "Nadie sabe a qué hora pasa el bus."
    screen.until("document.activeElement.getAttribute('role') === 'alert'")
    screen.page.locator("[role=alert] a").first.click()
    assert screen.run("!!document.activeElement.closest('form')") is True


def test_who_asks_for_less_motion_sees_none(voting: str, screen: Screen) -> None:
    screen.page.emulate_media(reduced_motion="reduce")
    for path in ("/ecuador/", f"{CYCLE}/votacion/transparencia"):
        screen.show(voting + path, width=360)
        moving = screen.run(
            "[...document.querySelectorAll('*')].filter((one) => { const s = getComputedStyle(one);"
            " return s.animationName !== 'none' && parseFloat(s.animationDuration) > 0.01"
            " || s.transitionDuration.split(',').some((time) => parseFloat(time) > 0.01) }).length"
        )
        assert moving == 0, path


def test_the_thread_is_drawn_in_the_systems_own_colours(voting: str, screen: Screen) -> None:
    screen.page.emulate_media(forced_colors="active")
    screen.show(f"{voting}{CYCLE}/propuestas/P-0001", width=1280)
    lines = "[...document.querySelectorAll('.page')].map((one) => getComputedStyle(one, '::before').backgroundColor)"
    drawings = ".thread path, .knot use, .strip path"
    strokes = f"[...document.querySelectorAll('{drawings}')].map((one) => getComputedStyle(one).stroke)"
    drawn = set(screen.run(strokes)) | set(screen.run(lines))
    paper = screen.run("getComputedStyle(document.body).backgroundColor")
    assert drawn - {paper, "none", "rgba(0, 0, 0, 0)"}


def test_on_paper_there_is_the_text_and_nothing_to_press(voting: str, screen: Screen) -> None:
    screen.show(f"{voting}{CYCLE}/propuestas/P-0001", width=1280)
    screen.page.emulate_media(media="print")
    assert screen.page.locator("main h1").is_visible()
    for part in (".mast nav", "footer.night", "form button"):
        assert not any(one.is_visible() for one in screen.page.locator(part).all()), part
