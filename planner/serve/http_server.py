"""The web server: one thread a request, on the loopback interface and no other.

Of the standard library: it serves the few people at one machine. What it lacks against a hostile
page stands in `security`, and no request names a file: addresses are looked up in a fixed list.
"""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from planner.errors import PlannerError
from planner.language.label import Label
from planner.language.labels import LABELS
from planner.serve.security import HEADERS, LOOPBACK, Gate, Refusal, Sessions, has_key

_SECONDS_TO_SEND = 30.0  # a request that does not arrive until then is given up
_MOST_QUERY_LETTERS = 2_000
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the server."""

    body: bytes
    content_type: str = "application/json; charset=utf-8"
    status: int = 200

    @classmethod
    def of(cls, data: Any, status: int = 200) -> Answer:
        """Return plain data as JSON."""
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        return cls(body=text.encode(), status=status)

    @classmethod
    def trouble(cls, said: Label, status: int = 409) -> Answer:
        """Return what the user can put right, in both languages."""
        return cls.of({"error": [said.mn, said.en]}, status)


@dataclass(frozen=True, kw_only=True)
class Routes:
    """What the server answers, by address."""

    reads: Mapping[str, Callable[[Query, str], Answer]]  # GET: the query and the page's key
    changes: Mapping[str, Callable[[Mapping[str, Any]], Answer]]  # POST: the object sent


class Server(ThreadingHTTPServer):
    """A server of these routes on 127.0.0.1; `port` 0 takes a free one.

    Raises OSError when the port is taken. `told` is called with an address for each new token.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # on Windows it would let others take the port

    def __init__(self, routes: Routes, port: int, told: Callable[[str], None]) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.routes = routes
        self.gate = Gate(port=self.server_port)
        self.sessions = Sessions(
            cookie_name=f"kholboo_{self.server_port}",  # ports of one host share their cookies
            renewed=lambda token: told(self.address(token)),
        )

    def address(self, token: str) -> str:
        """Return the address that a token opens once."""
        return f"{self.gate.origin}/?token={token}"

    def server_bind(self) -> None:
        """Bind without asking a name server for our own name, as the library's class would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    def handle_error(self, _request: Any, _address: Any) -> None:
        """Say nothing of browsers that went away."""


class Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS_TO_SEND
    server_version, sys_version = "kholboo", ""

    def do_GET(self) -> None:
        """Answer a request that changes nothing."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer a request that may change something."""
        self._answer("POST")

    def do_HEAD(self) -> None:
        """Refuse, like every other method."""
        self._answer("HEAD")

    do_OPTIONS = do_PUT = do_DELETE = do_PATCH = do_TRACE = do_CONNECT = do_HEAD  # noqa: N815

    def log_message(self, format: str, *values: Any) -> None:  # noqa: A002 - the library's name
        """Write no log: addresses hold tokens."""

    def _answer(self, method: str) -> None:
        refusal = self.server.gate.refusal(method, self.headers)
        if refusal is not None:
            return self._refuse(refusal)
        try:
            address = urlsplit(self.path)
            query = _query(address.query)
            if not self.path.startswith("/") or address.netloc:
                raise ValueError("an address of another server")
        except ValueError:
            return self._refuse(Refusal(400, "an address that cannot be read"))
        if method == "GET" and address.path == "/" and "token" in query:
            return self._open(query["token"])
        key = self.server.sessions.key_of(self.headers)
        if key is None:
            return self._refuse(Refusal(403, "open the address that the terminal shows"))
        if method == "GET":
            return self._read(address.path, query, key)
        if not has_key(self.headers, key):
            return self._refuse(Refusal(403, "a change must come from the page itself"))
        return self._change(address.path)

    def _open(self, token: str) -> None:
        cookie = self.server.sessions.exchange(token)
        if cookie is None:
            return self._refuse(Refusal(403, "this address was used; the terminal shows a new one"))
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Set-Cookie", cookie)
        return self._end(b"")

    def _read(self, path: str, query: Query, key: str) -> None:
        read = self.server.routes.reads.get(path)
        if read is None:
            return self._refuse(Refusal(404, "no such address"))
        return self._send(_guarded(lambda: read(query, key)))

    def _change(self, path: str) -> None:
        change = self.server.routes.changes.get(path)
        if change is None:
            return self._refuse(Refusal(404, "no such address"))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            return self._refuse(Refusal(400, "a change is one JSON object"))
        return self._send(_guarded(lambda: change(data)))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self._end(answer.body)

    def _refuse(self, refusal: Refusal) -> None:
        self.close_connection = True  # a body that was not read is not taken for a request
        self.send_response(refusal.status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Connection", "close")
        self._end(f"Kholboo: {refusal.why}.\n".encode())

    def _end(self, body: bytes) -> None:
        for name, value in HEADERS:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _query(text: str) -> dict[str, str]:
    """Return the parts of a query, each once; raises ValueError for one that is too long."""
    if len(text) > _MOST_QUERY_LETTERS:
        raise ValueError("a query that is too long")
    found = parse_qs(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=20)
    return {name: values[0] for name, values in found.items()}


def _guarded(work: Callable[[], Answer]) -> Answer:
    """Return an answer; trouble of the user's becomes a message, a fault of ours a short one."""
    try:
        return work()
    except PlannerError as error:
        return Answer.trouble(Label(error.told("mn"), error.told("en")))
    except OSError as error:
        said = f"{error.filename or ''} {error.strerror or error}".strip()
        return Answer.trouble(Label(said, said))
    except Exception:  # the one catch-all of the server, as `Shell.main` is the terminal's
        traceback.print_exc()
        return Answer.trouble(LABELS["serve.our_fault"], 500)
