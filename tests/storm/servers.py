"""The program's own servers, as its command starts them: several on ports of their own, or one with many workers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.storm.postgres import free_port

PROGRAM = (sys.executable, "-m", "gacocrea.cli")
LOUD = (sys.executable, "-m", "tests.storm.loud")
PATIENCE = 60.0
"""Seconds within which a server must answer."""


@dataclass
class Server:
    """One `gacocrea run` with its processes, which are a group of their own."""

    environment: dict[str, str]
    log: Path
    workers: int = 1
    loud: bool = False
    """Whether to write every log there is; what a server logs otherwise is a part of that."""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = LOUD if self.loud else (*PROGRAM, "run")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", str(self.workers)],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Wait until it answers."""
        limit = time.monotonic() + PATIENCE
        while not answers(self.port):
            assert time.monotonic() < limit, f"no answer on port {self.port}: {self.log.read_text()[-2000:]}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End the server and its workers with SIGKILL: nobody is asked, nothing is tidied up."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def servers(
    environment: dict[str, str], log: Path, *, number: int, workers: int = 1, loud: bool = False
) -> Iterator[list[Server]]:
    """Start `number` servers of `workers` processes each on one installation, and stop them in the end."""
    running = [Server(environment, log, workers, loud) for _ in range(number)]
    try:
        for server in running:
            server.start()
        for server in running:
            server.wait()
        yield running
    finally:
        for server in running:
            server.kill()
