"""What people ask of this stage."""

from flask import Blueprint, Flask

bp = Blueprint("openness", __name__)


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
