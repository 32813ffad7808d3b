"""A real browser for tests: Chromium without a window, driven over a pipe (DevTools protocol).

No library and no port: messages are JSON, each ended by a zero byte. A page runs without network:
every request that is not for the opened file itself is counted in `requests`.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BINARY = next((p for name in ("chromium", "chromium-browser") if (p := shutil.which(name))), None)
MISSING = "CHROMIUM IS MISSING: the page is not tested in a browser (apt-get install chromium)"
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"
    " --disable-extensions --disable-background-networking --disable-component-update"
    " --hide-scrollbars --remote-debugging-pipe --allow-file-access-from-files"
)
_LAUNCH = """
import os, sys
ends = [os.dup(int(number)) for number in sys.argv[1:3]]
high = [end if end > 4 else os.dup(end) for end in ends]
for number, end in zip((3, 4), high):
    os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""  # the pipe is read from 3 and written to 4


class Browser:
    """One page of a running Chromium."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._rest = b""
        self._last = 0
        self._session: str | None = None
        self.faults: list[str] = []  # exceptions and errors on the console
        self.requests: list[str] = []

    def attach(self) -> None:
        """Begin a page and listen to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        """Send a command and return its result; raises RuntimeError when it fails."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": values}
        if self._session is not None:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while (answer := self._next()).get("id") != self._last:
            self._hear(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return dict(answer["result"])

    def _next(self, seconds: float = 60.0) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while b"\0" not in self._rest:
            if not select.select([self._back], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError("Chromium does not answer")
            if not (read := os.read(self._back, 1 << 20)):
                raise RuntimeError("Chromium has ended")
            self._rest += read
        message, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(message))

    def _hear(self, event: dict[str, Any]) -> None:
        method, values = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.faults.append(str(values["exceptionDetails"].get("exception", values))[:600])
        elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.faults.append(values["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
            self.faults.append(str(values["args"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])

    def run(self, script: str) -> Any:
        """Return what an expression of JavaScript comes to; raises RuntimeError when it throws."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"])[:800])
        return found["result"].get("value")

    def size(self, width: int, height: int = 900, *, phone: bool = False) -> None:
        """Set the size of the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )

    def media(self, **features: str) -> None:
        """Set media features, such as prefers_color_scheme="dark"; media="print" prints."""
        medium = features.pop("media", "")
        rows = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
        self.call("Emulation.setEmulatedMedia", media=medium, features=rows)

    def open(self, page: Path, at: str = "", *, before: str = "", seconds: float = 60.0) -> float:
        """Open a file, wait until its script is ready, and return the milliseconds it took.

        `before` is JavaScript that runs first, to take something away from the browser.
        """
        self.faults.clear()
        self.requests.clear()
        self.call("Page.navigate", url="about:blank")
        made = None
        if before:
            made = self.call("Page.addScriptToEvaluateOnNewDocument", source=before)["identifier"]
        self.call("Page.navigate", url=page.resolve().as_uri() + at)
        self.wait("document.documentElement.dataset.ready !== undefined || fault()", seconds)
        if made is not None:
            self.call("Page.removeScriptToEvaluateOnNewDocument", identifier=made)
        return float(self.run("Number(document.documentElement.dataset.ready)"))

    def show(self, page: Path) -> None:
        """Open a file that has no script of its own."""
        self.faults.clear()
        self.requests.clear()
        self.call("Page.navigate", url=page.resolve().as_uri())
        self.wait("true")

    def wait(self, condition: str, seconds: float = 60.0) -> None:
        """Wait until an expression holds; `fault()` in it is whether the page gave up."""
        asked = condition.replace("fault()", "!(document.getElementById('fault')?.hidden ?? true)")
        until = time.monotonic() + seconds
        while not self.run(f"document.readyState === 'complete' && !!({asked})"):
            if time.monotonic() > until:
                raise TimeoutError(f"{condition} never held; {self.faults}")
            time.sleep(0.03)

    def text(self, selector: str) -> str:
        """Return the visible text of an element."""
        return str(self.run(f"document.querySelector({json.dumps(selector)}).innerText"))

    def click(self, selector: str) -> None:
        """Click an element by script."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def click_at(self, x: float, y: float) -> None:
        """Press and release the mouse at a point of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 10) -> None:
        """Press at one point, move to another, release."""
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=start[0], y=start[1],
                  button="left", clickCount=1)  # fmt: skip
        for n in range(1, steps + 1):
            x, y = (a + (b - a) * n / steps for a, b in zip(start, end, strict=True))
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left")
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=end[0], y=end[1],
                  button="left", clickCount=1)  # fmt: skip

    def key(self, name: str, text: str = "") -> None:
        """Press a key, such as "ArrowDown"."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=name, code=name, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name, code=name)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save a screenshot."""
        found = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    def pdf(self) -> bytes:
        """Return the page as it prints on A4."""
        found = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(found["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a fresh Chromium with a profile of its own; it ends with the block."""
    assert BINARY is not None, MISSING
    down, up = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        launch = [sys.executable, "-c", _LAUNCH, str(down[0]), str(up[1]), BINARY]
        process = subprocess.Popen(
            [*launch, *_FLAGS.split(), f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(down[0], up[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(down[0])
        os.close(up[1])
        try:
            found = Browser(down[1], up[0])
            found.attach()
            found.size(1280)
            yield found
            found.call("Page.close")
        finally:
            os.close(down[1])
            process.terminate()
            process.wait(30)
            os.close(up[0])
