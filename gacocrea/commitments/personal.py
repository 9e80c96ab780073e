"""What this stage holds about a person: comments on drafts, and versions written in office."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.commitments.models import Comment, Commitment, CommitmentVersion
from gacocrea.core.personal import BLANKED, Holding, Part
from gacocrea.core.text import reference
from gacocrea.web.labels import label


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield a person's comments on drafts, and the versions that they wrote. Two statements."""
    said = select(Comment).where(Comment.author_id == account_id).order_by(Comment.id)
    yield Part(
        "comments",
        _("Comentarios al borrador del plan"),
        (("reference", _("Número")), ("at", _("Fecha")), ("stance", _("Postura")), ("passage", _("Pasaje")),
         ("text", _("Texto")), ("answer", _("Respuesta"))),
        tuple(
            (reference("O", one.number), one.at, label(one.stance), one.passage, one.text, one.answer)
            for one in session.scalars(said)
        ),
    )  # fmt: skip
    wrote = select(
        Commitment.number, CommitmentVersion.number, CommitmentVersion.at, CommitmentVersion.reason
    )
    mine = wrote.join(Commitment, Commitment.id == CommitmentVersion.commitment_id)
    rows = session.execute(mine.where(CommitmentVersion.author_id == account_id)).tuples()
    yield Part(
        "commitment_versions",
        _("Versiones de compromisos que usted escribió"),
        (
            ("commitment", _("Compromiso")),
            ("version", _("Versión")),
            ("at", _("Fecha")),
            ("reason", _("Motivo")),
        ),
        tuple((reference("C", commitment), number, at, reason) for commitment, number, at, reason in rows),
    )


def credit(session: Session, account_id: int, name: str) -> None:
    """Let a person's comments say another name."""
    session.execute(update(Comment).where(Comment.author_id == account_id).values(author_name=name))


def drop(session: Session, account_id: int, blank: bool) -> None:
    """`blank`: take the words out of comments that nobody answered; an answer would stand without its question."""
    if blank:
        mine = (Comment.author_id == account_id, Comment.outcome.is_(None))
        session.execute(update(Comment).where(*mine).values(text=BLANKED, passage=""))


HOLDING = Holding(
    {
        "comment.author_id": "the comment stays without a name, or blank where nobody answered it",
        "assignment.account_id": "worked on it in office: it stays with its name",
        "commitment_version.author_id": "written in office: it stays with its name",
    },
    export,
    credit,
    drop,
)
