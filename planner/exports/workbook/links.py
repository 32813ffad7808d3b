"""The links to build: from where to where, how long, for which sites."""

from __future__ import annotations

from planner.exports.workbook.columns import LINKS
from planner.exports.workbook.layout import Layout
from planner.plan.plan import BuiltLink
from planner.rendering import sentences
from planner.rendering.places import link_aimag
from planner.rendering.table import FIRST, Cell


def write(layout: Layout) -> None:
    """Write the links to build."""
    found = layout.context.links
    sheet = layout.sheet("links", LINKS, rows=len(found))
    for link in found:
        sheet.add({**_cells(layout, link), **layout.amounts_of(link.id)})
    if found:
        length = sum(link.length_m for link in found)
        total = LINKS.sum("length_m", FIRST, sheet.row - 1, length)
        sheet.add({"link_id": layout.words.word("total"), "length_m": total}, "total")


def _cells(layout: Layout, link: BuiltLink) -> dict[str, Cell]:
    context, words = layout.context, layout.words
    to = sentences.node_name(link.to_node, context)
    unmeasured = "" if link.length_m else sentences.link_length(link, words.language)
    return {
        "link_id": link.id,
        "kind": sentences.link_kind(link.kind, words.language),
        "aimag": words.aimag(link_aimag(context, link)),
        "from": sentences.node_name(link.from_node, context),
        "to": " – ".join(part for part in (to, unmeasured) if part),
        "length_m": link.length_m or None,
        "carried_mbps": link.carried_mbps,
        "asked_mbps": link.asked_mbps,
        "serves_count": len(link.serves),
        "serves": ", ".join(link.serves),
    }
