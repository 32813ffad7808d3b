"""The page in a real Chromium: nothing is asked of the network, and what it shows is the plan."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from printed_plan import context, plan, tendered
from shapely import box

from inventory.prices.catalogue import Timing
from planner.exports.registry import export
from planner.rendering.context import ExportContext
from planner.rendering.deliveries import purchases_of
from sites.network import Boundary

__all__ = ["context", "plan", "tendered"]
pytestmark = pytest.mark.skipif(BINARY is None, reason=MISSING)
EVIL = (
    '</script><script>window.hit = "script"</script>',
    '"><img src=x onerror="window.hit=1">',
    "'-window.hit-'`${window.hit=2}`",
    "</style><style>*{display:none}</style>",
    "</text></svg><svg onload=window.hit=3>",
    "javascript:window.hit=4",
    "&lt;b&gt;&#x3c;script&#x3e;\\u003cscript\\u003e\u2028{{7*7}}{%x%}",
)
CONTRAST = """selector => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
  let at = document.querySelector(selector), back = [0, 0, 0, 0];
  const ink = light(numbers(getComputedStyle(at).color));
  for (; at && back[3] === 0; at = at.parentElement) {
    back = numbers(getComputedStyle(at).backgroundColor);
    if (back.length === 3) back.push(1);
  }
  const paper = light(back);
  return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
}"""


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def page(context: ExportContext, folder: Path) -> Path:
    """Write the page of a plan."""
    return export("page", context, folder)


def clean(chrome: Browser) -> None:
    """Assert that nothing failed and nothing but the file itself was asked for."""
    assert chrome.faults == []
    assert [url for url in chrome.requests if not url.startswith(("file:", "about:"))] == []


def figures(chrome: Browser) -> dict[str, str]:
    """Return the totals of the selection by their names."""
    return dict(
        chrome.run(
            "[...document.querySelectorAll('#totals > div')].map(d => "
            "[d.children[0].textContent, d.children[1].textContent])"
        )
    )


def whole(text: str) -> int:
    """Return the figure of an amount."""
    return int(text.replace(",", "").replace("−", "-").removesuffix(" ₮"))


def choose(chrome: Browser, name: str, value: str) -> None:
    """Choose a value of a filter as a person does."""
    chrome.run(
        f"(s => {{ s.value = {json.dumps(value)}; s.dispatchEvent(new Event('change')); }})"
        f"(document.querySelector('[data-filter={name}]'))"
    )


@pytest.mark.parametrize("kind", ["listed", "tendered"])
def test_totals_are_those_of_the_plan(
    kind: str, context: ExportContext, tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """With nothing filtered the page shows the plan's own sums, savings taken off."""
    told = context if kind == "listed" else tendered
    chrome.open(page(told, tmp_path), "#lang=en")
    found = figures(chrome)

    clean(chrome)
    last = "One-time cost" if kind == "listed" else "One-time cost, total"
    assert whole(found[last]) == told.plan.capex_minor
    assert whole(found["Yearly cost, total"]) == told.plan.opex_per_year_minor
    assert found["Sites"] == "7"
    assert whole(found["People who gain"]) == told.plan.users_gaining


