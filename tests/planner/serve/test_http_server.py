"""A hostile page in the same browser, and what else may reach a port: nothing is answered."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from four_places import write_project
from local_page import LocalPage, local_page

from planner.serve.http_server import Server
from planner.serve.security import MOST_BODY_BYTES


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPage]:
    """Give a server with an open page."""
    with local_page(write_project(tmp_path_factory.mktemp("four"))) as found:
        yield found


def test_the_server_listens_on_this_machine_alone(page: LocalPage) -> None:
    """The socket is bound to the loopback address, and no argument says another."""
    assert page.server.socket.getsockname()[0] == "127.0.0.1"
    assert "host" not in Server.__init__.__annotations__


def test_an_address_works_once(page: LocalPage) -> None:
    """A token is exchanged for a cookie once; the next address is told in the terminal."""
    token = page.server.sessions.token

    first = page.ask(f"/?token={token}", headers={"Cookie": None})
    again = page.ask(f"/?token={token}", headers={"Cookie": None})

    cookie = first.headers["Set-Cookie"]
    assert first.status == 303 and first.headers["Location"] == "/"
    assert cookie.startswith(f"kholboo_{page.server.server_port}=")
    assert "; HttpOnly" in cookie and "; SameSite=Strict" in cookie
    assert again.status == 403 and "Set-Cookie" not in again.headers
    assert page.addresses[-1] == page.server.address(page.server.sessions.token)


@pytest.mark.parametrize("path", ["/", "/state", "/map", "/script.js", "/findings"])
def test_nothing_is_read_without_the_cookie(page: LocalPage, path: str) -> None:
    """Without a cookie, or with a wrong one, every address is closed."""
    wrong = f"kholboo_{page.server.server_port}=guess"

    assert page.ask(path, headers={"Cookie": None}).status == 403
    assert page.ask(path, headers={"Cookie": wrong}).status == 403
    assert page.ask(path).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "[::1]", "0.0.0.0"]
)
def test_another_host_name_is_refused(page: LocalPage, host: str) -> None:
    """A name that was made to lead here (DNS rebinding) is not ours, whatever the cookie."""
    port = page.server.server_port

    assert page.ask("/state", host=host).status == 421
    if host not in ("127.0.0.1", "127.0.0.1:1"):
        assert page.ask("/state", host=f"{host}:{port}").status == 421


def test_two_hosts_are_refused(page: LocalPage) -> None:
    """A second Host header cannot hide the first."""
    assert page.ask("/state", headers={"host": "evil.example"}).status == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1", "http://localhost", ""]
)
def test_a_request_of_another_page_is_refused(page: LocalPage, origin: str) -> None:
    """Cross-site reads and writes are refused by their origin, with the cookie or without."""
    assert page.send("/check", headers={"Origin": origin}).status == 403
    assert page.ask("/state", headers={"Origin": origin}).status == 403


def test_a_change_without_an_origin_is_refused(page: LocalPage) -> None:
    """Browsers name the origin of every POST: one without comes from elsewhere."""
    assert page.send("/check", headers={"Origin": None}).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_what_the_browser_says_of_another_site_is_believed(page: LocalPage, site: str) -> None:
    """Another port of this machine is of the same site, not of the same origin: refused."""
    assert page.ask("/script.js", headers={"Sec-Fetch-Site": site}).status == 403
    assert page.send("/check", headers={"Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_a_form_of_another_page_cannot_be_a_change(page: LocalPage, kind: str) -> None:
    """What a form can send without asking first is refused."""
    assert page.send("/undo", headers={"Content-Type": kind}).status == 415


@pytest.mark.parametrize("key", [None, "", "guess"])
def test_a_change_needs_the_key_of_the_page(page: LocalPage, key: str | None) -> None:
    """The cookie alone changes nothing."""
    assert page.send("/undo", headers={"X-Kholboo-Key": key}).status == 403


def test_the_key_of_another_session_is_refused(page: LocalPage) -> None:
    """A key belongs to its cookie."""
    other = LocalPage(page.server, page.desk, [])
    other.open()

    assert other.key and other.key != page.key
    assert page.send("/check", headers={"X-Kholboo-Key": other.key}).status == 403


def test_an_oversized_body_is_refused_before_it_is_read(page: LocalPage) -> None:
    """The length alone refuses it; so do lengths that are none."""
    for length, status in (
        (str(MOST_BODY_BYTES + 1), 413),
        ("9" * 30, 413),
        ("-1", 411),
        ("3 x", 411),
        (None, 411),
    ):
        headers = {"Content-Length": length}
        assert page.ask("/check", "POST", None, headers=headers).status == status
    chunked = {"Transfer-Encoding": "chunked"}
    assert page.ask("/check", "POST", b"2", headers=chunked).status == 411


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b"{", b"\xff", b"[" * 5000, b'"x"'])
def test_a_body_that_is_no_object_is_refused(page: LocalPage, body: bytes) -> None:
    """What is no JSON object is refused in words, without a traceback."""
    assert page.ask("/check", "POST", body).status == 400


@pytest.mark.parametrize(
    "path",
    [
        *("/../kholboo.toml", "/..%2fkholboo.toml", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd"),
        *("/script.js/..", "/script.js%00", "/.kholboo/cache", "/kholboo.toml", "/state/"),
        *("http://evil.example/state", "/STATE", "/static/20_server.js"),
    ],
)
def test_no_path_names_a_file(page: LocalPage, path: str) -> None:
    """Addresses are looked up in a fixed list: nothing of the disk is served."""
    reply = page.ask(path)

    assert reply.status in (400, 404)
    assert b"[project]" not in reply.body and b"root:" not in reply.body


@pytest.mark.parametrize(
    "run", ["..", "../runs", "/etc", "..%2f..", ".", "%00", "x" * 500, "base-1/../base-1", "*"]
)
def test_no_run_name_leads_out_of_the_project(page: LocalPage, run: str) -> None:
    """A run is one of the project's own, by its id alone."""
    reply = page.ask(f"/map?run={run}")

    assert reply.status == 409
    assert "error" in reply.json


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE"])
def test_other_methods_are_refused(page: LocalPage, method: str) -> None:
    """No preflight is ever allowed: another page cannot send our header."""
    reply = page.ask("/check", method)

    assert reply.status == 405
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/state", "/nothing", "/script.js"])
def test_every_answer_keeps_itself_to_itself(page: LocalPage, path: str) -> None:
    """No answer may be framed, kept, guessed at, embedded elsewhere, or told as a referrer."""
    headers = page.ask(path).headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_garbage_on_the_wire_harms_nobody(page: LocalPage) -> None:
    """What is no HTTP is answered with an error or not at all; the page still answers."""
    too_long = b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n"
    for sent in (b"\x16\x03\x01\x02\x00", too_long, b"\n"):
        with socket.create_connection(("127.0.0.1", page.server.server_port), timeout=5) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionResetError):
                assert b"200 OK" not in line.recv(4096)

    assert page.ask("/state").status == 200


def test_a_connection_is_kept_between_requests(page: LocalPage) -> None:
    """One connection carries many requests, so that progress is told without delay."""
    line = http.client.HTTPConnection("127.0.0.1", page.server.server_port, timeout=10)
    for _ in range(3):
        line.request("GET", "/state", headers={"Cookie": page.cookie})
        found = line.getresponse()
        assert found.status == 200 and json.loads(found.read())["scenario"] == "base"
    line.close()


def test_names_are_text_on_the_page(tmp_path: Path) -> None:
    """A project whose name is markup shows it as text."""
    folder = write_project(tmp_path)
    config = folder / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"Туршилт"', "'<script>x</script>'"), encoding="utf-8")

    with local_page(folder) as page:
        html = page.ask("/").body.decode()

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
