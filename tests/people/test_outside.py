"""Signing in with somebody else's account: who gets in, as whom, and who does not."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.app import create_app
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.people import actions
from gacocrea.people.models import Account, IdentityProof, OutsideIdentity
from gacocrea.people.outside import Client
from gacocrea.settings import SettingsError
from tests.factories import make_account
from tests.people.issuer import Issuer
from tests.support import NOON, make_settings

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def known(app):
    """The providers of this installation."""
    before, app.extensions["outside"] = app.extensions["outside"], {}
    yield app.extensions["outside"]
    app.extensions["outside"] = before


def trust(known, **given):
    issuer = Issuer(**given)
    known[issuer.provider.key] = Client(issuer.provider, fetch=issuer.fetch)
    return issuer


@pytest.fixture
def nube(known):
    return trust(known)


@pytest.fixture
def gob(known):
    return trust(known, issuer="https://gob.example", key="gob", name="Gobierno", level=2)


def leave(visitor, issuer, start="/entrar"):
    """Go to the provider; return the address on which it sends the person back."""
    page = visitor.submit(visitor.get(start), f"/con/{issuer.provider.key}")
    address = page.soup.select_one("main a.btn")["href"]
    assert page.response.headers["Refresh"] == f"0; url={address}"
    return issuer.visit(address).removeprefix(SITE)


def arrive(visitor, back):
    """Come back from the provider and send on what it said."""
    return visitor.submit(visitor.get(back), "/vuelta")


def travel(visitor, issuer, start="/entrar"):
    return arrive(visitor, leave(visitor, issuer, start))


def join(visitor, issuer, **typed):
    return visitor.submit(travel(visitor, issuer), "/entrar/cuenta", of_age="y", consent="y", **typed)


def linked(session, issuer, account, subject="rosa-1"):
    """Give an account an identity."""
    session.add(
        OutsideIdentity(
            account_id=account.id, provider=issuer.provider.key, issuer=issuer.issuer, subject=subject,
            linked_at=account.created_at, used_at=account.created_at,
        )
    )  # fmt: skip
    session.commit()
    return account


def address_in(letter):
    return re.search(r"(/entrar/unir/[\w-]+)", letter.body)[1]


@pytest.mark.both_engines
def test_a_person_whom_nobody_knows_opens_an_account_and_is_in(session, browser, letters, nube):
    visitor = browser()
    page = travel(visitor, nube)
    assert page.form("/entrar/cuenta")["email"] == "rosa@example.org"
    page = visitor.submit(page, "/entrar/cuenta", of_age="y", consent="y")
    assert page.path == "/mi/"
    assert "Rosa Elena" in page.words
    account = session.scalars(select(Account)).one()
    assert (account.is_confirmed, account.level, account.password_hash) == (True, 0, None)


def test_next_time_the_person_is_in_at_once_and_where_she_wanted_to_be(session, browser, nube):
    linked(session, nube, make_account(session, "Rosa Elena"))
    assert travel(browser(), nube).path == "/mi/"
    assert travel(browser(), nube, "/entrar?next=/mi/seguridad").path == "/mi/seguridad"


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "/" + "a" * 5000]
)
def test_nobody_is_sent_elsewhere_after_signing_in(session, browser, nube, evil):
    linked(session, nube, make_account(session))
    visitor = browser()
    page = visitor.get("/entrar")
    action = page.action("/con/nube").partition("?")[0]
    page = visitor.post(f"{action}?next={evil}", page.form("/con/nube"))
    back = nube.visit(page.soup.select_one("main a.btn")["href"]).removeprefix(SITE)
    assert arrive(visitor, back).path == "/mi/"


def test_coming_back_writes_nothing_until_the_page_is_sent_on(session, browser, nube):
    linked(session, nube, make_account(session))
    visitor = browser()
    back = leave(visitor, nube)
    assert visitor.get(back).status == 200
    assert visitor.get("/mi/").path == "/entrar"
    assert arrive(visitor, back).path == "/mi/"


def test_a_state_that_is_missing_wrong_or_old_is_refused(session, browser, clock, nube):
    linked(session, nube, make_account(session))
    visitor = browser()
    back = leave(visitor, nube)
    for lie in (re.sub(r"state=[^&]+", "state=wrong", back), re.sub(r"&state=[^&]+", "", back)):
        visitor = browser()
        leave(visitor, nube)
        assert "no empezó en este navegador" in arrive(visitor, lie).words
    visitor = browser()
    back = leave(visitor, nube)
    clock.instant += timedelta(minutes=16)
    assert "pasó demasiado tiempo" in arrive(visitor, back).words
    assert visitor.get("/mi/").path == "/entrar"


def test_a_way_back_that_began_in_another_browser_is_refused(session, browser, nube):
    linked(session, nube, make_account(session))
    back = leave(browser(), nube)
    victim = browser()
    assert "no empezó en este navegador" in arrive(victim, back).words
    leave(victim, nube)
    assert "no empezó en este navegador" in arrive(victim, back).words
    assert victim.get("/mi/").path == "/entrar"


@pytest.mark.both_engines
def test_a_way_back_works_once_even_with_the_cookie_of_then(session, app, browser, nube):
    linked(session, nube, make_account(session))
    visitor = browser()
    back = leave(visitor, nube)
    name, codes = app.config["SESSION_COOKIE_NAME"], dict(nube.codes)
    page, cookie = visitor.get(back), visitor.client.get_cookie(name).value
    assert visitor.submit(page, "/vuelta").path == "/mi/"
    assert arrive(visitor, back).status == 400
    thief = browser()
    thief.client.set_cookie(name, cookie)
    nube.codes = codes  # a careless provider that takes a code twice
    assert thief.submit(page, "/vuelta").status == 400
    assert thief.get("/mi/").path == "/entrar"


def test_an_answer_of_one_provider_is_not_taken_for_anothers(session, browser, nube, gob):
    linked(session, nube, make_account(session))
    linked(session, gob, make_account(session))
    visitor = browser()
    back = leave(visitor, nube)
    assert "no empezó" in arrive(visitor, back.replace("/con/nube/", "/con/gob/")).words
    back = leave(visitor, nube)
    lie = re.sub(r"iss=[^&]+", "iss=https://gob.example", back)
    assert "no se puede comprobar" in arrive(visitor, lie).words
    assert visitor.get("/mi/").path == "/entrar"


def test_a_token_that_proves_nothing_lets_nobody_in(session, browser, nube):
    linked(session, nube, make_account(session))
    for lie in ({"nonce": "other"}, {"aud": "other"}, {"iss": "https://other.example"}):
        visitor, nube.claims = browser(), lie
        page = travel(visitor, nube)
        assert (page.status, "no se puede comprobar" in page.words) == (400, True)
        assert visitor.get("/mi/").path == "/entrar"


def test_the_subject_is_the_person_whatever_the_address_says(session, browser, nube):
    rosa = linked(session, nube, make_account(session, "Rosa Elena", email="rosa@example.org"))
    nube.person = {
        "sub": "thief-2",
        "email": "rosa@example.org",
        "email_verified": True,
        "name": "Rosa Elena",
    }
    thief = browser()
    assert travel(thief, nube).path == "/entrar/cuenta"
    assert thief.get("/mi/").path == "/entrar"
    nube.person = {"sub": "rosa-1", "email": "new@example.org", "name": "Another"}
    assert "Rosa Elena" in travel(browser(), nube).words
    assert rosa.email == "rosa@example.org"


def test_the_same_subject_of_another_provider_is_another_person(session, browser, nube, gob):
    linked(session, nube, make_account(session))
    assert travel(browser(), gob).path == "/entrar/cuenta"


@pytest.mark.parametrize("verified", [True, False])
def test_a_known_address_is_never_linked_without_its_owners_letter(session, browser, letters, nube, verified):
    rosa = make_account(session, "Rosa Elena", email="rosa@example.org")
    nube.person["email_verified"] = verified
    thief = browser()
    assert "Enviamos una carta" in join(thief, nube).words
    assert thief.get("/mi/").path == "/entrar"
    assert session.scalar(select(OutsideIdentity)) is None
    owner = browser()
    assert "donde empezó" in owner.get(address_in(letters[0])).words
    assert owner.get("/mi/").path == "/entrar"
    assert session.scalar(select(OutsideIdentity)) is None
    assert thief.submit(thief.get(address_in(letters[0]))).path == "/mi/"  # the owner of both, in one browser
    assert session.scalars(select(OutsideIdentity.account_id)).one() == rosa.id


@pytest.mark.parametrize("said", [{}, {"email": "rosa@example.org", "email_verified": False}])
def test_an_address_that_is_not_verified_is_confirmed_by_letter_first(session, browser, letters, nube, said):
    nube.person = {"sub": "rosa-1"} | said
    visitor = browser()
    page = join(visitor, nube, name="Rosa Elena", email="rosa@example.org")
    assert "Enviamos una carta a rosa@example.org" in page.words
    assert visitor.get("/mi/").path == "/entrar"
    assert [one.is_confirmed for one in session.scalars(select(Account))] == [False]
    assert visitor.submit(visitor.get(address_in(letters[-1]))).path == "/mi/"
    assert visitor.submit(visitor.get("/mi/"), "/salir").status == 200
    assert travel(visitor, nube).path == "/mi/"


def test_whoever_opened_an_account_for_anothers_address_has_no_part_in_it(session, browser, letters, nube):
    squatted = make_account(
        session, email="rosa@example.org", email_confirmed_at=None, password_hash="of the thief"
    )
    thief, rosa = browser(squatted), browser()
    join(rosa, nube)
    rosa.submit(rosa.get(address_in(letters[0])))
    session.refresh(squatted)
    assert (squatted.password_hash, squatted.is_confirmed) == (None, True)
    assert thief.get("/mi/").path == "/entrar"


def test_an_address_typed_in_the_place_of_the_verified_one_gets_a_letter(session, browser, letters, nube):
    page = join(browser(), nube, email="victim@example.org")
    assert "Enviamos una carta a victim@example.org" in page.words
    assert letters[0].to == "victim@example.org"


def test_a_person_who_is_in_links_an_identity_and_takes_it_off_again(session, browser, letters, nube):
    rosa = make_account(session, "Rosa Elena")
    visitor = browser(rosa)
    assert travel(visitor, nube, "/mi/seguridad/con/nube").path == "/mi/seguridad"
    assert travel(browser(), nube).path == "/mi/"
    page = visitor.get("/mi/seguridad")
    assert "Nube" in page.words
    link = next(one for one in page.links() if "/identidad/" in one)
    assert "Ya no se entra" in visitor.submit(visitor.get(link)).words
    assert travel(browser(), nube).path == "/entrar/cuenta"
    assert [letter.subject for letter in letters] == ["Un cambio en la seguridad de su cuenta"] * 2


def test_who_has_no_password_shows_again_who_she_is_by_entering_anew(session, browser, clock, nube):
    linked(session, nube, make_account(session))
    visitor = browser()
    travel(visitor, nube)
    visitor.stays_in = False
    clock.instant += timedelta(minutes=16)
    identity = session.scalars(select(OutsideIdentity.id)).one()
    assert visitor.get(f"/mi/seguridad/identidad/{identity}").path == "/cuenta/confirmar-identidad"
    page = visitor.get("/mi/seguridad/con/nube")
    assert (page.path, "no tiene contraseña" in page.words) == ("/cuenta/confirmar-identidad", True)
    visitor.submit(page, "/salir")
    nube.now = clock.instant
    travel(visitor, nube)
    assert visitor.get("/mi/seguridad/con/nube").path == "/mi/seguridad/con/nube"


def test_an_identity_is_linked_only_by_whoever_went_away_for_it(session, browser, nube):
    rosa, other = make_account(session), make_account(session)
    visitor = browser(rosa)
    back = leave(visitor, nube, "/mi/seguridad/con/nube")
    with visitor.client.session_transaction() as kept:
        errand = kept["errand"]
    stranger = browser(other)
    stranger.get("/mi/")
    with stranger.client.session_transaction() as kept:
        kept["errand"] = errand
    assert arrive(stranger, back).status == 400
    assert session.scalar(select(OutsideIdentity)) is None


def test_an_identity_of_another_account_is_not_taken_over(session, browser, nube):
    linked(session, nube, make_account(session))
    page = travel(browser(make_account(session)), nube, "/mi/seguridad/con/nube")
    assert (page.status, "pertenece a otra cuenta" in page.words) == (409, True)


def test_an_account_has_one_identity_of_a_provider(session, browser, nube):
    rosa = linked(session, nube, make_account(session), "another-1")
    page = travel(browser(rosa), nube, "/mi/seguridad/con/nube")
    assert "ya está unida a otra identidad" in page.words


def test_a_government_raises_the_level_and_its_identity_never_serves_a_second_account(session, browser, gob):
    rosa = make_account(session)
    visitor = browser(rosa)
    travel(visitor, gob, "/mi/seguridad/con/gob")
    session.refresh(rosa)
    assert rosa.level == 2
    assert session.scalars(select(IdentityProof.proof)).one() == "oidc:gob"
    link = next(one for one in visitor.get("/mi/seguridad").links() if "/identidad/" in one)
    visitor.submit(visitor.get(link))
    second = browser(make_account(session))
    assert "pertenece a otra cuenta" in travel(second, gob, "/mi/seguridad/con/gob").words
    assert "pertenece a otra cuenta" in travel(browser(), gob).words
    assert travel(visitor, gob, "/mi/seguridad/con/gob").path == "/mi/seguridad"


def test_a_level_that_was_taken_back_does_not_return_with_the_next_sign_in(session, browser, gob):
    rosa = make_account(session)
    visitor = browser(rosa)
    travel(visitor, gob, "/mi/seguridad/con/gob")
    session.query(IdentityProof).update({"withdrawn_at": rosa.created_at, "reason": "Fue de otra persona."})
    session.query(Account).update({"level": 0})
    session.commit()
    travel(browser(), gob)
    session.refresh(rosa)
    assert rosa.level == 0


def test_the_identity_of_somebody_who_left_opens_nothing(session, browser, gob):
    gone = linked(session, gob, make_account(session))
    gone.email = gone.password_hash = None
    gone.left_at = NOON
    session.commit()
    visitor = browser()
    assert travel(visitor, gob).status == 409
    assert visitor.get("/mi/").path == "/entrar"


def test_the_only_way_in_cannot_be_taken_off(session, browser, nube):
    rosa = linked(session, nube, make_account(session, email_confirmed_at=None))
    identity = session.scalars(select(OutsideIdentity)).one()

    with pytest.raises(Conflict):
        actions.unlink(session, account=rosa, identity_id=identity.id, now=NOON)


def test_nobody_takes_off_anothers_identity(session, browser, nube):
    stranger = make_account(session)
    linked(session, nube, make_account(session))
    identity = session.scalars(select(OutsideIdentity)).one()
    assert browser(stranger).get(f"/mi/seguridad/identidad/{identity.id}").status == 404
    with pytest.raises(NotThere):
        actions.unlink(session, account=stranger, identity_id=identity.id, now=NOON)


def test_a_provider_that_is_down_leaves_a_calm_page_and_the_other_ways(session, browser, nube):
    nube.is_down = True
    visitor = browser()
    page = visitor.submit(visitor.get("/entrar"), "/con/nube")
    assert (page.status, "no responde" in page.words) == (409, True)
    assert "/entrar" in page.links()
    nube.is_down = False
    back = leave(visitor, nube)
    nube.is_down = True
    assert arrive(visitor, back).status == 409


def test_who_thinks_better_of_it_at_the_provider_is_told_that_nothing_happened(browser, nube):
    visitor = browser()
    leave(visitor, nube)
    page = visitor.get("/entrar/con/nube/vuelta?error=access_denied&error_description=<script>")
    assert (page.status, "no se completó" in page.words) == (400, True)


def test_an_unknown_provider_is_not_there(browser, known):
    assert browser().get("/entrar/con/nadie/vuelta").status == 404
    assert "Entrar con" not in browser().get("/entrar").words


def test_no_token_of_a_provider_reaches_the_browser(browser, nube):
    visitor = browser()
    page = travel(visitor, nube)
    with visitor.client.session_transaction() as kept:
        seen = f"{page.body} {page.response.headers} {dict(kept)}"
    assert len(nube.secrets) == 2
    assert not [secret for secret in nube.secrets if secret in seen]


def test_a_file_of_providers_that_is_wrong_stops_the_start(tmp_path):
    path = tmp_path / "providers.json"
    path.write_text('[{"key": "nube"}]')
    with pytest.raises(SettingsError, match="GACOCREA_OIDC"):
        create_app(replace(make_settings(tmp_path), providers=path))


def test_what_a_provider_said_is_unreadable_in_the_cookie(app, browser, nube):
    visitor = browser()
    travel(visitor, nube)
    with visitor.client.session_transaction() as kept:
        assert not [words for words in ("rosa", "example.org", "nube") if words in str(dict(kept))]
