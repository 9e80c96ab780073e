"""The ballot paper as one person sees it, and what ties a form and a receipt to this server."""

import hmac
import secrets
from dataclasses import asdict, dataclass

from flask import session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeSerializer

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.terms import IdentityLevel
from gacocrea.core.text import parse_reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.themes.queries import themes_of
from gacocrea.voting import queries
from gacocrea.voting.actions import Receipt
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.rules import Manifest, Option, read_manifest
from gacocrea.voting.views.base import keys
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment

RECEIPT = "gacocrea/receipt/v1"


@dataclass(frozen=True)
class Paper:
    """The ballot paper of one pillar: frozen words in an order of this person's own."""

    pillar: Pillar
    poll: Poll
    manifest: Manifest
    options: tuple[Option, ...]
    verdict: Verdict
    place: int
    of: int

    @property
    def is_open(self) -> bool:
        return self.poll.state is PollState.OPEN and self.poll.opens_at <= now() < self.poll.closes_at

    @property
    def is_coming(self) -> bool:
        return now() < self.poll.opens_at

    @property
    def level(self) -> IdentityLevel:
        return IdentityLevel(self.poll.level)

    @property
    def may_vote(self) -> bool:
        return self.is_open and self.verdict.allowed

    def proposals(self) -> dict[str, int]:
        """Return by code how many proposals each theme unites. Two statements."""
        rows = {
            row.theme.number: row.proposals
            for row in themes_of(db.session(), this_cycle().id, self.pillar.id)
        }
        numbers = {option.code: parse_reference(option.code) for option in self.options}
        return {code: rows.get(found[1], 0) for code, found in numbers.items() if found}


def paper_of(pillar: Pillar) -> Paper | None:
    """Return the paper of a pillar, None before its poll was opened."""
    polls = queries.polls_of(db.session(), this_cycle().id)
    place, poll = next(
        ((place, poll) for place, poll in enumerate(polls, start=1) if poll.pillar_id == pillar.id), (0, None)
    )
    if poll is None:
        return None
    manifest = read_manifest(poll.manifest)
    return Paper(
        pillar=pillar,
        poll=poll,
        manifest=manifest,
        options=tuple(sorted(manifest.options, key=lambda option: _lot(poll, option.code))),
        verdict=explain(Action.VOTE, actor=actor(), moment=moment(), level=poll.level),
        place=place,
        of=len(polls),
    )


def open_paper(pillar: Pillar) -> Paper:
    """Return the paper of a pillar whose poll was opened; before that it is a 404."""
    paper = paper_of(pillar)
    if paper is None:
        raise NotThere
    return paper


def _lot(poll: Poll, code: str) -> bytes:
    """An order that favours nobody: another one for each person, the same one whenever they come back."""
    text = f"order\0{_visitor()}\0{poll.manifest_hash}\0{code}"
    return hmac.digest(application().settings.secret_key.encode(), text.encode(), "sha256")


def _visitor() -> str:
    """Return what a person keeps from page to page: the account, or the mark that a stranger's session has."""
    generate_csrf()
    return str(actor().account_id or session["csrf_token"])


def new_server(poll: Poll) -> str:
    """Return a fresh server nonce, signed for this person and this poll."""
    return _signer("server").dumps([secrets.token_hex(16), actor().account_id, poll.id])


def server_nonce(token: str | None, poll: Poll) -> str:
    """Return the nonce of a form. Raises Conflict when it was made for somebody else or for another poll."""
    made = _load("server", token)
    if not isinstance(made, list) or made[1:] != [actor().account_id, poll.id]:
        raise Conflict("bad_form")
    return str(made[0])


def previous_mark(poll: Poll) -> str:
    """Return the mark of the ballot that this person would replace."""
    return queries.ballot_mark(db.session(), poll=poll, account_id=actor().account_id or 0, keys=keys())


def sign_receipt(receipt: Receipt) -> str:
    """Return a receipt as a field that only this server can have made."""
    return _signer("receipt").dumps(asdict(receipt))


def receipt_of(token: str | None) -> Receipt:
    """Return the receipt of such a field. Raises Conflict when this server did not make it."""
    made = _load("receipt", token)
    if not isinstance(made, dict):
        raise Conflict("bad_form")
    return Receipt(**made)


def receipt_line(receipt: Receipt) -> str:
    """Return a receipt as the one line that the page to check it reads, and that its picture holds in capitals."""
    parts = (receipt.poll, receipt.manifest_hash, receipt.seal, receipt.voter_nonce, receipt.server_nonce)
    return " ".join((RECEIPT, *parts, receipt.signature))


def receipt_file(receipt: Receipt, manifest: Manifest) -> str:
    """Return a receipt as a text to keep, with what one needs to check it and without the choices."""
    lines = (
        (_("Comprobante de boleta"), ""),
        (_("Foro"), manifest.forum),
        (_("Votación"), f"{manifest.cycle}, {manifest.pillar}"),
        (_("Clave de la votación en el paquete público"), receipt.poll),
        (_("Manifiesto (SHA-256)"), receipt.manifest_hash),
        (_("Sello (SHA-256)"), receipt.seal),
        (_("Su número"), receipt.voter_nonce),
        (_("Número del servidor"), receipt.server_nonce),
        (_("Firma del foro (Ed25519)"), receipt.signature),
        (_("Clave pública del foro"), manifest.public_key),
        (_("Todo en una línea, para la página que lo comprueba"), receipt_line(receipt)),
        (_("Dónde comprobarlo"), url_for("voting.check", _external=True)),
    )
    return "\n".join(f"{name}\n  {value}\n" if value else f"{name}\n" for name, value in lines)


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(application().settings.secret_key, salt=f"gacocrea.voting.{purpose}")


def _load(purpose: str, token: str | None) -> object:
    try:
        made: object = _signer(purpose).loads(token or "")
    except BadSignature:
        return None
    return made
