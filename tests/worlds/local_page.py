"""A running server of the local page, and a browser's requests to it without a browser."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.serve.desk import Desk
from planner.serve.http_server import Server


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The body as plain data."""
        return json.loads(self.body)


@dataclass
class LocalPage:
    """A server and the session of one browser."""

    server: Server
    desk: Desk
    addresses: list[str]
    cookie: str = ""
    key: str = ""
    tokens: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The host that the server answers to."""
        return self.server.gate.host

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
        host: str | None = None,
    ) -> Reply:
        """Send a request as the page would, but for the headers that are given; None: left out."""
        usual: dict[str, str | None] = {"Cookie": self.cookie or None}
        if method == "POST":
            usual |= {
                "Origin": f"http://{self.host}",
                "Content-Type": "application/json",
                "Content-Length": str(len(body or b"")),
                "X-Kholboo-Key": self.key,
            }
        line = http.client.HTTPConnection(
            "127.0.0.1", self.server.server_port, timeout=300
        )  # loads the libraries first
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", host or self.host)
        for name, value in {**usual, **(headers or {})}.items():
            if value is not None:
                line.putheader(name, value)
        line.endheaders(body)
        try:
            found = line.getresponse()
            return Reply(found.status, found.read(), dict(found.getheaders()))
        finally:
            line.close()

    def send(self, path: str, data: Any = None, **more: Any) -> Reply:
        """Send a change of the page."""
        return self.ask(path, "POST", json.dumps(data or {}).encode(), **more)

    def open(self, token: str | None = None) -> None:
        """Exchange the address for a cookie, and read the key of the page."""
        reply = self.ask(f"/?token={token or self.server.sessions.token}")
        assert reply.status == 303, reply
        self.cookie = reply.headers["Set-Cookie"].partition(";")[0]
        html = self.ask("/").body.decode()
        self.key = html.partition('data-key="')[2].partition('"')[0]


@contextmanager
def local_page(folder: Path, *, opened: bool = True) -> Iterator[LocalPage]:
    """Give a server of a project in this process; commands that it started end with the block."""
    addresses: list[str] = []
    desk = Desk.of(folder, "en")
    server = Server(desk.routes(), 0, addresses.append)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    page = LocalPage(server, desk, addresses)
    try:
        if opened:
            page.open()
        yield page
    finally:
        server.shutdown()
        server.server_close()
        desk.jobs.stop_all()
        desk.jobs.wait(60)
