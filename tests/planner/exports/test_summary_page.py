"""The summary page needs no network, escapes every name and tells the whole plan."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from math import cos, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from planner.exports.map_svg import BORDER, COLOURS, beside, colours_of, draw
from planner.exports.registry import export
from planner.language.formats import money, percent, points
from planner.language.labels import label
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.plan.plan import Plan, SiteStatus
from planner.rendering.context import ExportContext
from planner.rendering.sentences import computers_added, limit_title, node_name
from planner.runs.older_plans import meaning_of_id
from sites.network import Boundary


def test_computers_from_elsewhere_are_not_called_new(
    context: ExportContext, tendered: ExportContext
) -> None:
    """Of 15 computers added 5 are moved, so 10 are new; a move only proposed counts for nothing."""
    assert "New computers: 15." == computers_added(context.plan, "en")
    assert "Computers added: 15: 10 new, 0 repaired, 5 from stock or other sites." == (
        computers_added(tendered.plan, "en")
    )


class Page(HTMLParser):
    """Collects the text and the attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses; elements that load a file do not occur."""
        self.links += [v for k, v in attrs if k in ("src", "href", "action", "data") and v]
        assert tag not in ("link", "iframe", "object", "img")


@pytest.fixture
def html(context: ExportContext, tmp_path: Path) -> str:
    """Give the page of the small plan."""
    return export("page", context, tmp_path).read_text(encoding="utf-8")


def test_page_obeys_its_own_style_and_script_only(html: str, locked: Callable[[str], None]) -> None:
    """The content security policy allows the inline style and script by hash, nothing else."""
    locked(html)


def test_page_loads_nothing_from_anywhere(html: str) -> None:
    """No address occurs but the name of the SVG standard."""
    assert all(link.startswith("#map-") for link in Page(html).links)  # rings of the map
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://www.w3.org/2000/svg"}
    assert "@import" not in html
    assert "url(" not in html


def test_names_are_escaped(context: ExportContext, tmp_path: Path) -> None:
    """A name with markup is shown as written and runs nowhere, in tables and on the map."""
    evil = "<script>alert(1)</script>\"'&"
    sites = tuple(replace(site, name=evil, soum_name=evil) for site in context.sites)
    plan = replace(context.plan, project=evil)
    text = export("page", replace(context, sites=sites, plan=plan), tmp_path).read_text("utf-8")

    assert "<script>alert" not in text
    assert text.count("<script>") == 1
    assert evil in "".join(Page(text).text)


def test_page_tells_proof_limits_directives_and_next_money(html: str, plan: Plan) -> None:
    """What is proven, what binds, what is forced and what more money buys are all there."""
    text = " ".join(Page(html).text)
    for expected in (
        "gap 0.84 %: no plan can be worth more than 850 points, the certified bound",
        "One-time money",
        "must serve BO-1",
        "A/123, 2026.09.01",
        "1 – 2",
        "Another 100,000,000 ₮ would add 50 points",
        "kholboo audit verify",
        "ab" * 32,
        plan.fingerprint,
    ):
        assert expected in text


def test_every_site_left_out_is_listed_with_its_reason(html: str, plan: Plan) -> None:
    """Each unserved site has a row with the words of its reason."""
    text = "".join(Page(html).text)
    for deployment in plan.deployments:
        if deployment.status is SiteStatus.UNSERVED:
            assert deployment.site_id in text
            assert label(f"reason.{deployment.reason.value}", "mn") in text


@pytest.mark.parametrize(("language", "absent"), [("mn", "Not served"), ("en", "Хамрагдаагүй")])
def test_page_speaks_one_language_when_asked(
    language: str, absent: str, context: ExportContext, tmp_path: Path
) -> None:
    """A page in one language holds no heading of the other."""
    spoken = replace(context, language=language)  # type: ignore[arg-type]

    assert absent not in export("page", spoken, tmp_path).read_text("utf-8")


def drawn(path: ET.Element) -> list[tuple[float, float]]:
    """Return where the dots of a path lie: lines of no length, each a step from the one before."""
    text = path.attrib["d"]
    if "h0" not in text:
        return []
    found = [(0.0, 0.0)]
    for part in text.split("h0")[:-1]:
        x, y = (float(figure) for figure in re.findall(r"-?[\d.]+", part))
        found.append((round(found[-1][0] + x, 1), round(found[-1][1] + y, 1)))
    return found[1:]


def test_map_is_well_formed_and_holds_every_placed_site(context: ExportContext) -> None:
    """The drawing is XML with a dot for each site that has a location, and says what lacks one."""
    drawing = draw(context, "en")
    root = ET.fromstring(drawing.svg)
    paths = root.findall(".//{http://www.w3.org/2000/svg}path")
    uses = [use.get("href") for use in root.findall(".//{http://www.w3.org/2000/svg}use")]
    dots = [
        dot
        for path in paths
        if path.get("stroke-linecap") == "round"
        for dot in drawn(path) * (uses.count(f"#{path.get('id')}") or 1)
    ]
    names = [e.text for e in root.findall(".//{http://www.w3.org/2000/svg}text")]

    assert len(dots) == 6 * 2  # each with an outline
    assert "1 sites without a location are not drawn." in [note.en for note in drawing.notes]
    assert {"Баян-Өлгий", "Архангай"} <= set(names)
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    for x, y in dots:
        assert 0 <= x <= width
        assert 0 <= y <= height


def _borders_of(context: ExportContext) -> tuple[list[tuple[float, float]], list[str]]:
    """Return where the border lines of a map go, in drawing units, and its legend's words."""
    drawing = draw(context, "en")
    (path,) = re.findall(rf'<path d="([^"]*)" fill="none" stroke="{BORDER}"', drawing.svg) or [""]
    places = []
    for ring in path.split("z"):
        figures = [float(figure) for figure in re.findall(r"-?[\d.]+", ring)]
        steps = zip(figures[::2], figures[1::2], strict=True)
        places += list(accumulate(steps, lambda a, b: (a[0] + b[0], a[1] + b[1])))
    return places, [row.text.en for row in drawing.legend]


