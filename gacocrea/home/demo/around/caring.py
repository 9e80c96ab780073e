"""Personal data: who answers for it, a request that is near its term, one that was answered, a person who leaves."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gacocrea.core.terms import Role
from gacocrea.home.demo.load import rows
from gacocrea.home.demo.scene import Scene, Script, with_role
from gacocrea.people.models import Consent
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.privacy import actions
from gacocrea.privacy.models import RequestKind

KEEPERS = {
    "ecuador": (
        "Presidencia de la República (ejemplo), García Moreno N10-43, Quito",
        "datos@ejemplo.ec",
        "EC",
        15,
    ),
    "jalisco": ("Coordinación de Transparencia (ejemplo), Av. Ramón Corona 31", "datos@ejemplo.mx", "MX", 18),
}
HOLIDAYS = ((1, 1, "Año Nuevo"), (5, 1, "Día del Trabajo"), (12, 25, "Navidad"))
ASKED = "Quiero saber qué guardaron de lo que propuse en el taller de mi parroquia, y quién lo ha visto."
ON_PAPER = "Mi nombre está mal escrito en la propuesta del taller: soy Pilar con una sola ele."
ANSWERED = "Corregimos el nombre en la propuesta del taller. Nadie fuera de la secretaría vio su carta."
ADDRESS = "https://ejemplo.org/mi/datos"


def care(scene: Scene, script: Script, founded: datetime, now: datetime) -> None:
    """Script who answers for data from the first day on, and what waits today."""
    script.add(founded + timedelta(days=1), lambda at: _keep(scene, at))
    script.add(now - timedelta(days=20), lambda at: _on_paper(scene, at))
    script.add(now - timedelta(days=12), lambda at: _ask(scene, at))
    script.add(now - timedelta(days=2), lambda at: _leave(scene, at))


def _keep(scene: Scene, now: datetime) -> None:
    for slug, (controller, contact, country, age) in KEEPERS.items():
        actor, forum = scene.actor(with_role(slug, Role.SECRETARIAT)), scene.forums[slug]
        actions.set_keeper(
            scene.session, actor=actor, forum=forum, controller=controller, contact=contact, country=country,
            least_age=age, now=now,
        )  # fmt: skip
        for month, day, name in HOLIDAYS:
            off = date(now.year + 1, month, day)
            actions.set_holiday(scene.session, actor=actor, forum=forum, day=off, name=name, now=now)
    have = {one.account_id for one in scene.session.query(Consent)}
    people = (account for account in scene.accounts.values() if account.id not in have)
    scene.session.add_all(
        Consent(account_id=account.id, text_version=PRIVACY_TEXT_VERSION, given_at=account.created_at)
        for account in people
    )


def _citizen(place: int) -> str:
    """Return a citizen of the national forum by their place in the content."""
    citizens = [one for one in rows("people") if one["forum"] == "ecuador" and one["role"] == Role.CITIZEN]
    return str(citizens[place]["key"])


def _ask(scene: Scene, now: datetime) -> None:
    key = _citizen(0)
    actions.ask(
        scene.session, actor=scene.actor(key), account=scene.accounts[key], forum=scene.forums["ecuador"],
        kind=RequestKind.ACCESS, text=ASKED, address=ADDRESS, now=now,
    )  # fmt: skip


def _on_paper(scene: Scene, now: datetime) -> None:
    forum, actor = scene.forums["ecuador"], scene.actor(with_role("ecuador", Role.SECRETARIAT))
    came = now.astimezone(ZoneInfo(forum.time_zone)).date() - timedelta(days=2)
    row = actions.enter(
        scene.session, actor=actor, forum=forum, kind=RequestKind.RECTIFICATION, name="Pilar Sarango",
        contact="Calle Bolívar 12, Loja", text=ON_PAPER, received_on=came, now=now,
    )  # fmt: skip
    later = datetime.combine(now.date() + timedelta(days=4), time(15), now.tzinfo)
    actions.answer(
        scene.session, actor=actor, forum=forum, row=row, text=ANSWERED, address=ADDRESS, now=later
    )


def _leave(scene: Scene, now: datetime) -> None:
    account = scene.accounts[_citizen(-1)]
    actions.ask_to_leave(
        scene.session,
        account=account,
        blank=False,
        today=now.date(),
        address="https://ejemplo.org/mi/baja",
        now=now,
    )
