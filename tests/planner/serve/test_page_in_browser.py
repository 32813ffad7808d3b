"""The local page in a real Chromium: a plan by hand from start to end, and a hostile page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from four_places import with_boundaries, write_project
from local_page import LocalPage, local_page

from planner.exports.page import packing
from planner.pipeline.make_plan import make_plan

pytestmark = pytest.mark.skipif(BINARY is None, reason=MISSING)
READY = "document.documentElement.dataset.ready !== undefined || fault()"
EVIL = "<img src=x onerror='window.hit=1'>"
PAPERS = {
    "reason": "Барилга буулгана",
    "authority": "Яам",
    "document": "A/77",
    "date": "2026-11-30",
}


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def opened(chrome: Browser, page: LocalPage) -> None:
    """Open the page by its address, as from the terminal."""
    chrome.faults.clear()
    chrome.requests.clear()
    chrome.call("Page.navigate", url=page.server.address(page.server.sessions.token))
    chrome.wait(READY)


def listed(chrome: Browser, name: str) -> None:
    """Open the card of a site from the list beside the map."""
    chrome.click("#tab-list")
    rows = "[...document.querySelectorAll('#map-list [role=option]')]"
    wanted = f"{rows}.find(row => row.innerText.includes({json.dumps(name)}))"
    chrome.wait(wanted)
    chrome.run(f"{wanted}.click()")


def filled(chrome: Browser, papers: dict[str, str]) -> None:
    """Fill in the form of the open card and ask for the difference."""
    for name, value in papers.items():
        field = f"document.querySelector('.papers [name={name}]')"
        chrome.run(f"{field}.value = {json.dumps(value)}")
    chrome.click(".papers [type=submit]")
    chrome.wait("document.querySelector('#proposal-write')")


def planned(chrome: Browser) -> str:
    """Make a quick plan by its button and return what the page says of it."""
    before = chrome.run("document.querySelector('#shown-run').value")
    chrome.click("#plan-quick")
    chrome.wait(f"document.querySelector('#shown-run').value !== {json.dumps(before)}", 120)
    return chrome.text("#progress")


def test_a_plan_by_hand(chrome: Browser, tmp_path: Path) -> None:
    """From the inventory to a plan, a site forbidden, the difference, and the change taken back.

    A site and a project named with markup stay text, and nothing but the server is asked. The map
    has boundaries before there is a plan, and after.
    """
    folder = with_boundaries(write_project(tmp_path))
    sites = folder / "sites.csv"
    text = sites.read_text(encoding="utf-8")
    text = text.replace("Баруун сургууль", f"{EVIL} Баруун")
    text = text.replace("120,,none,,,", "120,,none,,60000,")  # a price of no link: a finding
    sites.write_text(text, encoding="utf-8")
    config = (folder / "kholboo.toml").read_bytes()
    with local_page(folder, opened=False) as page:
        opened(chrome, page)
        assert "Not planned yet" in chrome.text("#map-legend")
        assert "Boundaries" in chrome.text("#map-legend")
        chrome.wait("document.querySelector('#tab-findings').innerText.includes('(')", 60)
        chrome.click("#tab-findings")
        assert EVIL in chrome.text("#side-findings")

        assert "base-" in planned(chrome)
        assert "Boundaries" in chrome.text("#map-legend")
        assert "kholboo plan --quick" in chrome.text("#plan-command")
        assert chrome.run("document.querySelector('#difference').hidden")

        listed(chrome, "window.hit")
        assert EVIL in chrome.text("#card-title")
        chrome.click("[data-kind=must_not]")
        filled(chrome, PAPERS)
        row = "+H1,must_not,S-3,,Барилга буулгана,Яам,A/77,2026-11-30,,"
        assert row in chrome.text("#proposal")
        assert (folder / "kholboo.toml").read_bytes() == config
        chrome.click("#proposal-write")
        chrome.wait("!document.querySelector('#proposal').open")
        chrome.wait("document.querySelector('#card .paper-row')?.innerText.includes('A/77')")

        planned(chrome)
        assert not chrome.run("document.querySelector('#difference').hidden")
        rows = chrome.text("#difference-body")
        assert EVIL in rows and "хамрагдаагүй · not served" in rows
        assert f"kholboo compare {' '.join(_runs(page))}" in rows

        chrome.click("#undo")
        chrome.wait("document.querySelector('#undo').disabled")
        assert (folder / "kholboo.toml").read_bytes() == config
        chrome.run("document.querySelector('[data-language=en]').click()")
        assert "There is no change to take back." in chrome.text("#last-change")

        assert chrome.faults == []
        ours = (f"http://{page.host}/", "about:", "data:")  # data: the browser's own calendar
        assert [url for url in chrome.requests if not url.startswith(ours)] == []
        assert chrome.run("window.hit === undefined")
        for width in (1280, 390):
            chrome.size(width)
            assert chrome.run("document.documentElement.scrollWidth") <= width
        chrome.size(1280)


def _runs(page: LocalPage) -> list[str]:
    """Return the ids of the runs, the oldest first."""
    return [run["id"] for run in reversed(page.desk.view.runs())]


def test_the_list_keeps_step_with_the_map(chrome: Browser, tmp_path: Path) -> None:
    """The chosen row stays the same site when a plan changes the map, and rings are told in words.

    From the map Enter comes to the list or the open card, also where findings lie before it; from
    the card of a finding's site the way back is to the findings.
    """
    folder = write_project(tmp_path)
    sites = folder / "sites.csv"
    text = sites.read_text(encoding="utf-8")
    sites.write_text(text.replace("120,,none,,,", "120,,none,,60000,"), encoding="utf-8")
    focus = "document.activeElement.id"
    row = "document.querySelector('#map-list [aria-selected=true]').innerText"
    with local_page(folder, opened=False) as page:
        opened(chrome, page)
        chrome.run("document.querySelector('[data-language=en]').click()")
        chrome.wait("document.querySelector('#tab-findings').innerText.includes('(')", 60)
        planned(chrome)
        listed(chrome, "Баруун сургууль")
        chrome.click("[data-kind=must_not]")
        filled(chrome, PAPERS)
        chrome.click("#proposal-write")
        chrome.wait("!document.querySelector('#proposal').open")
        chrome.run("document.querySelector('#map-frame').focus()")
        chrome.key("Enter", "\r")
        assert chrome.run(focus) == "card-title"

        chrome.click("#card-close")
        assert chrome.run(focus) == "map-list"
        chrome.key("End")
        last = chrome.run(row)
        chrome.run("document.querySelector('#map-list').focus()")
        planned(chrome)
        assert chrome.run(focus) == "map-list"
        assert chrome.run(row).split("\n")[0] == last.split("\n")[0]
        rows = "[...document.querySelectorAll('#map-list [role=option]')].map(r => r.innerText)"
        assert [name for name in chrome.run(rows) if "changed: 1" in name]
        count = "document.querySelectorAll('#map-list [aria-selected=true]').length"
        assert chrome.run(count) == 1

        chrome.click("#tab-findings")
        chrome.click("#side-findings li button")
        chrome.click("#card-close")
        assert chrome.run(focus) == "tab-findings"
        chrome.run("document.querySelector('#map-frame').focus()")
        chrome.key("Enter", "\r")
        assert chrome.run(focus) == "map-list"
        assert chrome.run("document.querySelector('#side').dataset.tab") == "list"
        assert chrome.faults == []


def test_runs_of_an_earlier_version_are_shown(chrome: Browser, tmp_path: Path) -> None:
    """A run whose page has fewer words and columns opens, with what its page tells of sites."""
    folder = write_project(tmp_path)
    _, run = make_plan(folder, what_if=True)
    page = run / "plan.html"
    text = page.read_text(encoding="utf-8")
    block = packing.block_of(text, 1 << 30)
    data = packing.data_of(text)
    for name in ("page.pan_up", "page.paper", "page.needed", "page.assumed", "page.chart_prices"):
        del data["words"][name]
    for name in ("standard", "standardBenefit", "barrier", "assumed", "next", "nextBenefit"):
        del data["sites"][name]
    for name in ("prices", "next", "others", "assumptions", "barriers"):
        del data[name]
    page.write_text(text.replace(block, packing.packed(data)), encoding="utf-8")
    with local_page(folder, opened=False) as local:
        opened(chrome, local)
        listed(chrome, "Баруун сургууль")
        assert "S-3" in chrome.text("#card")
        name = chrome.run("document.querySelector('[data-pan=ArrowUp]').ariaLabel")
        assert name == "Дээш · Move up"
        assert chrome.faults == []


def test_a_refusal_is_told_on_the_page(chrome: Browser, tmp_path: Path) -> None:
    """What the server refuses stands on the page in its language; nothing is lost of the form."""
    with local_page(write_project(tmp_path), opened=False) as page:
        opened(chrome, page)
        listed(chrome, "Баруун сургууль")
        chrome.click("[data-kind=must_serve]")
        for name, value in {**PAPERS, "reason": "=1+1"}.items():
            chrome.run(
                f"document.querySelector('.papers [name={name}]').value = {json.dumps(value)}"
            )
        chrome.click(".papers [type=submit]")
        chrome.wait("!document.querySelector('#trouble').hidden")

        assert "begin with a letter" in chrome.text("#trouble")
        assert chrome.run("document.querySelector('.papers [name=document]').value") == "A/77"
        assert not chrome.run("document.querySelector('#proposal').open")
        assert chrome.faults == [
            "Failed to load resource: the server responded with a status of 409 (Conflict)"
        ]


def test_limits_and_positions_are_changed_by_forms(chrome: Browser, tmp_path: Path) -> None:
    """A limit with its source, and a position by a click on the map, end in their differences.

    The card of a plan that was made before says where the site stands now.
    """
    with local_page(write_project(tmp_path), opened=False) as page:
        opened(chrome, page)
        assert "12,000,000 ₮" in chrome.text("#settings")
        chrome.click("[data-setting='limits.capex_minor']")
        form = "document.querySelector('.setting-edit form')"
        chrome.run(f"{form}.value.value = '13,000,000'; {form}.source.value = 'A/9'")
        chrome.click(".setting-edit [type=submit]")
        chrome.wait("document.querySelector('#proposal-write')")
        assert "+capex_minor = 13_000_000 # A/9" in chrome.text("#proposal")
        chrome.click("#proposal-cancel")

        planned(chrome)
        listed(chrome, "Баруун сургууль")
        assert not chrome.run("document.querySelector('#stands-elsewhere')")
        chrome.click("#move-site")
        frame = "document.querySelector('#map-frame')"
        chrome.run(f"{frame}.scrollIntoView({{ block: 'center' }})")
        x, y = chrome.run(f"(r => [r.left + 99, r.top + 99])({frame}.getBoundingClientRect())")
        chrome.click_at(x, y)
        papers = {name: value for name, value in PAPERS.items() if name != "authority"}
        filled(chrome, papers)
        told = chrome.text("#proposal")
        assert "data/by-hand/corrections.csv" in told and "+S-3,48." in told
        chrome.click("#proposal-write")
        chrome.wait("document.querySelector('#stands-elsewhere')")
        assert "now stands at 48." in chrome.text("#stands-elsewhere")
        assert chrome.faults == []


# -- a page that attacks ----------------------------------------------------------------------

_ATTACK = """<!doctype html><title>x</title><body><script>
const at = %r, done = [];
const tried = async (name, act) => {
  try { done.push([name, await act()]); } catch (fault) { done.push([name, "failed"]); }
};
const loads = (tag, key, path) => new Promise(answer => {
  const made = document.createElement(tag);
  made.onload = () => answer("loaded"); made.onerror = () => answer("failed");
  made[key] = at + path; document.body.append(made);
});
window.attack = (async () => {
  const simple = { method: "POST", mode: "no-cors", credentials: "include", body: "{}" };
  await tried("read", async () => (await fetch(at + "/state", { credentials: "include" })).status);
  await tried("blind", async () => (await fetch(at + "/undo", simple)).type);
  await tried("json", async () => (await fetch(at + "/undo", { ...simple, mode: "cors",
    headers: { "Content-Type": "application/json", "X-Kholboo-Key": "x" } })).status);
  await tried("beacon", async () => navigator.sendBeacon(at + "/stop", "{}"));
  await tried("script", () => loads("script", "src", "/script.js"));
  await tried("image", () => loads("img", "src", "/state"));
  await tried("frame", () => new Promise(answer => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      try { answer(frame.contentDocument ? "open" : "closed"); } catch { answer("closed"); }
    };
    frame.src = at + "/"; document.body.append(frame);
  }));
  const form = document.createElement("form");
  form.method = "POST"; form.action = at + "/undo"; form.enctype = "text/plain";
  const sink = document.createElement("iframe"); sink.name = form.target = "sink";
  document.body.append(sink, form);
  form.submit();
  await new Promise(answer => setTimeout(answer, 300));
  return Object.fromEntries(done);
})();
</script>"""


@contextmanager
def hostile(html: str) -> Iterator[str]:
    """Serve a page on another port of this machine: another origin of the same site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_hostile_page_gets_nothing(chrome: Browser, tmp_path: Path) -> None:
    """A page on another port, in the browser that holds the cookie, reads and changes nothing."""
    folder = write_project(tmp_path)
    with local_page(folder, opened=False) as page:
        opened(chrome, page)
        page.open()
        wanted = {"what": "directive", "site": "S-3", "kind": "must_not", **PAPERS}
        number = page.send("/propose", wanted).json["number"]
        assert page.send("/write", {"number": number}).status == 200
        before = (folder / "kholboo.toml").read_bytes()
        answered: list[tuple[str, int]] = []
        _listen(page, answered)
        with hostile(_ATTACK % f"http://{page.host}") as address:
            chrome.call("Page.navigate", url=address)
            chrome.wait("window.attack")
            found = chrome.run("window.attack")

        assert found == {
            "read": "failed",
            "blind": "failed",
            "json": "failed",
            "beacon": True,
            "script": "failed",
            "image": "failed",
            "frame": "closed",
        }
        assert {path for path, _ in answered} >= {"/state", "/undo", "/script.js", "/"}
        assert {status for _, status in answered} <= {403, 405}
        assert (folder / "kholboo.toml").read_bytes() == before


