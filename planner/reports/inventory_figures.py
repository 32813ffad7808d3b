"""What an auditor asks of an inventory: what stands where, in what condition, whose it is.

Every breakdown counts the same figures over the same sites, so that all totals are equal. Absent
figures are never counted as zero sites or broken computers: they have columns of their own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.language.collation import alphabetical, named_first
from planner.language.hash_forms import printed_form
from planner.language.label import Label, Language
from planner.language.labels import LABELS, item_name, label, plain, word
from planner.rendering.spreadsheet import Stamp
from sites.site import CoordinateQuality, LinkType

if TYPE_CHECKING:
    from inventory.prices.catalogue import Catalogue, Item
    from planner.candidates.candidate import Need, Offers
    from planner.scenario.inputs import Inputs, Source
    from sites.site import Site


def _given(path: str) -> Callable[[Site], int]:
    """Return a figure of a site as stated, 0 where it is not."""
    read = attrgetter(path)
    return lambda site: int(read(site) or 0)


def _broken(site: Site) -> int:
    owned, working = site.equipment.computers, site.equipment.computers_working
    return 0 if owned is None or working is None else max(owned - working, 0)


def _unstated(site: Site) -> int:
    owned, working = site.equipment.computers, site.equipment.computers_working
    return owned if owned is not None and working is None else 0


def _linked(site: Site) -> int:
    return int(site.link.type not in (LinkType.NONE, LinkType.UNKNOWN))


# Heading of each figure and how a site adds to it; whole numbers, so that sums are exact.
STATED: Mapping[str, Callable[[Site], int]] = {
    "sites": lambda _: 1,
    "students": _given("users.students"),
    "staff": _given("users.staff"),
    "computers": _given("equipment.computers"),
    "computers_working": _given("equipment.computers_working"),
    "computers_broken": _broken,
    "computers_unstated": _unstated,
    "routers": _given("equipment.routers"),
    "access_points": _given("equipment.access_points"),
    "content_servers": _given("equipment.content_server"),
    "printers": _given("equipment.printers"),
    "projectors": _given("equipment.projectors"),
    "tablets": _given("equipment.tablets"),
    "switches": _given("equipment.switches"),
    "racks": _given("equipment.racks"),
    "with_lan": _given("equipment.lan"),
    "with_ups": _given("equipment.ups"),
    "with_link": _linked,
}
# The same for the gap against the standard, as the planner sees it.
GAPS: Mapping[str, Callable[[Need], int]] = {
    "at_standard": lambda need: int(need.adequate),
    "below_standard": lambda need: int(not need.adequate),
    "short_of_mbps": lambda need: int(need.present_mbps < need.target_mbps),
    "missing_computers": lambda need: max(need.target_computers - need.working_computers, 0),
    "missing_access_points": lambda need: max(need.target_access_points - need.access_points, 0),
    "missing_lan": lambda need: int(need.needs_lan),
    "missing_ups": lambda need: int(need.needs_ups),
    "unreliable_power": lambda need: int(not need.reliable_power),
}
FIGURES = (*STATED, *GAPS)

# Columns of the sites table and where a site keeps them.
COLUMNS: Mapping[str, str] = {
    "name": "name",
    "name_latin": "name_latin",
    "aimag": "aimag",
    "soum": "soum",
    "bagh": "bagh",
    "students": "users.students",
    "shifts": "users.shifts",
    "boarders": "users.boarders",
    "staff": "users.staff",
    "visitors_per_day": "users.visitors_per_day",
    "users_at_once": "users.at_once",
    "open_hours_per_week": "users.open_hours_per_week",
    "open_months_per_year": "users.open_months_per_year",
    "rooms": "users.rooms",
    "link_type": "link.type",
    "contract_mbps": "link.contract_mbps",
    "measured_mbps": "link.measured_mbps",
    "price_per_month": "link.price_per_month_minor",
    "payer": "link.payer",
    "contract_end": "link.end_date",
    "computers_total": "equipment.computers",
    "computers_working": "equipment.computers_working",
    "computers_year": "equipment.computers_year",
    "routers": "equipment.routers",
    "access_points": "equipment.access_points",
    "lan": "equipment.lan",
    "ups": "equipment.ups",
    "content_server": "equipment.content_server",
    "printers": "equipment.printers",
    "projectors": "equipment.projectors",
    "tablets": "equipment.tablets",
    "switches": "equipment.switches",
    "racks": "equipment.racks",
    "power_source": "power.source",
    "power_hours_per_day": "power.hours_per_day",
    "outages_per_month": "power.outages_per_month",
    "owner": "owner",
    "owner_register": "owner_register",
    "contact": "contact",
    "access_season": "access_season",
    "parent_id": "parent_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The same figures, divided in one way: a row of names and figures for each group."""

    key: str  # of its sheet or table: "by_aimag"
    headings: tuple[str, ...]  # of the names
    rows: tuple[tuple[tuple[Label, ...], tuple[int, ...]], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each figure over the rows."""
        if not self.rows:
            return (0,) * len(FIGURES)
        return tuple(sum(column) for column in zip(*(f for _, f in self.rows), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """In how many sites a column of the sites table says something."""

    column: str
    filled: int
    empty: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything the workbook and the page show."""

    stamp: Stamp
    title: str
    breakdowns: tuple[Breakdown, ...]
    filled: tuple[Filled, ...]
    coordinates: tuple[tuple[str, tuple[int, ...]], ...]  # by aimag: surveyed, centre, none
    findings: tuple[tuple[str, str, int], ...]  # severity, rule, count
    stock: tuple[tuple[str, Label, str, int], ...]  # SKU, item, depot, quantity
    sources: tuple[Source, ...]
    sites: tuple[tuple[Site, tuple[int, ...]], ...]  # by id, with the figures of each

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each figure over all sites."""
        figures = [found for _, found in self.sites]
        return tuple(sum(column) for column in zip(*figures, strict=True)) or (0,) * len(FIGURES)

    def breakdown(self, key: str) -> Breakdown:
        """Return a breakdown by its key; raises KeyError when there is none."""
        return {b.key: b for b in self.breakdowns}[key]


def make_report(inputs: Inputs, offers: Offers, language: Language) -> Report:
    """Return all figures of the report; they depend on the inputs alone."""
    sites = tuple(sorted(inputs.sites, key=lambda site: site.id))
    figures = {s.id: _figures(s, offers.needs[s.id]) for s in sites}
    rules: Counter[tuple[str, str]] = Counter()
    for finding in inputs.findings:
        rules[finding.severity.value, finding.rule] += finding.count
    return Report(
        stamp=stamp_of(inputs),
        title=label("title.inventory", language),
        breakdowns=tuple(_breakdowns(sites, figures, language)),
        filled=tuple(_filled(name, path, sites) for name, path in COLUMNS.items()),
        coordinates=_coordinates(sites),
        findings=tuple((severity, rule, n) for (severity, rule), n in sorted(rules.items())),
        stock=_stock(inputs.catalogue),
        sources=inputs.sources,
        sites=tuple((site, figures[site.id]) for site in sites),
    )


def stamp_of(inputs: Inputs) -> Stamp:
    """Return the stamp of what rests on the inputs alone, without a plan."""
    return Stamp(
        project=inputs.project.name,
        scenario=inputs.scenario_name,
        plan_id="",
        fingerprint=printed_form(fingerprint(inputs.sources)),
    )


def _stock(catalogue: Catalogue) -> tuple[tuple[str, Label, str, int], ...]:
    """Return what lies in depots, by SKU and depot, with the item's name where it is known."""
    items = catalogue.by_sku
    return tuple(
        (s.sku, _item(i) if i else plain(""), s.depot, s.quantity)
        for s in catalogue.stock
        for i in (items.get(s.sku),)
    )


def _item(item: Item) -> Label:
    """Return the name of an item in both languages."""
    name = partial(item_name, item.name_mn, item.name_en)
    return Label(name("mn"), name("en"))


def fingerprint(sources: Iterable[Source]) -> str:
    """Return 64 hex digits that change when any source file changes."""
    lines = sorted(f"{s.table} {s.path} {s.sha256}" for s in sources)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _figures(site: Site, need: Need) -> tuple[int, ...]:
    stated = [figure(site) for figure in STATED.values()]
    return (*stated, *(gap(need) for gap in GAPS.values()))


def _breakdowns(
    sites: Sequence[Site], figures: Mapping[str, tuple[int, ...]], language: Language
) -> Iterable[Breakdown]:
    unknown = LABELS["unknown"]

    def named(name: str | int | None, absent: Label = unknown) -> Label:
        return plain(str(name)) if name else absent

    ways: dict[str, tuple[tuple[str, ...], Callable[[Site], tuple[Label, ...]]]] = {
        "by_aimag": (("aimag",), lambda s: (named(s.aimag_name),)),
        "by_soum": (("aimag", "soum"), lambda s: (named(s.aimag_name), named(s.soum_name))),
        "by_kind": (("kind",), lambda s: (LABELS[f"kind.{s.kind.value}"],)),
        "by_owner": (("owner",), lambda s: (named(s.owner, LABELS["no_owner"]),)),
        "by_link": (("link_today",), lambda s: (LABELS[f"link_type.{s.link.type.value}"],)),
        "by_power": (
            ("power_source",),
            lambda s: (word("power", s.power.source) if s.power.source else unknown,),
        ),
        "by_age": (("computers_year",), lambda s: (named(s.equipment.computers_year),)),
    }
    for key, (headings, names_of) in ways.items():
        yield Breakdown(
            key=key, headings=headings, rows=_grouped(sites, figures, names_of, language)
        )


def _grouped(
    sites: Iterable[Site],
    figures: Mapping[str, tuple[int, ...]],
    names_of: Callable[[Site], tuple[Label, ...]],
    language: Language,
) -> tuple[tuple[tuple[Label, ...], tuple[int, ...]], ...]:
    """Return the sums of sites by their names, in alphabetical order, what is unknown last."""

    def order(group: tuple[tuple[Label, ...], object]) -> list[tuple[object, ...]]:
        return [(n == LABELS["unknown"], alphabetical(n.text(language))) for n in group[0]]

    groups: dict[tuple[Label, ...], list[tuple[int, ...]]] = {}
    for site in sites:
        groups.setdefault(names_of(site), []).append(figures[site.id])
    return tuple(
        (names, tuple(map(sum, zip(*found, strict=True))))
        for names, found in sorted(groups.items(), key=order)
    )


def _filled(name: str, path: str, sites: Sequence[Site]) -> Filled:
    read = attrgetter(path)
    filled = sum(read(site) not in (None, "", LinkType.UNKNOWN) for site in sites)
    return Filled(column=name, filled=filled, empty=len(sites) - filled)


def _coordinates(sites: Iterable[Site]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found: dict[str, Counter[CoordinateQuality]] = {}
    for site in sites:
        found.setdefault(site.aimag_name, Counter())[site.coordinate_quality] += 1
    return tuple(
        (name, tuple(counts[quality] for quality in CoordinateQuality))
        for name, counts in sorted(found.items(), key=lambda pair: named_first(pair[0]))
    )
