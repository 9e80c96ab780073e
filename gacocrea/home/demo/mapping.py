"""The national forum's map: an invented one, drawn in straight lines so that nobody takes it for a survey."""

from datetime import datetime

from gacocrea.core.terms import Role
from gacocrea.forum.actions.shapes import keep_map
from gacocrea.home.demo.load import CONTENT
from gacocrea.home.demo.scene import Play, with_role

SOURCE = "Esquema inventado para este ejemplo; no es un mapa oficial"


def map_out(play: Play, at: datetime) -> None:
    """Script that the secretariat gives its forum a map."""
    content = (CONTENT / "map.json").read_bytes()

    def send(now: datetime) -> None:
        keep_map(
            play.session,
            actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
            forum=play.scene.forums[play.forum],
            content=content,
            name_property="nombre",
            source=SOURCE,
            now=now,
        )

    play.script.add(at, send)
