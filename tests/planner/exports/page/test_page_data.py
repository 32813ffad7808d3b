"""The page's data says what the plan says, to the unit, and stays within its budget of bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from pages import ROOM, large_context
from printed_plan import context, plan, tendered

from planner.exports.page.page_data import page_data
from planner.exports.page.script_text import page_script, page_style
from planner.exports.registry import export
from planner.language.labels import LABELS
from planner.rendering.context import ExportContext
from planner.rendering.deliveries import purchases_of

__all__ = ["context", "plan", "tendered"]
SCRIPTS = sorted(Path(str(files("planner.exports.page"))).glob("script/*.js"))


def amounts(data: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return point, whether yearly, and amount of every line of the data."""
    lines = data["lines"]
    points = accumulate(lines["point"])
    rows = zip(points, lines["item"], lines["quantity"], strict=True)
    return [(p, data["items"][i][6], q * data["items"][i][5]) for p, i, q in rows]


def test_lines_come_to_what_the_plan_costs(tendered: ExportContext) -> None:
    """One-time lines are the listed money, yearly ones and kept fees the yearly money."""
    data = page_data(tendered)
    once = sum(a for _, yearly, a in amounts(data) if not yearly)
    yearly = sum(a for _, yearly, a in amounts(data) if yearly)

    assert once == tendered.plan.listed_minor == data["plan"]["listed"]
    assert yearly + sum(data["sites"]["kept"]) == tendered.plan.opex_per_year_minor


def test_each_site_has_the_money_of_the_distribution_list(tendered: ExportContext) -> None:
    """The sum at each delivery point is that of the workbook's distribution list."""
    ids = [s.id for _, s in tendered.deployments] + [link.id for link in tendered.links]
    found: dict[str, int] = {}
    for point, _, amount in amounts(page_data(tendered)):
        found[ids[point]] = found.get(ids[point], 0) + amount
    expected: dict[str, int] = {}
    for d in purchases_of(tendered).deliveries:
        expected[d.point] = expected.get(d.point, 0) + d.amount_minor

    assert found == expected


def test_packages_have_their_lines(tendered: ExportContext) -> None:
    """The lines of a package come to its amount before savings."""
    data = page_data(tendered)
    rows = zip(data["lines"]["package"], amounts(data), strict=True)
    found: dict[str, int] = {}
    for package, (_, _, amount) in rows:
        if package >= 0:
            name = data["packages"][package][0]
            found[name] = found.get(name, 0) + amount

    assert found == {
        p.id: sum(line.amount_minor for _, line in p.lines) for p in tendered.plan.packages
    }


def test_a_plan_that_does_not_add_up_is_refused(context: ExportContext) -> None:
    """Totals that the lines do not give stop the page."""
    with pytest.raises(ValueError, match="does not tie"):
        wrong = replace(context.plan, packages=(), capex_minor=context.plan.capex_minor + 1)
        page_data(replace(context, plan=wrong))


@pytest.mark.parametrize(("sites", "most"), sorted(ROOM.items())[:1])
def test_a_page_is_small(sites: int, most: int, tmp_path: Path) -> None:
    """1,200 sites take at most 400 KB."""
    assert export("page", large_context(sites), tmp_path).stat().st_size <= most


@pytest.mark.slow
def test_a_large_page_is_small(tmp_path: Path) -> None:
    """20,000 sites take at most 3 MB."""
    assert export("page", large_context(20_000), tmp_path).stat().st_size <= ROOM[20_000]


# --- the script ---


def test_scripts_are_short_and_readable() -> None:
    """At most 250 lines a file and 130 letters a line; every function is short."""
    for path in SCRIPTS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 250, path
        assert max(map(len, lines)) <= 130, path
        ends = [n for n, text in enumerate(lines) if text == "}"]
        begins = [n for n, text in enumerate(lines) if re.match(r"(async )?function ", text)]
        for begin in begins:
            end = next((n for n in ends if n > begin), begin)
            one_line = lines[begin].endswith("}")
            assert one_line or end - begin <= 40, (path, lines[begin])


def test_scripts_never_make_markup_or_code_out_of_text() -> None:
    """Nothing that parses a text as HTML, script or style is used, and nothing that loads."""
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    for banned in (
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("),
        *(
            "createContextualFragment",
            "DOMParser",
            "cssText",
            "fetch(",
            "XMLHttpRequest",
            "import(",
        ),
        *("WebSocket", "localStorage", "sessionStorage", "cookie", "window.open", "javascript:"),
        *('setAttribute("style', 'setAttribute("on'),
    ):
        assert banned not in text, banned


def test_script_and_style_can_stand_between_tags() -> None:
    """Neither holds what would end its element."""
    assert "</" not in page_script()
    assert "<" not in page_style()


def test_every_word_of_the_script_exists() -> None:
    """Keys asked for in the script or the page are among the packed words."""
    from planner.exports.page.page_words import page_words

    words = page_words("both")
    text = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    page = (files("planner.rendering") / "page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:word|filled)\("([a-z_.]+)"[,)]', text))
    asked |= set(re.findall(r'data-(?:word|label)="([a-z_.]+)"', page))

    assert asked <= set(words)
    assert set(words) <= set(LABELS)
