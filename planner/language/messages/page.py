"""Words of the page that people can ask: its map, filters, cards, table and charts."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "page.after": "After",
    "page.all": "all",
    "page.all_chosen": "All sites are chosen.",
    "page.and_more": "{name} and {count} more nearby",
    "page.as_table": "As a table",
    "page.ask": "Ask the plan",
    "page.ask_more": "All options, and what serving it would take, by:",
    "page.back": "Back to the list",
    "page.behind": "Sites behind it: {count}",
    "page.by_year": "By the end of {year}",
    "page.cable_to_build": "Cable to build",
    "page.carries": "Load",
    "page.chart_aimag": "One-time cost by {region}, at list prices",
    "page.ceiling": (
        "Above the broken line lies no plan: the certificate proves it for every sum between."
    ),
    "page.chart_next": "Benefit that the next money brings, of the whole plan",
    "page.chart_person": "One-time cost per person who gains",
    "page.chart_prices": "What floors and directives cost in benefit, of the whole plan",
    "page.chart_speed": "Sites by speed, now and after the plan",
    "page.chart_technology": "One-time cost by technology, at list prices",
    "page.chart_year": "One-time cost by year, and who gains by its end",
    "page.charts": "The selection in charts",
    "page.clear": "Clear",
    "page.computers": "{count} computers",
    "page.computers_more": "{count} more computers",
    "page.csv": "Save the selection as CSV",
    "page.ended_fee": "Yearly fee that ends",
    "page.every_year": "Every year",
    "page.floor_or_directive": "Floor or directive",
    "page.fault": "This browser could not open the part that can be asked. What is printed below is whole.",
    "page.filters": "Filters",
    "page.first_year": "Receives from",
    "page.from": "From",
    "page.here": "Sites here: {count}",
    "page.languages": "Language",
    "page.link_year": "New link in",
    "page.list": "What the map shows",
    "page.list_help": "Arrows choose, Enter opens, Escape goes to the map.",
    "page.load": "{asked} of {carried} Mbps ({share} %)",
    "page.map_help": (
        "Drag to move; click and turn the wheel, or press + and −, to zoom; arrows move;"
        " 0 shows all; Enter goes to the list."
    ),
    "page.map_note": (
        "Positions are true. From afar {subregions} and {regions} are drawn as sums with the share of each"
        " technology, near by each site; those of one square stand side by side."
        " Roads and network are simplified."
    ),
    "page.more_in_view": "{count} more are not listed.",
    "page.more_money": "More capital",
    "page.more_people": "More people",
    "page.more_points": "More benefit, points",
    "page.more_sites": "More sites",
    "page.moved_here": "Moved here, not bought",
    "page.next": "Next page",
    "page.next_best": "Next best",
    "page.no_link": "no link",
    "page.no_package": "no package",
    "page.no_place": "no position",
    "page.noscript": (
        "Scripts are switched off, so that the part to search and filter is not shown. The whole"
        " list of sites that receive is in plan.xlsx."
    ),
    "page.not_proven": "not proven, not drawn",
    "page.nothing": "Nothing to show.",
    "page.now": "Now",
    "page.of_site": "Its cost is among the lines of its site.",
    "page.once": "Once",
    "page.outside": "Links shared with sites outside the selection, whose money is not counted: {count}.",
    "page.per_person": "Per person",
    "page.place": "unnamed place",
    "page.position": "Position",
    "page.previous": "Previous page",
    "page.print": "Print",
    "page.radio_to_build": "Radio and bridges to build",
    "page.rows": "{from}–{to} of {count}",
    "page.search_for": "Name, id or {subregion}, in either alphabet",
    "page.season": "Reached by road",
    "page.selection": "Totals of the selection",
    "page.shared_links": "shared links",
    "page.shorter": "The first {shown} of {count}. All are in the table above and in plan.xlsx.",
    "page.speed": "Speed",
    "page.sum_of": "{served} of {sites} receive",
    "page.table": "Table",
    "page.target": "Target",
    "page.then": "After",
    "page.to": "To",
    "page.today": "Today",
    "page.told": "{sites} sites, {users} people, {once} once",
    "page.unplaced": "No site has a position, so that there is no map. All sites are in the table.",
    "page.why": "Why",
    "page.zoom_all": "Show all",
    "page.zoom_in": "Zoom in",
    "page.zoom_out": "Zoom out",
    "page.years": "What is there by",
}
"""English by key; the Mongolian is in the catalogue."""