def test_the_map_for_print_has_boundaries_or_the_outline_of_its_country(
    context: ExportContext,
) -> None:
    """The border of Mongolia passes north of its sites; a table of aimags takes its place."""
    country, said = _borders_of(context)
    west, east = 88.0, 105.0
    area = Boundary(code="BO", level="aimag", known=True, geometry=box(west, 46, east, 51))
    own, named = _borders_of(replace(context, network=replace(context.network, boundaries=(area,))))

    assert len(country) > 100 and "Country and coast, coarse (Natural Earth 1:50m)" in said
    assert len(own) == 4 and "Boundaries of aimags" in named
    wide = max(x for x, _ in own) - min(x for x, _ in own)
    tall = max(y for _, y in own) - min(y for _, y in own)
    assert wide / tall == pytest.approx((east - west) / 5 * cos(radians(48)), rel=0.05)
    assert _borders_of(replace(context, country=""))[0] == []


def test_legend_counts_every_site_once(context: ExportContext) -> None:
    """The dots and rings of the legend add up to the sites of the plan."""
    legend = draw(context, "en").legend
    counts = [row.count for row in legend if row.shape in ("dot", "ring")]

    assert sum(c for c in counts if c is not None) == len(context.plan.deployments)


def test_the_map_of_an_aimag_names_its_soums_and_counts_what_it_shows(
    context: ExportContext,
) -> None:
    """A plan for one aimag shows that aimag alone: soum names, and no far PoPs in the legend."""
    inside = {site.id: site for site in context.sites if site.aimag == "BO" and site.longitude}
    soum = next(site.soum for site in inside.values())
    place = replace(context.network.places[0], code=soum, level="soum", name="Толбо")
    far = replace(context.network.pops[0], id="far", longitude=119.0, latitude=42.0)
    plan = replace(
        context.plan,
        aimag="BO",
        links=(),
        deployments=tuple(d for d in context.plan.deployments if d.site_id in inside),
    )
    network = replace(
        context.network,
        places=(*context.network.places, place),
        pops=(*context.network.pops, far),
    )
    drawing = draw(replace(context, plan=plan, network=network), "en")
    root = ET.fromstring(drawing.svg)
    names = [e.text for e in root.findall(".//{http://www.w3.org/2000/svg}text")]

    assert "Толбо" in names
    assert "Архангай" not in names
    assert [row.count for row in drawing.legend if row.shape == "diamond"] == [1]


