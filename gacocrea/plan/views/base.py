"""What the pages of this stage share."""

from flask import Blueprint

bp = Blueprint("plan", __name__)
