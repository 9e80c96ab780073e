"""What people see and do with commitments in the browser."""

from collections.abc import Callable
from typing import Any

import pytest

from gacocrea.commitments import queries
from gacocrea.commitments.models import Commitment
from gacocrea.core.terms import Phase
from gacocrea.people.models import Account
from tests.browser import Browser, Page
from tests.factories import make_account
from tests.support import NOON
from tests.thread import STEP, Thread

Open = Callable[..., Browser]
LIST = "/ecuador/2026-2028/compromisos"
ROW = {
    "text": "Publicar el formato",
    "output": "Norma publicada",
    "starts_on": "2027-01-15",
    "ends_on": "2027-06-30",
}


def row(number: int, **given: str) -> dict[str, str]:
    return {f"milestones-{number}-{name}": value for name, value in (ROW | given).items()}


@pytest.fixture
def commitment(thread: Thread) -> Commitment:
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    return thread.draft(theme)


@pytest.fixture
def member(browser: Open, thread: Thread) -> Browser:
    return browser(thread.core[0])


def test_a_member_drafts_a_commitment_from_winners_and_writes_its_sheet(
    thread: Thread, member: Browser
) -> None:
    first, second = thread.theme(title="Obras a la vista"), thread.theme()
    thread.elect(first, second)
    choice = member.get(f"{LIST}/nuevo")
    assert "T-001. Obras a la vista" in choice.words
    assert "Elija al menos un tema." in member.submit(choice).words
    sheet = member.submit(choice, themes=[str(first.id), str(second.id)])
    assert sheet.path == f"{LIST}/C-01/editar"
    saved = member.submit(sheet, problem="Nadie sabe cuánto cuesta.", **row(0))
    assert saved.path == f"{LIST}/C-01"
    assert "Quedó guardada la versión 2." in saved.words
    assert "Nadie sabe cuánto cuesta." in saved.words
    assert "1. Publicar el formato" in saved.words
    assert "Lugar 1 de 2, con 1 boleta." in saved.words


def test_a_winner_that_somebody_else_took_meanwhile_is_refused_beside_the_choice(
    thread: Thread, member: Browser
) -> None:
    theme = thread.theme()
    thread.elect(theme)
    choice = member.get(f"{LIST}/nuevo")
    thread.draft(theme)
    late = member.submit(choice, themes=[str(theme.id)])
    assert late.status == 422
    assert "Ese tema ya es parte de otro compromiso." in late.words


def test_the_desk_tells_the_core_group_which_winners_wait(thread: Thread, member: Browser) -> None:
    theme = thread.theme()
    thread.elect(theme)
    desk = member.get("/ecuador/2026-2028/mesa/")
    assert "Queda 1 tema elegido sin compromiso." in desk.words
    assert f"{LIST}/nuevo" in desk.links()
    thread.draft(theme)
    assert "sin compromiso" not in member.get("/ecuador/2026-2028/mesa/").words


def test_saving_nothing_new_says_so(commitment: Commitment, member: Browser) -> None:
    saved = member.submit(member.get(f"{LIST}/C-01/editar"))
    assert "No había nada nuevo que guardar." in saved.words
    assert commitment.version == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"text": ""}, "text", "Hito 2: diga qué se hará."),
        ({"starts_on": ""}, "starts_on", "Hito 2: falta esta fecha."),
        ({"ends_on": "2027-01-15"}, "ends_on", "Hito 2: la fecha final debe ser posterior"),
        ({"ends_on": "mañana"}, "ends_on", "Not a valid date value."),
    ],
)
def test_what_is_wrong_in_a_milestone_stands_beside_its_field(
    commitment: Commitment, member: Browser, wrong: dict[str, str], field: str, words: str
) -> None:
    page = member.submit(member.get(f"{LIST}/C-01/editar"), name="Otro nombre", **row(0), **row(1, **wrong))
    assert page.status == 422
    error = page.soup.find(id=f"milestones-1-{field}-error")
    assert error is not None
    if words.isascii() and words.startswith("Not"):
        assert words not in error.get_text()  # said in the language of the page
    else:
        assert words in error.get_text()
    assert page.form()["name"] == "Otro nombre"
    assert page.form()["milestones-0-text"] == "Publicar el formato"


