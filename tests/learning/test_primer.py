"""The primer: read by everyone, worded by the secretariat, with every version kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.forum.models import Forum
from gacocrea.learning import actions, queries
from gacocrea.learning.actions import Step
from gacocrea.learning.house import KEYS
from gacocrea.learning.models import CHAPTERS_MAX, PrimerChapter, PrimerText
from gacocrea.learning.rules import ChapterWords, chapter_key, checked_chapter, minutes_to_read
from gacocrea.people.models import Account
from tests.browser import Browser
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON

Open = Callable[..., Browser]
WORDS = ChapterWords(
    "Cómo votamos aquí", "En dos frases.", "Se vota en línea. También en papel, en cada parroquia."
)
DESK = "/ecuador/secretaria/aprende"


@pytest.fixture
def forum(session: Session) -> Forum:
    return make_forum(session)


@pytest.fixture
def keeper(session: Session, forum: Forum) -> Account:
    return make_member(session, forum, Role.SECRETARIAT, name="Nina")


@pytest.fixture
def nina(keeper: Account) -> Actor:
    return actor_of(keeper, Role.SECRETARIAT)


def word(session: Session, forum: Forum, nina: Actor, *, seen: int = 0, **given: str) -> PrimerText:
    words = ChapterWords(**(vars(WORDS) | given))
    return actions.word_chapter(
        session, actor=nina, forum=forum, key="votar", language="es", words=words, seen=seen, now=NOON
    )


def keys(session: Session, forum: Forum) -> list[str]:
    return [one.key for one in queries.arranged(session, forum, ["es"])]


# ---------------------------------------------------------------- reading


def test_the_contents_lead_to_every_chapter_and_each_to_the_next(forum: Forum, browser: Open) -> None:
    reader = browser()
    contents = reader.get("/ecuador/aprende")
    assert [
        f"/ecuador/aprende/{key}" for key in KEYS if f"/ecuador/aprende/{key}" not in contents.links()
    ] == []
    assert "Se lee en" in contents.words
    for key, after in zip(KEYS, [*KEYS[1:], ""], strict=True):
        page = reader.get(f"/ecuador/aprende/{key}")
        assert page.status == 200
        assert page.soup.select_one("main svg[role=img][aria-label]")
        assert len(page.soup.select("main details")) == 3, "a question of three answers, without a script"
        assert not after or f"/ecuador/aprende/{after}" in page.links()


def test_the_cycle_says_in_the_primer_what_can_be_done_today(
    session: Session, forum: Forum, browser: Open
) -> None:
    assert "Lo que puede hacer hoy" not in browser().get("/ecuador/aprende").words
    make_cycle(session, forum, phase=Phase.VOTING)
    assert "Lo que puede hacer hoy" in browser().get("/ecuador/aprende").words
    assert "Hasta 3 temas por pilar" in browser().get("/ecuador/aprende/este-ciclo").words
    assert "Integridad y rendición de cuentas" in browser().get("/ecuador/aprende/pilares").words


def test_a_hard_word_leads_to_its_line_of_the_glossary(session: Session, forum: Forum, browser: Open) -> None:
    make_cycle(session, forum, phase=Phase.VOTING)
    page = browser().get("/ecuador/2026-2028/votacion")
    links = [link for link in page.links() if "glosario#" in link]
    anchors = {str(tag["id"]) for tag in browser().get("/ecuador/aprende/glosario").soup.select("li[id]")}
    assert links
    assert {link.partition("#")[2] for link in links} <= anchors


def test_the_leaflet_holds_every_chapter_and_every_word(forum: Forum, browser: Open) -> None:
    words = browser().get("/ecuador/aprende/folleto").words
    assert "Cómo se sigue un compromiso" in words
    assert "Seudónimo" in words


def test_an_address_of_no_chapter_is_not_there(forum: Forum, browser: Open) -> None:
    for path in ("nada", "nada/versiones"):
        assert browser().get(f"/ecuador/aprende/{path}").status == 404


@pytest.mark.parametrize("path", ["", "/votar", "/este-ciclo"])
def test_a_page_takes_a_known_number_of_statements(
    session: Session,
    forum: Forum,
    browser: Open,
    nina: Actor,
    count_statements: Callable[[], object],
    path: str,
) -> None:
    make_cycle(session, forum, phase=Phase.VOTING)
    word(session, forum, nina)
    reader = browser()
    with count_statements() as seen:  # type: ignore[attr-defined]
        reader.get(f"/ecuador/aprende{path}")
    assert len(seen) <= 8


# ---------------------------------------------------------------- wording


def test_the_secretariat_words_a_chapter_after_seeing_how_it_will_look(
    forum: Forum, keeper: Account, browser: Open
) -> None:
    desk = browser(keeper)
    page = desk.get(f"{DESK}/votar/es")
    assert "cualquiera repite el conteo" in page.form("votar/es")["text"], "it starts from what people read"
    shown = desk.submit(
        page, "votar/es", text="Se vota **en la plaza**, y se cuenta en voz alta.", preview="1"
    )
    assert "Todavía no está publicado" in shown.words
    assert shown.soup.select_one("article strong")
    assert "plaza" not in browser().get("/ecuador/aprende/votar").words
    desk.submit(shown, "votar/es")
    read = browser().get("/ecuador/aprende/votar")
    assert "en la plaza" in read.words
    assert "versión 1" in read.words
    changes = browser().get("/ecuador/aprende/votar/versiones")
    assert "Nina" in changes.words
    assert changes.soup.select_one("ins")
    assert changes.soup.select_one("del")


def test_another_language_keeps_its_own_text(
    session: Session, forum: Forum, nina: Actor, browser: Open
) -> None:
    word(session, forum, nina)
    session.commit()
    page = browser().get("/ecuador/aprende/votar", headers={"Accept-Language": "en"})
    assert "parroquia" not in page.words
    spanish = queries.arranged(session, forum, ["es"])
    english = queries.arranged(session, forum, ["en"])
    assert [one.key for one in spanish if one.text] == ["votar"]
    assert not any(one.text for one in english)


def test_a_chapter_can_be_read_in_a_language_that_the_house_does_not_speak(
    session: Session, forum: Forum, keeper: Account, browser: Open
) -> None:
    forum.languages = ["qu"]
    session.commit()
    desk = browser(keeper)
    desk.submit(
        desk.get(f"{DESK}/votar/qu"),
        "votar/qu",
        title="Pakalla akllana",
        text="Kanpak shutika mana rikurinchu.",
    )
    for asked, title in (("qu", "Pakalla akllana"), ("es", "Un voto secreto que se puede recontar")):
        page = browser().get("/ecuador/aprende/votar", headers={"Accept-Language": asked})
        heading = page.soup.select_one(f"main [lang={asked}] h1")
        assert heading
        assert heading.get_text() == title
    assert desk.get(f"{DESK}/votar/nah").status == 404, "the forum has no texts in that language"


def test_the_forum_goes_back_to_the_text_of_the_house_and_its_versions_stay(
    session: Session, forum: Forum, keeper: Account, nina: Actor, browser: Open
) -> None:
    word(session, forum, nina)
    session.commit()
    desk = browser(keeper)
    desk.submit(desk.get(f"{DESK}/votar/es"), "/casa")
    assert "parroquia" not in browser().get("/ecuador/aprende/votar").words
    assert "Vuelve el texto de la casa" in browser().get("/ecuador/aprende/votar/versiones").words
    with pytest.raises(Conflict):
        actions.restore_house(session, actor=nina, forum=forum, key="votar", language="es", now=NOON)


def test_two_who_write_at_once_do_not_overwrite_each_other(
    session: Session, forum: Forum, nina: Actor
) -> None:
    word(session, forum, nina)
    with pytest.raises(Invalid) as refused:
        word(session, forum, nina, text="Otro texto, escrito sobre la versión de antes.")
    assert refused.value.code == "chapter_moved"
    with pytest.raises(Invalid) as same:
        word(session, forum, nina, seen=1)
    assert same.value.code == "chapter_same"


@pytest.mark.parametrize(
    ("field", "words"), [("title", "x"), ("title", "x" * 81), ("lead", "x" * 241), ("text", "corto"),
                         ("text", "x" * 8001)],
)  # fmt: skip
def test_words_have_their_limits(field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_chapter(ChapterWords(**(vars(WORDS) | {field: words})))
    assert refused.value.field == field


@pytest.mark.both_engines
def test_what_was_published_is_never_changed_nor_half_stored(
    session: Session, forum: Forum, nina: Actor
) -> None:
    made = word(session, forum, nina)
    session.commit()
    for statement in (update(PrimerText).values(text="x"), text("DELETE FROM primer_text")):
        with pytest.raises(DatabaseError):
            session.execute(statement)
        session.rollback()
    session.add(
        PrimerText(chapter_id=made.chapter_id, language="es", number=2, title="x", by_name="x", at=NOON)
    )
    with pytest.raises(IntegrityError):
        session.flush()


# ---------------------------------------------------------------- arranging


def test_the_forum_adds_a_chapter_of_its_own(forum: Forum, keeper: Account, browser: Open) -> None:
    desk = browser(keeper)
    page = desk.submit(desk.get(f"{DESK}/nuevo"), "nuevo", **vars(WORDS))
    assert page.path == "/ecuador/aprende/como-votamos-aqui"
    english = browser().get(page.path, headers={"Accept-Language": "en"})
    assert english.soup.select_one("main [lang=es] h1"), "an own chapter is read in the language that it has"
    assert "Cómo votamos aquí" in browser().get("/ecuador/aprende").words


def test_a_hidden_chapter_leads_to_the_contents_and_comes_back_with_its_words(
    session: Session, forum: Forum, keeper: Account, browser: Open
) -> None:
    desk = browser(keeper)
    token = desk.get(DESK).form("orden")
    desk.post(f"{DESK}/orden", token | {"chapter": "votar", "step": "hide"})
    assert "votar" not in keys(session, forum)
    assert browser().get("/ecuador/aprende/votar").path == "/ecuador/aprende"
    desk.post(f"{DESK}/orden", token | {"chapter": "votar", "step": "show"})
    assert tuple(keys(session, forum)) == KEYS


@pytest.mark.both_engines
def test_chapters_change_places_with_their_neighbours_and_stop_at_the_ends(
    session: Session, forum: Forum, nina: Actor
) -> None:
    def move(key: str, step: Step) -> list[str]:
        actions.arrange_chapter(session, actor=nina, forum=forum, key=key, step=step, now=NOON)
        return keys(session, forum)

    first, second, *_middle, last = KEYS
    assert move(second, Step.UP)[:2] == [second, first]
    assert move(second, Step.UP)[:2] == [second, first]
    assert move(last, Step.DOWN)[-1] == last
    assert move(second, Step.DOWN) == list(KEYS)


def test_one_chapter_at_least_is_shown(session: Session, forum: Forum, nina: Actor) -> None:
    *others, last = KEYS
    for key in others:
        actions.arrange_chapter(session, actor=nina, forum=forum, key=key, step=Step.HIDE, now=NOON)
    with pytest.raises(Conflict):
        actions.arrange_chapter(session, actor=nina, forum=forum, key=last, step=Step.HIDE, now=NOON)


def test_a_guide_has_an_end(session: Session, forum: Forum, nina: Actor) -> None:
    def add() -> PrimerChapter:
        return actions.add_chapter(session, actor=nina, forum=forum, language="es", words=WORDS, now=NOON)

    for _number in range(CHAPTERS_MAX - len(KEYS)):
        add()
    with pytest.raises(Invalid):
        add()
    assert len(set(keys(session, forum))) == CHAPTERS_MAX, "each on an address of its own"


def test_an_address_comes_from_the_title() -> None:
    assert chapter_key("¿Cómo votamos?", ()) == "como-votamos"
    assert chapter_key("Glosario", ()) == "glosario-2"
    assert chapter_key("Folleto", ("folleto-2",)) == "folleto-3"
    with pytest.raises(Invalid):
        chapter_key("¿¡!?", ())


def test_reading_takes_a_minute_at_least() -> None:
    assert (minutes_to_read(""), minutes_to_read("palabra " * 540)) == (1, 3)


# ---------------------------------------------------------------- who, and what stays


@pytest.mark.parametrize("role", [Role.CORE_GROUP, Role.OBSERVER])
def test_nobody_but_the_secretariat_changes_the_primer(session: Session, forum: Forum, role: Role) -> None:
    for someone in (actor_of(make_member(session, forum, role), role), actor_of(make_account(session))):
        with pytest.raises(NotAllowed):
            word(session, forum, someone)


def test_what_is_done_to_the_primer_is_in_the_public_record(
    session: Session, forum: Forum, nina: Actor, browser: Open
) -> None:
    word(session, forum, nina)
    actions.arrange_chapter(session, actor=nina, forum=forum, key="votar", step=Step.UP, now=NOON)
    actions.restore_house(session, actor=nina, forum=forum, key="votar", language="es", now=NOON)
    session.commit()
    verbs = [entry.verb for entry in session.query(RecordEntry).order_by(RecordEntry.id)]
    assert verbs == ["primer.worded", "primer.moved", "primer.restored"]
    assert "Guía para quien empieza" in browser().get("/registro").words


def test_a_chapter_of_another_forum_is_not_there(session: Session, forum: Forum, nina: Actor) -> None:
    other = make_forum(session, "jalisco")
    actions.add_chapter(session, actor=nina, forum=other, language="es", words=WORDS, now=NOON)
    with pytest.raises(NotThere):
        actions.arrange_chapter(
            session, actor=nina, forum=forum, key="como-votamos-aqui", step=Step.HIDE, now=NOON
        )
