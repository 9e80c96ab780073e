"""Every address of the program with the line of the law it answers to.

`python -m tests.house.routes` writes the list anew.
"""

import tempfile
from pathlib import Path

from flask import Flask

LISTED = Path(__file__).with_name("routes.txt")
REFRESH = ".venv/bin/python -m tests.house.routes"


def listing(app: Flask) -> list[str]:
    """Return one line per address: rule, methods, endpoint, right."""
    return sorted(
        f"{rule.rule}  {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}"
        f"  {rule.endpoint}  {right(app, rule.endpoint)}"
        for rule in app.url_map.iter_rules()
    )


def right(app: Flask, endpoint: str) -> str:
    """Return the line of the law that a view answers to, or "" when it names none."""
    access = getattr(app.view_functions[endpoint], "access", None)
    return str(getattr(access, "value", access or ""))


if __name__ == "__main__":
    from gacocrea.app import create_app
    from tests.support import make_settings

    with tempfile.TemporaryDirectory() as place:
        lines = listing(create_app(make_settings(Path(place))))
    LISTED.write_text("\n".join(lines) + "\n", "utf-8")
