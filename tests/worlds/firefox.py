"""A real Firefox for tests: without a window, offline, driven by Marionette, which it brings along.

No library: messages are JSON on a local socket, each preceded by its length. Firefox chooses the
port and writes it into its profile.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BINARY = next((p for name in ("firefox-esr", "firefox") if (p := shutil.which(name))), None)
MISSING = "FIREFOX IS MISSING: the page is not tested in it (apt-get install firefox-esr)"
_FLAGS = (
    *("--headless", "--no-remote", "--new-instance", "--marionette"),
    "--remote-allow-system-access",  # for the script that reads the browser's own console
)
_SETTINGS = {
    "marionette.port": 0,
    "network.manage-offline-status": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
}
# errors of scripts and of the content policy; the scripts of the pages tell the console nothing
_FAULTS = """
return Services.console.getMessageArray()
  .filter(m => m instanceof Ci.nsIScriptError && m.sourceName.startsWith("file:"))
  .map(m => m.errorMessage);
"""


class Firefox:
    """One page of a running Firefox."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._rest, self._last = line, b"", 0
        self._hear()

    def call(self, command: str, **values: Any) -> Any:
        """Send a command and return its answer; raises RuntimeError when it fails."""
        self._last += 1
        message = json.dumps([0, self._last, command, values]).encode()
        self._line.sendall(b"%d:%s" % (len(message), message))
        _, _, error, answer = self._hear()
        if error is not None:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return answer

    def _hear(self) -> Any:
        while b":" not in self._rest:
            self._rest += self._read()
        length, self._rest = self._rest.split(b":", 1)
        while len(self._rest) < int(length):
            self._rest += self._read()
        message, self._rest = self._rest[: int(length)], self._rest[int(length) :]
        return json.loads(message)

    def _read(self) -> bytes:
        found = self._line.recv(1 << 16)
        if not found:
            raise RuntimeError("Firefox has ended")
        return found

    def run(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to in the page; a promise is awaited."""
        script = f"return {expression}"
        return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def _inside(self, script: str) -> Any:
        """Return what a script of the browser itself returns."""
        self.call("Marionette:SetContext", value="chrome")
        try:
            return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]
        finally:
            self.call("Marionette:SetContext", value="content")

    def go_offline(self) -> None:
        """Take the network away from this Firefox."""
        self._inside("Services.io.offline = true; return 1;")

    def open(self, page: Path, at: str = "", seconds: float = 90.0) -> None:
        """Open a file anew and wait until its script is ready or gave up."""
        self.call("WebDriver:Navigate", url="about:blank")
        self._inside("Services.console.reset(); return 1;")
        self.call("WebDriver:Navigate", url=page.resolve().as_uri() + at)
        until = time.monotonic() + seconds
        ready = "document.documentElement.dataset.ready !== undefined"
        while not self.run(f"{ready} || !document.getElementById('fault').hidden"):
            if time.monotonic() > until:
                raise TimeoutError(f"{page.name} is not ready; {self.faults()}")
            time.sleep(0.05)

    def faults(self) -> list[str]:
        """Return the errors and warnings of pages of files since the page was opened."""
        return [str(one) for one in self._inside(_FAULTS)]

    def requests(self) -> list[str]:
        """Return what the page loaded beside itself."""
        found = self.run("performance.getEntriesByType('resource').map(entry => entry.name)")
        return [str(one) for one in found]

    def size(self, width: int, height: int) -> None:
        """Set the size of the window, its bars included."""
        self.call("WebDriver:SetWindowRect", width=width, height=height)

    def picture(self, path: Path) -> None:
        """Save a screenshot of what is seen."""
        found = self.call("WebDriver:TakeScreenshot", full=False, scroll=False)
        path.write_bytes(base64.b64decode(found["value"]))


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Give a fresh Firefox without network, with a profile of its own; it ends with the block."""
    assert BINARY is not None, MISSING
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as name:
        profile = Path(name)
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen(
            [BINARY, *_FLAGS, "--profile", name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with socket.create_connection(("127.0.0.1", _port(profile, process)), 120) as line:
                found = Firefox(line)
                found.call("WebDriver:NewSession", capabilities={})
                found.go_offline()
                yield found
        finally:
            process.terminate()
            process.wait(30)


def _port(profile: Path, process: subprocess.Popen[bytes], seconds: float = 120.0) -> int:
    """Return the port that Firefox listens on, once it has written it down."""
    place = profile / "MarionetteActivePort"
    until = time.monotonic() + seconds
    while not (place.is_file() and (text := place.read_text(encoding="ascii").strip())):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"Firefox does not listen ({process.poll()})")
        time.sleep(0.05)
    return int(text)