def test_an_empty_row_is_no_milestone_and_emptying_one_takes_it_out(
    thread: Thread, commitment: Commitment, member: Browser
) -> None:
    thread.save(commitment, milestones=(STEP, STEP))
    blank = dict.fromkeys(ROW, "")
    member.submit(member.get(f"{LIST}/C-01/editar"), **row(0, **blank))
    assert len(commitment.milestones) == 1


def sheet_twice(browser: Open, thread: Thread) -> tuple[Browser, Page, Browser, Page]:
    ana, luis = browser(thread.core[0]), browser(thread.core[1])
    return ana, ana.get(f"{LIST}/C-01/editar"), luis, luis.get(f"{LIST}/C-01/editar")


def test_who_saves_second_sees_both_texts_and_loses_nothing(
    thread: Thread, commitment: Commitment, browser: Open
) -> None:
    ana, first, luis, second = sheet_twice(browser, thread)
    ana.submit(first, problem="Nadie sabe cuánto cuesta.", lead="Contratación", **row(0))
    page = luis.submit(
        second, problem="Nadie sabe cuánto falta.", causes="No se publica.", reason="Por la mesa"
    )
    assert page.status == 409
    assert "Otra persona guardó la versión 2 mientras usted escribía." in page.words
    assert page.soup.select_one("del", string="cuesta.")
    assert page.soup.select_one("ins", string="falta.")
    again = page.form()
    assert again["problem"] == "Nadie sabe cuánto falta."  # mine, where both wrote
    assert again["causes"] == "No se publica."  # mine, where I alone wrote
    assert again["lead"] == "Contratación"  # the other's, where I wrote nothing
    assert again["milestones-0-text"] == "Publicar el formato"
    assert again["reason"] == "Por la mesa"
    assert commitment.problem == "Nadie sabe cuánto cuesta."
    assert luis.submit(page).status == 200
    thread.session.refresh(commitment)
    assert (commitment.version, commitment.lead) == (3, "Contratación")
    assert commitment.problem == "Nadie sabe cuánto falta."


def test_a_sheet_that_claims_a_version_to_come_is_refused(commitment: Commitment, member: Browser) -> None:
    sheet = member.get(f"{LIST}/C-01/editar")
    assert member.submit(sheet, version="9", problem="Algo").status == 409
    for odd in ("", "²", "9" * 5000, "-1"):
        assert member.submit(sheet, version=odd, problem="Algo").status == 422
    without = {name: value for name, value in sheet.form().items() if name != "version"}
    assert member.post(f"{LIST}/C-01/editar", without | {"problem": "Algo"}).status == 422


def test_versions_are_compared_word_by_word_with_their_author_and_reason(
    thread: Thread, commitment: Commitment, member: Browser, browser: Open
) -> None:
    alone = browser().get(f"{LIST}/C-01/versiones")
    assert "Una sola versión, por ahora" in alone.words
    thread.save(commitment, solution="La actualización será trimestral.", milestones=(STEP,))
    member.submit(
        member.get(f"{LIST}/C-01/editar"),
        solution="La actualización será mensual.",
        reason="Lo pidió la mesa",
        **row(0, supporters="Red de veedurías"),
    )
    page = browser().get(f"{LIST}/C-01/versiones")
    assert "De la versión 2 a la 3" in page.words
    assert [mark.get_text() for mark in page.soup.select(".keep del")] == ["trimestral."]
    assert page.soup.select(".keep ins")[0].get_text() == "mensual."
    assert "Red de veedurías" in page.words
    assert "Lo pidió la mesa" in page.words
    assert "De la versión 1 a la 3" in browser().get(f"{LIST}/C-01/versiones?de=3&a=1").words
    assert browser().get(f"{LIST}/C-01/versiones?de=x&a=99").status == 200


