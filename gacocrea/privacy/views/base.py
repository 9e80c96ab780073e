"""The blueprints of this stage: what everybody reads, what is one's own, and the secretariat's register."""

from flask import Blueprint

notice_bp = Blueprint("privacy", __name__)
mine_bp = Blueprint("own_data", __name__)
register_bp = Blueprint("data_register", __name__)
