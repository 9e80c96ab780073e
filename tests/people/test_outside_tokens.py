"""What a provider says is believed only when it is the provider, speaks to us, of this sign-in, and now."""

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from joserfc.jwk import RSAKey

from gacocrea.people.outside import Answer, Client, NotBelieved, ProvidersError, Unreachable, read_providers
from tests.people.issuer import EC, RSA, Issuer
from tests.support import NOON

BACK = "http://127.0.0.1:8000/entrar/con/nube"
STRANGER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


def come_back(issuer, *, client=None, later=timedelta(), **changed):
    """Go to the provider and come back, with what a test changes in the answer."""
    client = client or Client(issuer.provider, fetch=issuer.fetch)
    address, errand = client.leave(back=BACK, now=NOON)
    query = dict(pair.split("=") for pair in issuer.visit(address).partition("?")[2].split("&"))
    answer = Answer(query["code"], query["state"], issuer.issuer)
    return client.welcome(replace(answer, **changed), errand, back=BACK, now=NOON + later)


def joined(header, claims, secret=None):
    """Write a token by hand: unsigned, or with an HMAC of `secret`."""
    text = ".".join(
        urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)
    )
    mac = hmac.digest(secret, text.encode(), "sha256") if secret else b""
    return f"{text}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


@pytest.mark.parametrize("key", [RSA, EC])
def test_an_honest_provider_is_believed(issuer, key):
    issuer.key = key
    found = come_back(issuer)
    assert (found.issuer, found.subject) == ("https://nube.example", "rosa-1")
    assert (found.email, found.email_verified, found.name) == ("rosa@example.org", True, "Rosa Elena")


LIES = {
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "for another audience": {"aud": "another-site"},
    "for another audience, though it was asked for by us": {"aud": "another-site", "azp": "gacocrea"},
    "for many, without saying whose it is": {"aud": ["gacocrea", "another-site"]},
    "for many, and another's": {"aud": ["gacocrea", "another-site"], "azp": "another-site"},
    "of another issuer": {"iss": "https://nube.example.evil.example"},
    "of the issuer with a slash more": {"iss": "https://nube.example/"},
    "expired": {"exp": int(NOON.timestamp()) - 61},
    "without an end": {"exp": None},
    "with an end that is no number": {"exp": "never"},
    "from the future": {"iat": int(NOON.timestamp()) + 61},
    "not valid yet": {"nbf": int(NOON.timestamp()) + 61},
    "of nobody": {"sub": None},
    "of an empty subject": {"sub": ""},
    "of a subject that is a list": {"sub": ["rosa-1"]},
    "of a subject without end": {"sub": "x" * 256},
    "for another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=list(LIES))
def test_a_token_with_a_wrong_claim_proves_nothing(issuer, lie):
    issuer.claims = lie
    with pytest.raises(NotBelieved):
        come_back(issuer)


def test_two_clocks_may_differ_by_a_minute(issuer):
    issuer.claims = {"iat": int(NOON.timestamp()) + 59, "exp": int(NOON.timestamp()) - 59}
    assert come_back(issuer).subject == "rosa-1"


HEADERS = {
    "its key in the header": {"jwk": STRANGER.as_dict(private=False)},
    "an address for its key": {"jku": "https://evil.example/keys"},
    "a certificate": {"x5c": ["MIIB"]},
    "an address for a certificate": {"x5u": "https://evil.example/cert"},
    "a rule of its own that is critical": {"crit": ["b64"], "b64": True},
    "another type": {"typ": "at+jwt"},
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=list(HEADERS))
def test_a_token_that_brings_along_how_to_check_it_proves_nothing(issuer, header):
    issuer.header = header
    with pytest.raises(NotBelieved):
        come_back(issuer)


def test_a_token_of_anothers_key_under_the_same_name_proves_nothing(issuer):
    for header in ({}, {"jwk": STRANGER.as_dict(private=False)}):
        issuer.key, issuer.header = STRANGER, header
        with pytest.raises(NotBelieved):
            come_back(issuer)


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None])
def test_a_token_without_a_signature_proves_nothing(issuer, algorithm):
    issuer.forge = lambda claims: joined({"alg": algorithm, "kid": "one"}, claims)
    with pytest.raises(NotBelieved):
        come_back(issuer)


