"""The Flask extensions, one instance each, bound to the program in app.py."""

from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from gacocrea.core.db import Base
from gacocrea.web.reading import HouseBabel

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate(render_as_batch=True, compare_type=True)
login = LoginManager()
babel = HouseBabel()
csrf = CSRFProtect()