def _listen(page: LocalPage, answered: list[tuple[str, int]]) -> None:
    """Note what the server answers."""
    handler: Any = page.server.RequestHandlerClass

    class Noting(handler):  # type: ignore[misc]
        def log_request(self, code: Any = "-", _size: Any = "-") -> None:
            answered.append((self.path, int(code)))

    page.server.RequestHandlerClass = Noting


@pytest.mark.parametrize("language", ["both"])
def test_axe_finds_nothing_in_any_view(chrome: Browser, tmp_path: Path, language: str) -> None:
    """Inventory, findings, plan, card, forms, proposal, a refusal: WCAG 2.2 AA, desk and phone."""
    folder = with_boundaries(write_project(tmp_path))
    found: dict[str, list[str]] = {}

    def look(view: str) -> None:
        for width, phone in ((1280, False), (390, True)):
            chrome.size(width, phone=phone)
            found[f"{view}, {width}"] = violations(chrome, 8 if view == "proposal" else 20)
            assert chrome.run("document.documentElement.scrollWidth") <= width, view
        chrome.size(1280)

    with local_page(folder, opened=False) as page:
        opened(chrome, page)
        chrome.run(f"document.querySelector('[data-language={language}]').click()")
        look("inventory")
        chrome.wait("document.querySelector('#tab-findings').innerText.includes('(')", 60)
        chrome.click("#tab-findings")
        look("findings")
        planned(chrome)
        look("plan")
        listed(chrome, "Баруун")
        look("card")
        chrome.click("[data-kind=must_not]")
        look("form of a directive")
        filled(chrome, PAPERS)
        look("proposal")
        chrome.click("#proposal-write")
        chrome.wait("!document.querySelector('#proposal').open")
        chrome.wait("document.querySelector('#card .paper-row')")
        look("card of a directive")
        planned(chrome)
        look("difference")
        chrome.run(
            "for (const box of document.querySelectorAll('#settings details')) box.open = true"
        )
        chrome.run("for (const key of document.querySelectorAll('[data-setting]')) key.click()")
        chrome.click("#floor-add")
        look("settings")
        chrome.media(prefers_color_scheme="dark")
        look("dark")
        chrome.media()
    assert {view: faults for view, faults in found.items() if faults} == {}
