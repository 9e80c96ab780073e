"""People prove who they are: a small invented census, documents given online, and a person registered in person."""

from datetime import date, datetime
from functools import partial

from gacocrea.core.tables import ColumnMap, Row
from gacocrea.core.terms import Phase, Role
from gacocrea.home.demo.dates import Spans
from gacocrea.home.demo.load import rows
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.identity import actions
from gacocrea.identity.models import Fact
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.secrets import Secrets

CENSUS = 240
LIVE = 6
"""How many of the people of the example have given their document."""
BORN = date(1984, 3, 17)


def identify(play: Play, spans: Spans) -> None:
    """Script the census before proposals open, documents while they do, and one registration in person."""
    opens = spans[Phase.PROPOSALS][0]
    play.script.add(play.almanac.at(spans[Phase.PREPARATION][0] + 2, 9), lambda at: _keep_census(play, at))
    people = [
        one["key"] for one in rows("people") if one["forum"] == play.forum and one["role"] == Role.CITIZEN
    ]
    for place, key in enumerate(people[:LIVE]):
        play.script.add(play.almanac.at(opens + 1 + place, 11), partial(_give, play, key, place))
    for key in people[LIVE : LIVE + 1]:
        play.script.add(play.almanac.at(opens + 2, 15), partial(_come_by, play, key))


def number_of_nobody(serial: int) -> str:
    """Return a well-formed number that is most likely nobody's: abroad (30), in a series not given out so far."""
    nine = f"306{serial:06}"
    doubled = [int(digit) * (2, 1)[place % 2] for place, digit in enumerate(nine)]
    return nine + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def _keep_census(play: Play, at: datetime) -> None:
    """Read the census as from a file, with two lines that are wrong, and put it in force."""
    forum, actor = play.scene.forums[play.forum], play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
    people = [(number_of_nobody(serial), BORN.isoformat()) for serial in range(CENSUS)]
    people[40:40] = [("171003406", BORN.isoformat()), (people[3][0], BORN.isoformat())]
    lines = [
        Row(line, {"cedula": number, "nacimiento": born}) for line, (number, born) in enumerate(people, 2)
    ]
    columns = ColumnMap({"document": "cedula", "fact": "nacimiento"})
    file = actions.CensusFile(DocumentKind.EC_CI, Fact.BIRTH_DATE, columns)
    reading = actions.hash_rows(lines, file=file, keys=_keys(play), now=at)
    census = actions.read_census(play.session, actor=actor, forum=forum, file=file, reading=reading, now=at)
    actions.put_in_force(play.session, actor=actor, forum=forum, census=census, now=at)


def _give(play: Play, key: str, place: int, at: datetime) -> None:
    """Give the document of a person of the census; the last one gives one that it lacks."""
    serial = place if place < LIVE - 1 else CENSUS + 1
    typed = actions.Typed(DocumentKind.EC_CI, number_of_nobody(serial), BORN)
    actions.claim_document(
        play.session, actor=play.scene.actor(key), account=play.scene.accounts[key],
        forum=play.scene.forums[play.forum], typed=typed, keys=_keys(play), now=at,
    )  # fmt: skip


def _come_by(play: Play, key: str, at: datetime) -> None:
    """Register a person at the secretariat, who joins the sheet to the account at home."""
    forum, official = play.scene.forums[play.forum], play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
    seen = actions.Seen(DocumentKind.EC_CI, number_of_nobody(LIVE))
    sheet = actions.register_person(
        play.session, actor=official, forum=forum, seen=seen, keys=_keys(play), now=at
    )
    actions.take_over(
        play.session, actor=play.scene.actor(key), account=play.scene.accounts[key], code=sheet.code,
        keys=_keys(play), now=at,
    )  # fmt: skip


def _keys(play: Play) -> Secrets:
    return Secrets(play.scene.keys.folder)