@pytest.mark.parametrize(
    "secret", [RSA.as_pem(private=False), json.dumps(RSA.as_dict(private=False)).encode()]
)
def test_a_token_signed_with_the_public_key_as_a_password_proves_nothing(issuer, secret):
    issuer.forge = lambda claims: joined({"alg": "HS256", "kid": "one"}, claims, secret)
    with pytest.raises(NotBelieved):
        come_back(issuer)


def test_a_token_without_end_is_not_read(issuer):
    for lie in ({"name": "x" * 20_000}, {"email": "x" * 200_000}):
        issuer.claims = lie
        with pytest.raises(NotBelieved):
            come_back(issuer)
    issuer.claims, issuer.header = {}, {"x5t": "x" * 3000}
    with pytest.raises(NotBelieved):
        come_back(issuer)


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "e30.e30.e30", "e30.e30.e30.e30.e30", "é.é.é"])
def test_what_is_no_token_proves_nothing(issuer, forged):
    issuer.forge = lambda _claims: forged
    with pytest.raises(NotBelieved):
        come_back(issuer)


def test_a_code_works_once_and_only_with_the_proof_of_who_asked_for_it(issuer):
    client = Client(issuer.provider, fetch=issuer.fetch)
    address, errand = client.leave(back=BACK, now=NOON)
    code = issuer.visit(address).partition("code=")[2].partition("&")[0]
    answer = Answer(code, errand.state)
    stolen = client.leave(back=BACK, now=NOON)[1]
    kept = dict(issuer.codes)
    with pytest.raises(NotBelieved):
        client.welcome(replace(answer, state=stolen.state), stolen, back=BACK, now=NOON)
    issuer.codes = kept
    assert client.welcome(answer, errand, back=BACK, now=NOON).subject == "rosa-1"
    with pytest.raises(NotBelieved):
        client.welcome(answer, errand, back=BACK, now=NOON)


def test_another_state_is_refused_before_the_provider_is_asked(issuer):
    for state in ("", "x", "é"):
        with pytest.raises(NotBelieved):
            come_back(issuer, state=state)
    assert [address for address in issuer.asked if address.endswith("/token")] == []


def test_an_answer_of_another_issuer_is_refused_before_the_code_is_given_away(issuer):
    with pytest.raises(NotBelieved):
        come_back(issuer, iss="https://evil.example")
    assert [address for address in issuer.asked if address.endswith("/token")] == []
    assert come_back(issuer, iss="").subject == "rosa-1"
    issuer.described = {"authorization_response_iss_parameter_supported": True}
    with pytest.raises(NotBelieved):
        come_back(issuer, iss="")


DESCRIPTIONS = {
    "another issuer": {"issuer": "https://evil.example"},
    "no issuer": {"issuer": None},
    "another host for tokens": {"token_endpoint": "https://evil.example/token"},
    "another host for keys": {"jwks_uri": "https://evil.example/keys"},
    "another host for people": {"authorization_endpoint": "https://evil.example/authorize"},
    "another host for facts": {"userinfo_endpoint": "https://evil.example/userinfo"},
    "an inner address": {"jwks_uri": "http://169.254.169.254/latest"},
    "the issuer's host without TLS": {"token_endpoint": "http://nube.example/token"},
    "another port": {"token_endpoint": "https://nube.example:8443/token"},
    "a host that only looks like it": {"token_endpoint": "https://nube.example@evil.example/token"},
    "a file": {"jwks_uri": "file:///etc/passwd"},
    "no address": {"token_endpoint": 7},
}


@pytest.mark.parametrize("lie", DESCRIPTIONS.values(), ids=list(DESCRIPTIONS))
def test_a_provider_speaks_for_itself_alone_and_nobody_else_is_asked(issuer, lie):
    issuer.described = lie
    with pytest.raises(NotBelieved):
        come_back(issuer)
    assert {address.removeprefix(issuer.issuer) for address in issuer.asked} == {
        "/.well-known/openid-configuration"
    }


def test_hosts_that_the_settings_name_may_be_asked_too():
    issuer = Issuer(hosts=("tokens.example",))
    issuer.described = {"token_endpoint": "https://tokens.example/token"}
    client = Client(issuer.provider, fetch=issuer.fetch)
    assert client.leave(back=BACK, now=NOON)[0].startswith("https://nube.example/authorize?")