def test_an_aimag_comes_to_its_row_of_the_workbook(
    tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Money of an aimag is that of the deliveries to it; links of several aimags are told."""
    chrome.open(page(tendered, tmp_path), "#lang=en")
    for code in ("AR", "BO"):
        choose(chrome, "aimag", code)
        name = next(s.aimag_name for s in tendered.sites if s.aimag == code)
        here = [d for d in purchases_of(tendered).deliveries if d.aimag == name]
        found = figures(chrome)
        for title, timing in (
            ("One-time cost at list prices", Timing.ONE_TIME),
            ("New cost a year", Timing.PER_YEAR),
        ):
            expected = sum(d.amount_minor for d in here if d.item.timing is timing)
            assert whole(found[title]) == expected
        assert "not counted: 1." in chrome.text("#totals-note")
    clean(chrome)


def test_a_package_and_a_payer_come_to_their_sums(
    tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """A package shows its lines alone, a payer what it pays every year, new and kept."""
    chrome.open(page(tendered, tmp_path), "#lang=en")
    for package in tendered.plan.packages:
        choose(chrome, "package", package.id)
        expected = sum(line.amount_minor for _, line in package.lines)
        assert whole(figures(chrome)["One-time cost at list prices"]) == expected
        assert whole(figures(chrome)["Yearly cost, total"]) == 0
    choose(chrome, "package", "")
    choose(chrome, "payer", "soum")
    found = figures(chrome)
    new = [d for d in purchases_of(tendered).deliveries if d.payer == "soum"]
    kept = [d for d in tendered.plan.deployments if d.kept_fee_payer == "soum"]

    assert whole(found["New cost a year"]) == sum(d.amount_minor for d in new)
    assert whole(found["Present fees that stay"]) == sum(d.kept_fee_per_year_minor for d in kept)


@pytest.mark.parametrize("words", ["Соёлын", "соелын", "soyoliin tov", "AR-4", "СОЁЛЫН төв"])
def test_sites_are_found_in_both_alphabets(
    words: str, context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Cyrillic and Latin spellings, in any case, find the site; nonsense finds none."""
    chrome.open(page(context, tmp_path), "#lang=en")
    chrome.run(
        f"(s => {{ s.value = {json.dumps(words)}; s.dispatchEvent(new Event('input')); }})"
        "(document.getElementById('search'))"
    )
    name = next(s.name for s in context.sites if s.id == "AR-4")
    chrome.wait("document.querySelectorAll('.of-sites tbody tr').length < 7")

    assert name in chrome.text("#table-body")


def test_a_card_tells_a_site_and_its_link(
    tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """The address opens a site; its card has lines, payer and package, and leads to its link."""
    chrome.open(page(tendered, tmp_path), "#lang=en&site=BO-1")
    text = chrome.text("#card")
    for expected in ("BO-1", "fibre", "80.5", "3,600,000 ₮", "ministry", "P01", "420"):
        assert expected in text
    assert "kholboo explain BO-1" in text
    chrome.run(
        "[...document.querySelectorAll('#card button.plain')].find("
        "b => b.textContent.includes('1.5 km')).click()"
    )
    text = chrome.text("#card")

    assert "Sites behind it: 2" in text
    assert "null" not in text
    assert "18,517,500 ₮" in text  # 1,500 m of trench
    assert "link=T1" in chrome.run("location.hash")
    clean(chrome)


def test_the_map_is_clicked_dragged_and_zoomed(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """A click opens what lies under it, a drag moves the map, keys zoom and move it."""
    chrome.size(1280, 1000)
    chrome.open(page(context, tmp_path), "#lang=en&map=89.97,48.97,13")
    chrome.run("document.getElementById('map-frame').scrollIntoView()")
    chrome.wait("document.querySelectorAll('#map-list [role=option]').length > 0")
    box = chrome.run("(r => [r.x, r.y, r.width, r.height])(document.getElementById('map-frame')"
                     ".getBoundingClientRect())")  # fmt: skip
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    before = chrome.run("location.hash")
    chrome.drag((x, y), (x + 100, y + 60))
    chrome.wait(f"location.hash !== {json.dumps(before)}")
    chrome.key("+", "+")
    chrome.key("0", "0")
    chrome.run("document.getElementById('map-frame').focus()")
    chrome.key("ArrowLeft")

    assert "map=" in chrome.run("location.hash")
    clean(chrome)


def test_two_fingers_zoom_the_map(context: ExportContext, chrome: Browser, tmp_path: Path) -> None:
    """Fingers that part to twice their distance double the scale, and open nothing."""
    chrome.open(page(context, tmp_path), "#lang=en&map=96,48.2,6")
    chrome.run("document.getElementById('map-frame').scrollIntoView()")
    x, y = chrome.run(
        "(r => [r.x + r.width / 2, r.y + r.height / 2])"
        "(document.getElementById('map-frame').getBoundingClientRect())"
    )
    for kind, apart in (("touchStart", 50), ("touchMove", 80), ("touchMove", 100)):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        chrome.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    chrome.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    zoom = float(chrome.run("location.hash").split("map=")[1].split("%2C")[2].split("&")[0])

    assert 6.9 <= zoom <= 7.1
    assert chrome.run("document.getElementById('card').hidden")
    clean(chrome)


def test_the_list_follows_the_map_by_keyboard(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Arrows choose a row, Enter opens its card, Escape goes back; totals are announced."""
    chrome.open(page(context, tmp_path), "#lang=en")
    chrome.wait("document.querySelectorAll('#map-list [role=option]').length > 1")
    chrome.run("document.getElementById('map-list').focus()")
    chrome.key("ArrowDown")
    rows = "document.querySelectorAll('#map-list [aria-selected=true]')"
    active = "document.getElementById('map-list').getAttribute('aria-activedescendant')"
    assert chrome.run(f"[...{rows}].map(row => row.id)") == [chrome.run(active)]
    chrome.key("Enter")
    chrome.wait("!document.getElementById('card').hidden")
    assert chrome.run("document.activeElement.id") == "card-title"
    chrome.key("Escape")
    chrome.wait("document.getElementById('card').hidden")

    assert chrome.run("document.activeElement.id") == "map-list"
    assert "7 sites" in chrome.run("document.getElementById('told').textContent")
    clean(chrome)


def test_hostile_names_are_text_everywhere(
    tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """No name runs, restyles, loads or breaks the page: in tables, map, cards, charts and CSV."""
    sites = tuple(
        replace(s, name=EVIL[n % len(EVIL)], soum_name=EVIL[(n + 1) % len(EVIL)],
                aimag_name=EVIL[(n + 2) % len(EVIL)], bagh=EVIL[(n + 3) % len(EVIL)])
        for n, s in enumerate(tendered.sites)
    )  # fmt: skip
    bad = replace(tendered.plan, project=EVIL[0], scenario=EVIL[1])
    file = page(replace(tendered, sites=sites, plan=bad), tmp_path)
    chrome.open(file, "#lang=en&site=BO-1&q=%3Cimg%20src=x%20onerror=hit%3E&aimag=%22%3E")
    assert chrome.run("typeof window.hit") == "undefined"
    chrome.open(file, "#lang=en&site=BO-1")
    shown = chrome.text("#card") + chrome.text("#table-body")

    assert all(" ".join(name.split()) in " ".join(shown.split()) for name in EVIL)
    assert chrome.run("typeof window.hit") == "undefined"
    assert chrome.run("document.querySelectorAll('img, iframe, object, base, form').length") == 0
    assert chrome.run("document.scripts.length") == 2
    clean(chrome)


def test_the_policy_stops_what_should_escape(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """A script, handler, style or picture put into the page by force neither runs nor loads."""
    chrome.open(page(context, tmp_path))
    chrome.run(
        "document.body.insertAdjacentHTML('beforeend', `<img src='http://127.0.0.1:9/x'"
        " onerror='window.hit=1'><svg onload='window.hit=2'></svg>`);"
        "const s = document.createElement('script'); s.textContent = 'window.hit=3';"
        "document.body.append(s)"
    )
    chrome.wait("true")

    assert chrome.run("typeof window.hit") == "undefined"
    assert any("Content Security Policy" in fault for fault in chrome.faults)


def test_csv_holds_the_selection_and_no_formula(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """The file has the rows shown; what a spreadsheet would run begins with an apostrophe."""
    chrome.open(page(context, tmp_path), "#lang=en")
    chrome.run(
        "window.kept = null; const make = URL.createObjectURL;"
        "URL.createObjectURL = blob => { window.kept = blob.text(); return make(blob); };"
        "document.getElementById('save-csv').click()"
    )
    text = chrome.run("window.kept")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    names = {row[1] for row in rows[1:]}

    assert len(rows) == 1 + 7
    assert sum(int(row[rows[0].index("New cost a year")]) for row in rows[1:]) == 3 * 3_600_000
    assert not [name for name in names if re.match(r"[=+\-@]", name)]
    assert [name for name in names if name.startswith("'=")]


def test_a_copied_address_shows_the_same(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Filter, order, language and site come back from the address."""
    file = page(context, tmp_path)
    chrome.open(file, "#lang=en")
    choose(chrome, "aimag", "AR")
    chrome.run("[...document.querySelectorAll('.of-sites th button')][0].click()")
    kept = chrome.run("location.hash")
    table = chrome.text("#table-body")
    chrome.open(file, kept)

    assert chrome.text("#table-body") == table
    assert figures(chrome)["Sites"] == "4"
    assert "sort=site_id" in kept


def test_old_browsers_unpack_by_themselves(
    tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Without DecompressionStream the page reads the same data."""
    file = page(tendered, tmp_path)
    chrome.open(file, "#lang=en")
    expected = figures(chrome)
    chrome.open(file, "#lang=en", before="delete window.DecompressionStream")

    assert chrome.run("typeof DecompressionStream") == "undefined"
    assert figures(chrome) == expected
    clean(chrome)


def test_damaged_data_leave_the_printed_page(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """When the data cannot be read the page says so and shows its printed part and map."""
    file = page(context, tmp_path)
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'(id="plan-data">).{200}', r"\1", text), encoding="utf-8")
    with pytest.raises((TypeError, ValueError)):
        chrome.open(file)

    assert chrome.run("document.querySelector('.still svg').getBoundingClientRect().width") > 100


def test_languages_are_switched(context: ExportContext, chrome: Browser, tmp_path: Path) -> None:
    """English hides every Mongolian heading, Mongolian every English one."""
    chrome.open(page(context, tmp_path))
    chrome.click("[data-language=en]")
    english = chrome.run("document.body.innerText")
    chrome.click("[data-language=mn]")
    mongolian = chrome.run("document.body.innerText")

    assert "Totals of the selection" in english and "Сонголтын дүн" not in english
    assert "Хэрхэн шалгах вэ" not in english and "How to verify" not in mongolian
    assert "Сонголтын дүн" in mongolian and "Totals of the selection" not in mongolian


@pytest.mark.parametrize("language", ["both", "mn", "en"])
def test_nothing_overflows_on_a_phone(
    language: str, tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """At 390 pixels no part but tables that scroll by themselves is wider than the screen."""
    long = replace(tendered.sites[4], name="Ө" * 300)
    sites = tuple(long if s.id == long.id else s for s in tendered.sites)
    file = page(replace(tendered, sites=sites, language=language), tmp_path)  # type: ignore[arg-type]
    chrome.size(390, 844, phone=True)
    try:
        chrome.open(file, f"#site={long.id}")
        assert chrome.run("document.documentElement.scrollWidth") <= 390
        clean(chrome)
    finally:
        chrome.size(1280)


def test_text_can_be_read_in_the_dark_and_with_more_contrast(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Body, quiet text and buttons keep 4.5 : 1 against what is behind them."""
    file = page(context, tmp_path)
    for features in ({}, {"prefers_color_scheme": "dark"}, {"prefers_contrast": "more"}):
        chrome.media(**features)
        chrome.open(file, "#lang=en&site=BO-1")
        for selector in (
            "body",
            ".quiet",
            "#card dt",
            "#clear",
            "h2",
            ".asked .plain",
        ):
            assert contrast(chrome, selector) >= 4.5, (features, selector)
    chrome.media()


def contrast(chrome: Browser, selector: str) -> float:
    """Return the WCAG contrast of an element's text with the background behind it."""
    return float(chrome.run(f"({CONTRAST})({json.dumps(selector)})"))


def placed(context: ExportContext, where: Any) -> ExportContext:
    """Return the plan with its sites moved: `where` gives longitude and latitude by number."""
    sites = []
    for n, site in enumerate(context.sites):
        longitude, latitude = where(n)
        sites.append(replace(site, longitude=longitude, latitude=latitude))
    return replace(context, sites=tuple(sites))


def test_a_plan_without_places_opens_as_a_table(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Without any position there is no map, the page says so, and the table has every site."""
    chrome.open(page(placed(context, lambda _: (None, None)), tmp_path), "#lang=en&site=AR-1")

    assert "no map" in chrome.text("#no-map")
    assert len(chrome.run("[...document.querySelectorAll('.of-sites tbody tr')].map(r => 1)")) == 7
    assert "AR-1" in chrome.text("#card")
    assert chrome.run("document.getElementById('map-frame').getBoundingClientRect().width") == 0
    clean(chrome)


def test_all_sites_on_one_point_are_one_sum_that_opens(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Many sites of one point are a sum with a list of them; one site alone is shown too."""
    many = placed(context, lambda _: (106.9, 47.9))
    chrome.open(page(many, tmp_path), "#lang=en")
    chrome.wait("document.querySelectorAll('#map-list [role=option]').length > 0")
    count = chrome.run("document.querySelectorAll('#map-list [role=option]').length")
    assert count in (1, 7)
    clean(chrome)
    one = replace(
        many, plan=replace(many.plan, deployments=many.plan.deployments[4:5], links=(), moves=(),
                           packages=(), savings=()))  # fmt: skip
    lines = [line for d in one.plan.deployments for line in d.lines]
    money = {t: sum(x.amount_minor for x in lines if x.timing is t) for t in Timing}
    alone = replace(
        one.plan, capex_minor=money[Timing.ONE_TIME], opex_per_year_minor=money[Timing.PER_YEAR],
        kept_fee_per_year_minor=0,
    )  # fmt: skip
    chrome.open(page(replace(one, plan=alone), tmp_path), "#lang=en")
    chrome.wait("document.querySelectorAll('#map-list [role=option]').length === 1")

    assert figures(chrome)["Sites"] == "1"
    clean(chrome)


def test_right_to_left_names_stay_in_their_place(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Arabic, Hebrew and marks that turn the direction do not change the text around them."""
    names = ("مدرسة ٣", "בית ספר", "a\u202egnp.exe", "‮‮‮")
    sites = tuple(replace(s, name=names[n % 4]) for n, s in enumerate(context.sites))
    chrome.open(page(replace(context, sites=sites), tmp_path), "#lang=en")

    assert "مدرسة ٣" in chrome.text("#table-body")
    cell = "getComputedStyle(document.querySelector('.of-sites td:nth-child(2)'))"
    assert chrome.run(f"{cell}.unicodeBidi") == "isolate"
    clean(chrome)


def test_charts_begin_at_zero_and_have_their_table(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Every chart: bars start at the axis, and a table stands beside it."""
    chrome.open(page(context, tmp_path), "#lang=en")
    starts = chrome.run("[...document.querySelectorAll('.bars rect')].map(r => r.x.baseVal.value)")

    assert chrome.run("document.querySelectorAll('#charts figure').length") == 6
    assert set(starts) == {0}
    assert chrome.run("document.querySelectorAll('#charts figure table').length") == 6


def test_a_selection_prints_with_its_rows_and_without_controls(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """On paper the controls are gone, the drawn map is there; a selection prints its table."""
    chrome.open(page(context, tmp_path), "#lang=en&aimag=AR")
    chrome.media(media="print")
    shown = "getComputedStyle(document.querySelector('{}')).display"
    assert chrome.run(shown.format(".ask-row")) == "none"
    assert chrome.run(shown.format("#table-body")) != "none"
    assert chrome.run(shown.format(".still")) == "block"
    chrome.media()

    assert chrome.pdf().startswith(b"%PDF")


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 595, 842), ("A3", 1191, 842)])
def test_it_prints_on_the_paper_that_is_chosen(
    paper: str, width: int, height: int, context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """A4 upright, or A3 across: every sheet has that size, and no line of the map is cut off."""
    chrome.open(page(context, tmp_path), "#lang=en")
    chrome.run(
        f"(s => {{ s.value = '{paper}'; s.dispatchEvent(new Event('change')); }})"
        "(document.querySelector('#paper'))"
    )
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", chrome.pdf())

    assert sizes and {(round(float(w)), round(float(h))) for w, h in sizes} == {(width, height)}


def bounded(context: ExportContext) -> ExportContext:
    """Return the plan with outlines: two aimags that meet at 95° E, one in two soums."""
    areas = (
        Boundary(code="BO", level="aimag", known=True, geometry=box(85, 45, 95, 52)),
        Boundary(code="AR", level="aimag", known=True, geometry=box(95, 45, 105, 52)),
        Boundary(code="AR-N", level="soum", known=True, geometry=box(95, 49, 105, 52)),
        Boundary(code="AR-S", level="soum", known=True, geometry=box(95, 45, 105, 49)),
    )
    return replace(context, network=replace(context.network, boundaries=areas))


def inked(chrome: Browser, file: Path, longitude: float, latitude: float) -> bool:
    """Return whether anything is drawn where a place lies, within four pixels."""
    chrome.open(file, f"#lang=en&map={longitude},{latitude},7")
    middle = "(c.width - 9) / 2, (c.height - 9) / 2, 9, 9"
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    chrome.run(frame)
    return bool(
        chrome.run(
            f"(c => c.getContext('2d').getImageData({middle}).data.some(part => part > 0))"
            "(document.getElementById('map'))"
        )
    )


def test_boundaries_are_drawn_where_they_are(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Sides of aimags and soums lie in their place and are told; without a table there are none."""
    (tmp_path / "bounded").mkdir()
    plain, told = page(context, tmp_path), page(bounded(context), tmp_path / "bounded")
    for place in ((95, 46), (100, 49), (98, 52)):
        assert inked(chrome, told, *place)
        assert not inked(chrome, plain, *place)
    assert not inked(chrome, told, 98, 50.5)
    clean(chrome)
    chrome.open(told, "#lang=en")
    assert "Boundaries, drawn to within 0.1 km" in chrome.text("#map-legend")
    chrome.open(plain, "#lang=en")
    assert "Boundaries" not in chrome.text("#map-legend")


def test_names_are_written_once_over_boundaries(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Each aimag has its name once, whatever outlines it has."""
    record = (
        "window.written = []; const pen = CanvasRenderingContext2D.prototype;"
        "const write = pen.fillText, wipe = pen.clearRect;"
        "pen.clearRect = function (...box) { written = []; return wipe.apply(this, box); };"
        "pen.fillText = function (...text)"
        " { written.push(text[0]); return write.apply(this, text); }"
    )
    chrome.open(page(bounded(context), tmp_path), "#lang=en&map=95.7,48.2,5.8", before=record)
    chrome.wait("written.length > 1")

    assert sorted(chrome.run("written")) == ["Архангай", "Баян-Өлгий"]


@pytest.mark.parametrize("features", [{}, {"prefers_color_scheme": "dark"}])
def test_a_page_with_boundaries_can_be_used_by_everybody(
    features: dict[str, str], context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Axe finds nothing on a page with boundaries, nor does it overflow on a phone."""
    file = page(bounded(context), tmp_path)
    chrome.media(**features)
    chrome.size(390, 844, phone=True)
    try:
        chrome.open(file, "#lang=both")
        assert violations(chrome) == []
        assert chrome.run("document.documentElement.scrollWidth") <= 390
    finally:
        chrome.size(1280)
        chrome.media()


@pytest.mark.parametrize("at", ["#lang=en", "#lang=mn", "#lang=both&site=BO-1"])
def test_axe_finds_nothing(
    at: str, tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """No rule of WCAG 2.2 AA that a program can judge is broken, on a desk and on a phone."""
    file = page(tendered, tmp_path)
    chrome.open(file, at)
    assert violations(chrome) == []
    chrome.size(390, 844, phone=True)
    try:
        chrome.open(file, at)
        assert violations(chrome) == []
    finally:
        chrome.size(1280)


def test_axe_would_find_something(context: ExportContext, chrome: Browser, tmp_path: Path) -> None:
    """A picture without words and a button without a name are named."""
    chrome.open(page(context, tmp_path), "#lang=en")
    chrome.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<img><button>')")

    assert {one.partition(":")[0] for one in violations(chrome)} >= {"image-alt", "button-name"}
