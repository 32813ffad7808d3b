"""Which requests are answered: from this machine, by this page, with the cookie of a session.

The server listens on 127.0.0.1 alone, but any page in the same browser can send requests there,
and a foreign name can be made to lead there (DNS rebinding). Hence every request must name this
server as its host, come from its own pages, and, but for the address in the terminal, carry the
cookie that was given for that address; a request that changes anything also carries the key that
only our own page can read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import CookieError, SimpleCookie
from threading import Lock

LOOPBACK = "127.0.0.1"
MOST_BODY_BYTES = 64 * 1024
KEY_HEADER = "X-Kholboo-Key"
_OWN_SITES = ("same-origin", "none")  # Sec-Fetch-Site: our own page, or the user's address bar
_MOST_SESSIONS = 32

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
"""Sent with every answer: nothing of a page is loaded from, framed by or told to anybody else."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that is not answered: status of HTTP, and the reason in one English line."""

    status: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a request must show before anything is read of it; `port` is the server's own."""

    port: int

    @property
    def host(self) -> str:
        """The only name under which this server answers."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def origin(self) -> str:
        """The origin of our own pages."""
        return f"http://{self.host}"

    def refusal(self, method: str, headers: Message) -> Refusal | None:
        """Return why a request is refused by its headers alone, None where it is not."""
        if headers.get_all("Host", []) != [self.host]:
            return Refusal(421, f"this server is {self.host} and nothing else")
        if any(origin != self.origin for origin in headers.get_all("Origin", [])):
            return Refusal(403, "the request comes from another page")
        if headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES:
            return Refusal(403, "the request comes from another site")
        if method == "GET":
            return None
        if method != "POST":
            return Refusal(405, "only GET and POST are answered")
        return self._of_change(headers)

    def _of_change(self, headers: Message) -> Refusal | None:
        """Return why a request that may change something is refused by its headers."""
        if headers.get("Origin") is None:
            return Refusal(403, "a change must come from the page, which names its origin")
        if headers.get_content_type() != "application/json":
            return Refusal(415, "a change is sent as application/json")
        if headers.get("Transfer-Encoding") is not None:
            return Refusal(411, "a change states its length")
        length = headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return Refusal(411, "a change states its length")
        if len(length) > 9 or int(length) > MOST_BODY_BYTES:
            return Refusal(413, f"a change has at most {MOST_BODY_BYTES} bytes")
        return None


@dataclass(kw_only=True)
class Sessions:
    """One-time tokens of addresses, and the cookies that were given for them.

    `renewed` is called with the next token as soon as one is used, so that a second browser has
    an address of its own.
    """

    cookie_name: str
    renewed: Callable[[str], None]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _keys: dict[str, str] = field(default_factory=dict)  # SHA-256 of a cookie -> key of its page
    _lock: Lock = field(default_factory=Lock)

    def exchange(self, token: str) -> str | None:
        """Return the Set-Cookie header for a token, which is worth nothing afterwards.

        None for a token that is wrong or was used.
        """
        with self._lock:
            if not hmac.compare_digest(token.encode(), self.token.encode()):
                return None
            self.token = secrets.token_urlsafe(32)
            cookie = secrets.token_urlsafe(32)
            self._keys[_digest(cookie)] = secrets.token_urlsafe(32)
            while len(self._keys) > _MOST_SESSIONS:
                del self._keys[next(iter(self._keys))]
        self.renewed(self.token)
        return f"{self.cookie_name}={cookie}; Path=/; HttpOnly; SameSite=Strict"

    def key_of(self, headers: Message) -> str | None:
        """Return the key of the session whose cookie a request carries, None without one."""
        for text in headers.get_all("Cookie", []):
            try:
                morsel = SimpleCookie(text).get(self.cookie_name)
            except CookieError:
                continue
            if morsel is not None and (key := self._keys.get(_digest(morsel.value))):
                return key
        return None


def has_key(headers: Message, key: str) -> bool:
    """Return whether a request carries the key that its session's page was given."""
    return hmac.compare_digest(headers.get(KEY_HEADER, "").encode(), key.encode())


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
