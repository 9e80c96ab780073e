"""Chromium, spoken to through its debugging pipe: no driver, no port, nothing to install beside the browser."""

import fcntl
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LOADED = "!window.isOld && document.readyState === 'complete'"
PATIENCE = 60.0  # seconds, for a machine that does many things at once
ON_PIPES = "import os, sys; a = sys.argv; os.dup2(int(a[1]), 3); os.dup2(int(a[2]), 4); os.execv(a[3], a[3:])"
FLAGS = ("--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


class Screen:
    """One tab. It knows what the console complained of since it was opened."""

    def __init__(self, orders: int, answers: int) -> None:
        self.orders, self.answers = orders, answers
        self.complaints: list[str] = []
        self._serial, self._rest, self._session = 0, b"", ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": "es"})

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        message = self._order(method, **params)
        assert "error" not in message, (method, message)
        result: dict[str, Any] = message["result"]
        return result

    def _order(self, method: str, **params: Any) -> dict[str, Any]:
        self._serial += 1
        order = {"id": self._serial, "method": method, "params": params}
        if self._session:
            order["sessionId"] = self._session
        os.write(self.orders, json.dumps(order).encode() + b"\0")
        while (message := self._next()).get("id") != self._serial:
            self._hear(message)
        return message

    def show(self, address: str, *, width: int = 1280) -> None:
        """Open a page and wait until it is loaded."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False
        )
        self.run("window.isOld = true")
        self.ask("Page.navigate", url=address)
        self.until(LOADED)

    def press(self, selector: str) -> None:
        """Click what leads to another page, and wait until that is loaded."""
        self.run(f"window.isOld = true; document.querySelector({selector!r}).click()")
        self.until(LOADED)

    def until(self, condition: str) -> None:
        """Wait until a line of JavaScript is true."""
        end = time.monotonic() + PATIENCE
        while (
            self._order("Runtime.evaluate", expression=condition)
            .get("result", {})
            .get("result", {})
            .get("value")
            is not True
        ):
            assert time.monotonic() < end, f"not within {PATIENCE:.0f} s: {condition}"
            time.sleep(0.05)

    def run(self, script: str) -> Any:
        """Return the value of a line of JavaScript."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, (script, found)
        return found["result"].get("value")

    def _hear(self, message: dict[str, Any]) -> None:
        method, facts = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(facts["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and facts["type"] in ("error", "warning"):
            self.complaints.append(json.dumps(facts["args"]))
        elif method == "Log.entryAdded" and facts["entry"]["level"] in ("error", "warning"):
            self.complaints.append(facts["entry"]["text"])

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self.answers], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"Chromium said nothing for {PATIENCE:.0f} s"
            piece = os.read(self.answers, 1 << 16)
            assert piece, "Chromium stopped"
            self._rest += piece
        first, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message


@contextmanager
def chromium(program: str, folder: Path) -> Iterator[Screen]:
    """Start Chromium with a profile of its own in `folder`, give its tab, and end it."""
    hears, orders, answers, says = map(_high, (*os.pipe(), *os.pipe()))
    line = [
        sys.executable,
        "-c",
        ON_PIPES,
        str(hears),
        str(says),
        program,
        *FLAGS,
        f"--user-data-dir={folder}",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(line, pass_fds=(hears, says), stdout=log, stderr=log)
    os.close(hears)
    os.close(says)
    try:
        yield Screen(orders, answers)
    finally:
        os.close(orders)
        os.close(answers)
        process.terminate()
        process.wait(PATIENCE)


def _high(end: int) -> int:
    """Move one end of a pipe out of the way: the child puts its own two at 3 and 4."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(end)
    return moved
