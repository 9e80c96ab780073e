"""Whatever is typed into the forms of this stage is taken or refused with a sentence."""

import pytest

from tests.factories import make_account
from tests.identity.people import cedula, claim

STRINGS = (
    *(
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "=1+1",
        "{{7*7}}",
        "%(name)s %s %d",
        "\u202e\u200b\ufeff",
        "\0",
    ),
    *(
        "9" * 5000,
        "٣٤٥٦",
        "𝟏𝟕𝟏𝟎𝟎𝟑𝟒𝟎𝟔𝟓",
        "Z\u0351\u0358a\u0361",
        "ñ" * 39,
        "①②③④⑤⑥⑦⑧⑨⑩",
        "-1",
        "1e309",
        "NaN",
        "",
    ),
)


@pytest.fixture
def places(app, session, forum):
    """The addresses of every form, with a disputed document and an account that was checked."""
    rosa, luis = make_account(session, "Rosa"), make_account(session, "Luis")
    claim(app, session, forum, rosa, cedula(7))
    claim(app, session, forum, luis, cedula(7))
    office = f"/{forum.slug}/secretaria/identidad"
    return {
        "citizen": [f"/{forum.slug}/identidad", "/mi/identidad/codigo"],
        "official": [
            *(f"{office}/registrar", f"{office}/documentos/2", f"{office}/cuentas/{rosa.id}"),
            *(f"/{forum.slug}/secretaria/padron",),
        ],
    }


def test_whatever_is_typed_is_taken_or_refused(session, secretary, places, browser):
    for who, addresses in places.items():
        page = browser(secretary if who == "official" else make_account(session))
        for address in addresses:
            form = page.get(address).form(address)
            for typed in STRINGS:
                filled = {name: form[name] if name == "csrf_token" else typed for name in form}
                assert page.post(address, filled).status in {200, 404, 409, 422, 429}, (address, typed)
    desk = f"{places['official'][0].removesuffix('/registrar')}"
    for typed in STRINGS:
        assert browser(secretary).get(desk, query_string={"q": typed}).status == 200
