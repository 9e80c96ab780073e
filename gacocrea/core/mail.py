"""How a letter leaves: to a folder on this machine, or by SMTP."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4


@dataclass(frozen=True)
class Letter:
    """A plain-text letter to one address."""

    to: str
    subject: str
    body: str
    unsubscribe: str = ""
    """The link that ends letters of this kind with one click (RFC 8058); "" for letters that nobody can refuse."""

    def message(self, sender: str) -> EmailMessage:
        """Return the letter as a message; line breaks in a header are refused by the library."""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = self.to
        message["Subject"] = " ".join(self.subject.split())
        if self.unsubscribe:
            message["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.body)
        return message


class Transport(Protocol):
    """Anything that can send a letter; it raises OSError when it cannot now."""

    def send(self, letter: Letter) -> None: ...


class FolderTransport:
    """Writes each letter as a file: the default, so that nothing else needs to be installed."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder = folder
        self.sender = sender

    def send(self, letter: Letter) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{uuid4().hex}.eml"
        path.write_bytes(letter.message(self.sender).as_bytes())


class SmtpTransport:
    """Sends by SMTP: `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`."""

    def __init__(self, url: str, sender: str) -> None:
        self.url = urlsplit(url)
        self.sender = sender

    def send(self, letter: Letter) -> None:
        host = self.url.hostname or "localhost"
        secure = self.url.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with kind(host, self.url.port or (465 if secure else 587), timeout=10) as server:
            if not secure and server.has_extn("starttls"):
                server.starttls()
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            server.send_message(letter.message(self.sender))


def transport_for(url: str, *, folder: Path, sender: str) -> Transport:
    """Return the transport that `url` names; an empty one means the folder."""
    return SmtpTransport(url, sender) if url else FolderTransport(folder, sender)
