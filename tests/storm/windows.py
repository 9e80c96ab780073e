"""A voter's window, without a browser: it opens the ballot, sends it, and works out its own seal."""

import json
import re
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Self
from urllib.parse import urlencode

from tests.storm.hall import BOOTH, Hall, Voter

FIELD = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="(\w+)")(?=[^>]*value="([^"]*)")')
TIMEOUT = 60.0


@dataclass(frozen=True)
class Post:
    """A ballot as it is sent, byte for byte, and the seal that it must have."""

    body: bytes
    seal: str


@dataclass(frozen=True)
class Answer:
    """What came back: the status, whether the receipt with the ballot's own seal was there, and the seconds."""

    status: int
    is_receipt: bool
    seconds: float
    text: str = ""


class Window:
    """One connection to one server. A server that is gone gives status 0."""

    def __init__(self, hall: Hall, port: int) -> None:
        self.hall, self.port = hall, port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def form(self, voter: Voter) -> dict[str, str]:
        """Open the ballot and return its hidden fields; nothing when it was not shown."""
        status, text = self.ask("GET", voter)
        fields = dict(FIELD.findall(text)) if status == 200 else {}
        return {name: fields[name] for name in ("csrf_token", "server", "previous") if name in fields}

    def fill(self, form: dict[str, str], choices: Sequence[str], nonce: str) -> Post:
        """Return the ballot that delivers `choices` with the voter's own nonce."""
        fields = [*form.items(), *(("choices", code) for code in choices), ("nonce", nonce), ("deliver", "1")]
        return Post(urlencode(fields).encode(), self.hall.seal(list(choices), nonce, server_nonce_of(form)))

    def send(self, voter: Voter, post: Post) -> Answer:
        started = time.perf_counter()
        status, text = self.ask("POST", voter, post.body)
        return Answer(status, status == 200 and post.seal in text, time.perf_counter() - started, text)

    def ask(self, method: str, voter: Voter, body: bytes | None = None, at: str = "") -> tuple[int, str]:
        """Ask for the booth, or for what is `at` an address below it."""
        heads = {"Cookie": voter.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request(method, BOOTH + at, body, heads)
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            self.connection.close()
            return 0, ""


@contextmanager
def windows(hall: Hall, ports: Sequence[int], number: int) -> Iterator[list[Window]]:
    """Give `number` windows, spread over the servers at `ports`."""
    with ExitStack() as open_ones:
        yield [open_ones.enter_context(Window(hall, ports[place % len(ports)])) for place in range(number)]


def server_nonce_of(form: dict[str, str]) -> str:
    """Return the server's nonce, which stands readable in its signed field."""
    content = form["server"].partition(".")[0]
    return str(json.loads(urlsafe_b64decode(content + "=" * (-len(content) % 4)))[0])
