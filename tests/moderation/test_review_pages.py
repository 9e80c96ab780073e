"""The queue of review, reports, appeals, rules and the public log, as people see them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gacocrea.core.mail import Letter
from gacocrea.core.terms import Role
from gacocrea.moderation.models import Verdict
from tests.browser import Browser
from tests.factories import make_account, make_member
from tests.moderation.review import REASON, Review
from tests.support import NOON

HERE = "/ecuador/2026-2028"
REVIEW = f"{HERE}/mesa/revision"
Open = Callable[..., Browser]


def test_a_reader_reports_a_text_and_a_member_hides_it_in_two_actions(
    review: Review, browser: Open, letters: list[Letter]
) -> None:
    item = review.argument("Compre zapatos en la tienda de la esquina.")
    reader, public = browser(review.reader), browser()
    page = reader.get(f"{HERE}/propuestas/P-0001")
    link = next(link for link in page.links() if "argumento=" in link)
    told = reader.submit(reader.get(link), "denunciar", rule="2", words="Es un anuncio.")
    assert "Alguien del grupo núcleo lo leerá" in told.words
    member = browser(review.desk.ana)
    queue = member.get(f"{REVIEW}?ver=denuncias")
    assert "1 denuncia" in queue.words
    assert "Es un anuncio." in queue.words
    assert "Rosa" not in queue.words, "who reported is not shown"
    done = member.submit(queue, "revision", decision="2", reason=REASON)
    assert "Quedó decidido 1 texto" in done.words
    seen = public.get(f"{HERE}/propuestas/P-0001").words
    assert "Oculto el 12 de junio de 2026 por la regla 2" in seen
    assert "Compre zapatos" not in seen
    assert "Compre zapatos" in browser(review.author).get(f"{HERE}/propuestas/P-0001").words
    assert {letter.to for letter in letters} == {"wilmer@example.org", "rosa@example.org"}
    log = public.get(f"{HERE}/moderacion")
    assert "Argumento en P-0001" in log.words
    assert "Gobierno" in log.words
    for name in ("Ana", "Wilmer", "Rosa"):
        assert name not in log.words
        assert name not in public.get(f"{HERE}/moderacion.csv").body
    assert item.argument


def test_a_hidden_proposal_says_so_to_the_public_and_keeps_its_words_for_its_author(
    review: Review, browser: Open
) -> None:
    review.rule(review.proposal("Zapatos baratos en la tienda"))
    for path in ("", "/versiones"):
        assert "Zapatos" not in browser().get(f"{HERE}/propuestas/P-0001{path}").body
    assert "Esta propuesta está oculta" in browser().get(f"{HERE}/propuestas/P-0001").words
    assert "Zapatos" not in browser().get(f"{HERE}/propuestas").words
    assert browser().get(f"{HERE}/hilo/P-0001").status == 404
    mine = browser(review.author).get(f"{HERE}/propuestas/P-0001")
    assert "Zapatos baratos" in mine.words
    assert any("apelar" in link for link in mine.links())


def test_an_author_appeals_and_a_member_of_another_sector_answers(review: Review, browser: Open) -> None:
    review.rule(review.proposal())
    author = browser(review.author)
    form = author.get(f"{HERE}/propuestas/P-0001/apelar")
    assert "Ocultamos este texto, Wilmer Apolo" in form.words
    assert author.submit(form, words="no").status == 422
    assert "otro sector" in author.submit(form, words="Describo un problema y no anuncio nada.").words
    same, other = browser(review.desk.ana), browser(review.desk.luis)
    assert "apelación" not in same.get("/mi/").words.lower()
    waiting = other.get("/mi/")
    assert "Responder la apelación sobre P-0001" in waiting.words
    page = other.get(next(link for link in waiting.links() if "apelaciones/" in link))
    assert not same.get(page.path).soup.select("main form[method=post] textarea")
    heard = other.submit(page, outcome="granted", reason="Describe un problema y no anuncia nada.")
    assert "quedó publicada" in heard.words
    assert "Zapatos baratos" in browser().get(f"{HERE}/propuestas/P-0001").words
    assert "Describe un problema" in browser().get(f"{HERE}/moderacion").words


def test_many_are_hidden_in_one_action_after_a_look(review: Review, browser: Open) -> None:
    for _n in range(3):
        review.argument()
    ana = review.desk.ana
    review.argument(author_id=ana.id, author_name="Ana Chalá")
    member = browser(ana)
    page = member.get(f"{REVIEW}?compacta=1&ver=argumentos&todas=1")
    chosen = [str(box["value"]) for box in page.soup.select("input[name=chosen][checked]")]
    assert len(chosen) == 4
    preview = member.submit(page, "revision", chosen=chosen, decision="2", reason=REASON)
    assert "Se decidirán 3 textos" in preview.words
    assert "Nadie decide sobre lo suyo" in preview.words
    assert member.get(f"{REVIEW}?ver=argumentos").words.count("Compre zapatos") >= 4, "a look writes nothing"
    again = member.submit(preview, "revision", chosen=chosen, back="1")
    assert again.form("revision")["reason"] == REASON
    done = member.submit(preview, "revision", chosen=chosen, publish="1")
    assert "Quedaron decididos 3 textos" in done.words


def test_a_burst_is_shown_together_and_handled_in_one_action(review: Review, browser: Open) -> None:
    for number in range(12):
        sender = make_account(review.session, created_at=NOON - timedelta(hours=2))
        review.argument(f"Oferta {number}: visite https://tienda.example/{number} y compre.", author_id=sender.id,
                        author_name="Vendedor", proposal=None if number == 0 else review.desk.proposal())  # fmt: skip
    genuine = review.argument("En mi barrio pasa lo mismo con la obra del parque.")
    member = browser(review.desk.ana)
    page = member.get(REVIEW)
    assert "12 textos parecidos llegaron en poco tiempo: enlaces a tienda.example" in page.words
    burst = member.get(next(link for link in page.links() if "rafaga=" in link))
    chosen = [str(box["value"]) for box in burst.soup.select("input[name=chosen][checked]")]
    assert len(chosen) == 12
    assert genuine.target not in {value.partition(":")[0] for value in chosen}
    preview = member.submit(burst, "revision", chosen=chosen, decision="2", reason=REASON)
    assert "Se decidirán 12 textos" in preview.words
    assert "Quedaron decididos 12 textos" in member.submit(preview, "revision", chosen=chosen, publish="1").words


def test_who_comes_second_keeps_what_they_typed(review: Review, browser: Open) -> None:
    item = review.argument()
    second = browser(review.desk.luis)
    page = second.get(f"{REVIEW}?t={item.target}")
    review.rule(item, Verdict.KEPT)
    refused = second.submit(page, "revision", decision="2", reason="Mi propia razón, larga y pensada.")
    assert refused.status == 409
    assert "Ana Chalá ya decidió sobre este texto" in refused.words
    assert refused.form("revision")["reason"] == "Mi propia razón, larga y pensada."


def test_a_decision_is_undone_with_its_reason(review: Review, browser: Open) -> None:
    review.rule(review.argument())
    member = browser(review.desk.luis)
    page = member.get(next(link for link in member.get(f"{HERE}/moderacion").links() if "deshacer" in link))
    assert member.submit(page, reason="").status == 422
    undone = member.submit(page, reason="Se leyó otra vez: no anuncia nada.")
    assert "La decisión se deshizo" in undone.words
    assert "Se deshizo el 12 de junio de 2026" in browser().get(f"{HERE}/moderacion").words


def test_rules_are_public_and_the_core_group_words_them(review: Review, browser: Open) -> None:
    assert "Sin publicidad ni mensajes en serie" in browser().get("/ecuador/reglas").words
    member = browser(review.desk.ana)
    page = member.get(f"{HERE}/mesa/ajustes?regla=2")
    kept = member.submit(page, "regla", **{"rule-title": "Sin anuncios de nada"})
    assert "Guardado." in kept.words
    assert "Sin anuncios de nada" in browser().get("/ecuador/reglas").words
    assert member.submit(page, "ritmo", **{"pace-account_hour": "0"}).status == 422


def test_a_saved_reason_answers_without_typing(review: Review, browser: Open) -> None:
    review.desk.proposal()
    member = browser(review.desk.ana)
    page = member.get(f"{HERE}/mesa/ajustes")
    text = "Gracias, [nombre]. La obra se decide en el concejo cantonal."
    member.submit(page, "razon", **{"saved-use": "other_body", "saved-title": "Es del concejo", "saved-text": text})
    desk = member.get(f"{HERE}/mesa/")
    saved = str(desk.soup.select("select[name=saved] option")[-1]["value"])
    done = member.submit(desk, "mesa/?p", outcome="other_body", saved=saved, reason="")
    assert "Publicada la respuesta a P-0001" in done.words
    assert "La obra se decide en el concejo cantonal." in browser().get(f"{HERE}/propuestas/P-0001").words


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OBSERVER])
def test_the_queue_is_read_only_for_those_who_do_not_decide(review: Review, browser: Open, role: Role) -> None:
    review.argument()
    account = make_member(review.session, review.desk.forum, role)
    page = browser(account).get(REVIEW)
    assert page.status == 200
    assert not page.soup.select("form.decide")
    assert browser(review.reader).get(REVIEW).status == 404


@pytest.mark.parametrize(
    ("path", "most"),
    [("mesa/revision", 34), ("mesa/revision?compacta=1", 34), ("moderacion", 14), ("mesa/apelaciones", 14)],
)
def test_a_page_asks_the_database_the_same_whatever_it_holds(
    review: Review, browser: Open, count_statements: Callable[[], Any], path: str, most: int
) -> None:
    member, counts = browser(review.desk.ana), []
    for size in (2, 6):
        for _n in range(size):
            review.appeal(item := review.argument(), review.rule(item))
            review.argument()
            review.report(review.proposal())
        with count_statements() as seen:
            member.get(f"{HERE}/{path}")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= most
