"""Where the addresses of this stage hang."""

from flask import Blueprint

bp = Blueprint("openness", __name__)
