"""Every address is listed with its right, and an address that is only read from writes nothing."""

from pathlib import Path

from sqlalchemy import inspect, text

from gacocrea.app import create_app
from gacocrea.core.permissions import Action
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import csrf, db
from gacocrea.web.guards import needs
from tests.house.routes import LISTED, REFRESH, listing, right
from tests.support import make_settings


def test_every_route_is_listed_with_its_right(house: Gacocrea) -> None:
    now, listed = set(listing(house)), set(LISTED.read_text("utf-8").splitlines())
    gone, new = sorted(listed - now), sorted(now - listed)
    assert (gone, new) == ([], []), f"if every line is meant: {REFRESH}"


def test_every_view_says_which_right_it_asks_for(house: Gacocrea) -> None:
    assert sorted(endpoint for endpoint in house.view_functions if not right(house, endpoint)) == []


def program_that_writes(place: Path) -> Gacocrea:
    """Return a program with one more address, /scribble, that writes by any method."""
    app = create_app(make_settings(place))
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @app.route("/scribble", methods=["GET", "POST"])
    @needs(Action.READ)
    def scribble() -> str:
        db.session.execute(text("CREATE TABLE scribble (word TEXT)"))
        return "written"

    csrf.exempt(scribble)
    return app


def tables(app: Gacocrea) -> list[str]:
    with app.app_context():
        return inspect(db.engine).get_table_names()


def test_a_get_that_writes_fails_and_nothing_is_written(tmp_path: Path) -> None:
    app = program_that_writes(tmp_path)
    assert app.test_client().get("/scribble").status_code >= 500
    assert "scribble" not in tables(app)


def test_a_post_that_returns_is_committed(tmp_path: Path) -> None:
    app = program_that_writes(tmp_path)
    assert app.test_client().post("/scribble").status_code == 200
    assert "scribble" in tables(app)
