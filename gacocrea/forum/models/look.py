"""How a forum looks: its logo, and the one sentence that says what it is."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base

LEAD_MAX = 240
LOGO_HIGH = 40
LOGO_WIDE = 176
"""Points of a page that a logo takes at most in its head: so much is free at 360 beside the way in and the menu."""


class Look(Base):
    """What a forum wears; one that has set nothing has none."""

    __tablename__ = "look"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    lead: Mapped[str] = mapped_column(default="")
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("public_file.id"))
    dark_logo_id: Mapped[int | None] = mapped_column(ForeignKey("public_file.id"))
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    """Points of a page, as large as it is shown."""
    __table_args__ = (
        CheckConstraint("dark_logo_id IS NULL OR logo_id IS NOT NULL", name="dark_beside_light"),
        CheckConstraint(
            f"(logo_id IS NULL AND width = 0 AND height = 0) OR (width BETWEEN 1 AND {LOGO_WIDE}"
            f" AND height BETWEEN 1 AND {LOGO_HIGH})",
            name="size",
        ),
    )