def test_a_withdrawn_commitment_keeps_its_page_with_the_reason(
    thread: Thread, commitment: Commitment, member: Browser
) -> None:
    page = member.get(f"{LIST}/C-01/retirar")
    assert member.submit(page, reason="Porque sí.", sure="y").status == 422
    thread.withdraw(commitment, "Se une a otro compromiso del ministerio.")
    gone = member.get(f"{LIST}/C-01")
    assert "Se une a otro compromiso del ministerio." in gone.words
    assert "Editar" not in gone.words
    assert member.get(f"{LIST}/C-01/editar").status == 409
    assert member.get(f"{LIST}/C-01/retirar").status == 409
    theme = member.get("/ecuador/2026-2028/temas/T-001")
    assert "Se une a otro compromiso del ministerio." in theme.words
    assert "Queda 1 tema elegido sin compromiso." in member.get(LIST).words


def test_a_theme_says_which_commitment_it_became(commitment: Commitment, browser: Open) -> None:
    page = browser().get("/ecuador/2026-2028/temas/T-001")
    assert "Se convirtió en un compromiso" in page.words
    assert f"{LIST}/C-01" in page.links()


@pytest.mark.parametrize("place", ["nuevo", "C-01/editar", "C-01/retirar"])
def test_to_those_who_do_not_draft_the_drafting_pages_do_not_exist(
    commitment: Commitment, session: Any, browser: Open, place: str
) -> None:
    assert browser(make_account(session)).get(f"{LIST}/{place}").status == 404
    stranger = browser().get(f"{LIST}/{place}")
    assert stranger.path == "/entrar"


def test_out_of_its_time_a_member_reads_why_nothing_can_be_drafted(
    make: Callable[[Phase], Thread], browser: Open
) -> None:
    thread = make(Phase.VOTING)
    page = browser(thread.core[0]).get(LIST)
    assert "Todavía no es el momento: se abre el" in page.words
    assert "Todavía no es el momento" not in browser().get(LIST).words
    assert browser(thread.core[0]).get(f"{LIST}/nuevo").status == 403


def test_a_reference_is_found_however_it_was_typed_and_nothing_else_is(
    commitment: Commitment, browser: Open
) -> None:
    assert browser().get(f"{LIST}/c1").path == f"{LIST}/C-01"
    for wrong in ("C-02", "P-0001", "nada", "C-99999999999"):
        assert browser().get(f"{LIST}/{wrong}").status == 404


def test_words_of_a_commitment_never_become_markup(
    thread: Thread, commitment: Commitment, browser: Open
) -> None:
    evil = "<script>alert(1)</script>"
    thread.save(commitment, name=evil, problem=evil, lead=evil, milestones=(STEP,))
    for place in ("", "/C-01", "/C-01/versiones"):
        assert "<script>alert" not in browser().get(f"{LIST}{place}").body


def test_the_pages_read_the_same_number_of_statements_when_rows_double(
    thread: Thread, browser: Open, count_statements: Any
) -> None:
    themes = [thread.theme() for _ in range(4)]
    thread.cycle.seats = 4
    thread.elect(*themes)

    def statements() -> list[int]:
        found = []
        for place in (LIST, f"{LIST}/C-01", f"{LIST}/C-01/versiones"):
            with count_statements() as seen:
                browser(thread.core[0]).get(place)
            found.append(len(seen))
        return found

    thread.draft(themes[0], milestones=(STEP,))
    before = statements()
    thread.draft(themes[1], milestones=(STEP, STEP))
    commitment = queries.find(thread.session, thread.cycle.id, 1)
    assert commitment is not None
    thread.save(commitment, milestones=(STEP, STEP, STEP), now=NOON)
    assert statements() == before
    assert max(before) <= 24  # two of them find it again for the tags that messages read


def test_the_text_that_is_shown_as_voted_is_the_one_that_was_frozen(thread: Thread, browser: Open) -> None:
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    thread.draft(theme)
    theme.title = "Otra cosa"
    voted = browser().get(f"{LIST}/C-01").soup.select_one(".voted")
    assert voted is not None
    assert "Obras a la vista" in voted.get_text()


def test_people_are_seen_by_their_public_name_only(
    thread: Thread, commitment: Commitment, browser: Open
) -> None:
    account: Account = thread.core[0]
    assert account.email is not None
    for place in ("/C-01", "/C-01/versiones"):
        assert account.email not in browser().get(f"{LIST}{place}").body