def test_a_new_technology_has_a_colour_of_its_own() -> None:
    """Known technologies keep their colours; unknown ones get free ones that differ."""
    found = colours_of(["fibre", "laser", "balloon"])

    assert found["fibre"] == COLOURS["fibre"]
    assert len(set(found.values())) == 3


@given(st.integers(1, 400))
def test_dots_of_one_place_do_not_cover_each_other(count: int) -> None:
    """Dots of radius 1 placed side by side keep at least a radius and a half between centres."""
    places = [beside(rank, 1.75) for rank in range(count)]
    x, y = places[-1]

    for other_x, other_y in places[:-1]:
        assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 1.5**2


def test_small_gaps_never_read_as_zero() -> None:
    """A gap above zero is never printed as 0 %."""
    assert [percent(share) for share in (0.0, 1e-9, 0.00004, 0.00005, 0.0123)] == [
        "0 %",
        "< 0.01 %",
        "< 0.01 %",
        "0.01 %",
        "1.23 %",
    ]


@given(st.integers(-(10**15), 10**15))
def test_whole_money_is_exact(amount: int) -> None:
    """Money in whole tögrög reads back as the same number, however large."""
    assert int(money(amount, "MNT", 1, "mn").removesuffix(" ₮").replace(",", "")) == amount


def test_money_in_millions_names_its_unit() -> None:
    """Thousands and millions say so, in both languages."""
    assert money(1_250_000, "MNT", 1000000, "mn") == "1.2 сая ₮"
    assert money(1_250_000, "USD", 1000, "en") == "1,250.0 thousand USD"


def test_points_lose_nothing_below_a_thousand() -> None:
    """Thousandths of a point show until a thousand points, whole points above."""
    assert [points(n) for n in (1, 1500, -40_500, 850_000, 1_234_567)] == [
        "0.001",
        "1.5",
        "-40.5",
        "850",
        "1,235",
    ]


def test_headings_of_the_page_do_not_skip_a_level(html: str) -> None:
    """Screen readers find one h1 and no jump from h1 to h3."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("limit_id", "expected"),
    [
        ("capex", "Нэг удаагийн зардлын төсөв"),
        ("opex:soum_budget", "Жилийн зардлын төсөв: сумын төсөв"),
        ("floor:aimag:AR:benefit", "Архангай: үр өгөөжийн доод хувь"),
        ("floor:kind:library:sites:2", "номын сан: байгууллагын доод хувь"),
        ("directive:D4", "Удирдамж D4"),
        ("something:new", "In the planner's words"),
    ],
)
def test_limits_have_mongolian_names(limit_id: str, expected: str, context: ExportContext) -> None:
    """A limit is called in Mongolian by its meaning, in the planner's words where it has none."""
    spoken = replace(context, language="mn")
    meaning = meaning_of_id(limit_id)
    limit = replace(context.plan.limits[0], meaning=meaning, title="In the planner's words")

    assert limit_title(limit, spoken) == expected


def test_ends_of_links_are_called_by_name(context: ExportContext) -> None:
    """A site is its name and id, a junction and the existing network are words."""
    spoken = replace(context, language="en")
    name = context.site_by_id["BO-1"].name

    assert node_name("premises:BO-1", spoken) == f"{name} (BO-1)"
    assert node_name("service:BO-1", spoken) == f"{name} (BO-1)"
    assert node_name("road:7", spoken) == "road junction 7"
    assert node_name("tap:MN:F1@69786", spoken) == "cable MN:F1, 69,786 m from its start"
    assert node_name("root", spoken) == "existing network"
    assert node_name("mast:BO-1", spoken) == f"mast at {name} (BO-1)"
    assert node_name("mast:T-1", spoken) == "mast at T-1"
    assert node_name("mast:open:BO-1:2", spoken) == f"mast 2 towards {name} (BO-1)"
    assert node_name("bridge:1", spoken) == "bridge:1"


def test_a_limit_set_by_a_directive_says_what_it_asks(context: ExportContext) -> None:
    """In Mongolian a directive's limit carries the words of the directive."""
    meaning = LimitMeaning(kind=LimitKind.DIRECTIVE, directive_id="D1")
    limit = replace(context.plan.limits[0], meaning=meaning, title="x")

    assert limit_title(limit, replace(context, language="mn")) == (
        "Удирдамж D1: заавал хамруулах: BO-1"
    )
