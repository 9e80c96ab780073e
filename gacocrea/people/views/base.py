"""The blueprint on which every page about oneself stands."""

from flask import Blueprint

bp = Blueprint("people", __name__)