def test_keys_are_kept_for_minutes_and_fetched_once_more_for_a_new_one(issuer):
    client = Client(issuer.provider, fetch=issuer.fetch)
    come_back(issuer, client=client)
    come_back(issuer, client=client)
    assert sum(address.endswith("/keys") for address in issuer.asked) == 1
    issuer.header = {"kid": "nobody's"}
    with pytest.raises(NotBelieved):
        come_back(issuer, client=client)
    assert sum(address.endswith("/keys") for address in issuer.asked) == 2
    issuer.header, issuer.claims = {}, {"exp": int(NOON.timestamp()) + 3600}
    come_back(issuer, client=client, later=timedelta(minutes=11))
    assert sum(address.endswith("/keys") for address in issuer.asked) == 3


def test_facts_apart_from_the_token_must_speak_of_the_same_person(issuer):
    issuer.person = {"sub": "rosa-1"}
    issuer.claims = {"name": "Rosa Elena"}
    issuer.userinfo = {"sub": "rosa-1", "email": "rosa@example.org", "name": "Another"}
    found = come_back(issuer)
    assert (found.email, found.name) == ("rosa@example.org", "Rosa Elena")  # what is signed prevails
    issuer.userinfo = {"sub": "somebody-else", "email": "victim@example.org"}
    with pytest.raises(NotBelieved):
        come_back(issuer)


def test_an_email_counts_as_verified_only_where_settings_and_provider_say_so():
    for trusts, said, verified in (
        (True, True, True),
        (True, False, False),
        (False, True, False),
        (True, "true", False),
    ):
        issuer = Issuer(trusts_email=trusts)
        issuer.person["email_verified"] = said
        assert come_back(issuer).email_verified is verified


def test_a_weaker_way_than_asked_for_is_refused():
    issuer = Issuer(acr=("urn:high",), level=2)
    address, _errand = Client(issuer.provider, fetch=issuer.fetch).leave(back=BACK, now=NOON)
    assert "acr_values=urn%3Ahigh" in address
    for acr in (None, "urn:low"):
        issuer.claims = {"acr": acr}
        with pytest.raises(NotBelieved):
            come_back(issuer)
    issuer.claims = {"acr": "urn:high"}
    assert come_back(issuer).subject == "rosa-1"


def test_a_provider_that_does_not_answer_is_one_kind_of_failure(issuer):
    issuer.is_down = True
    with pytest.raises(Unreachable):
        come_back(issuer)


GOOD = {"key": "nube", "name": "Nube", "issuer": "https://nube.example", "client_id": "x"}
WRONG = [
    {"key": "Not A Key"},
    {"key": ""},
    {"issuer": "http://nube.example"},
    {"issuer": "https://nube.example/?a=b"},
    {"issuer": "https://a@nube.example"},
    {"level": 3},
    {"level": True},
    {"level": "2"},
    {"scopes": "email"},
    {"trusts_email": "yes"},
    {"hosts": "nube.example"},
    {"acr": [1]},
    {"secret": "misspelt"},
    {"client_id": 7},
]


def test_providers_are_read_from_a_file(tmp_path):
    path = tmp_path / "providers.json"
    path.write_text(json.dumps([GOOD, GOOD | {"key": "gob", "issuer": "https://gob.example", "level": 2}]))
    assert [(one.key, one.level) for one in read_providers(path)] == [("nube", 0), ("gob", 2)]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_provider_that_is_written_wrong_stops_the_start(tmp_path, wrong):
    path = tmp_path / "providers.json"
    path.write_text(json.dumps([GOOD | wrong]))
    with pytest.raises(ProvidersError):
        read_providers(path)


@pytest.mark.parametrize("text", ["", "{}", "[1]", json.dumps([GOOD, GOOD | {"key": "other"}])])
def test_a_file_that_lists_no_providers_stops_the_start(tmp_path, text):
    path = tmp_path / "providers.json"
    path.write_text(text)
    with pytest.raises(ProvidersError):
        read_providers(path)
    with pytest.raises(ProvidersError):
        read_providers(tmp_path / "nowhere.json")
