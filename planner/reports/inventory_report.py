"""What an auditor asks of an inventory: what stands where, in what condition, whose it is.

Every breakdown counts the same figures over the same sites, so that all totals are equal; a sheet
shows that they are. Absent figures are never counted as zero sites or broken computers: they have
columns of their own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.files import with_rename
from planner.language.collation import alphabetical, named_first
from planner.language.hash_forms import printed_form
from planner.language.label import Language
from planner.language.labels import item_name, label, term
from planner.rendering.spreadsheet import (
    FIRST,
    Book,
    Cell,
    Column,
    Formula,
    Sheet,
    Stamp,
    area,
    open_book,
)
from sites.site import CoordinateQuality, LinkType

if TYPE_CHECKING:
    from inventory.prices.catalogue import Catalogue
    from planner.candidates.candidate import Need, Offers
    from planner.scenario.inputs import Inputs, Source
    from sites.site import Site

XLSX = "inventory.xlsx"
HTML = "inventory.html"


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
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]

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
    stock: tuple[tuple[str, str, str, int], ...]  # SKU, item, depot, quantity
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


def write(inputs: Inputs, offers: Offers, folder: Path, language: Language = "both") -> list[Path]:
    """Write the inventory report as XLSX and HTML into a folder and return both files.

    Raises OSError when the folder cannot be written.
    """
    report = make_report(inputs, offers, language)
    sheet_file, page_file = folder / XLSX, folder / HTML
    with_rename(sheet_file, lambda path: _Workbook.write(report, path, language))
    with_rename(page_file, lambda path: _write_page(report, path, language))
    return [sheet_file, page_file]


def make_report(inputs: Inputs, offers: Offers, language: Language) -> Report:
    """Return all figures of the report; they depend on the inputs alone."""
    sites = tuple(sorted(inputs.sites, key=lambda site: site.id))
    figures = {s.id: _figures(s, offers.needs[s.id]) for s in sites}
    rules = Counter((f.severity.value, f.rule) for f in inputs.findings)
    return Report(
        stamp=Stamp(
            project=inputs.project.name,
            scenario=inputs.scenario_name,
            plan_id="",
            fingerprint=printed_form(fingerprint(inputs.sources)),
        ),
        title=label("title.inventory", language),
        breakdowns=tuple(_breakdowns(sites, figures, language)),
        filled=tuple(_filled(name, path, sites) for name, path in COLUMNS.items()),
        coordinates=_coordinates(sites),
        findings=tuple((severity, rule, n) for (severity, rule), n in sorted(rules.items())),
        stock=_stock(inputs.catalogue, language),
        sources=inputs.sources,
        sites=tuple((site, figures[site.id]) for site in sites),
    )


def _stock(catalogue: Catalogue, language: Language) -> tuple[tuple[str, str, str, int], ...]:
    """Return what lies in depots, by SKU and depot, with the item's name where it is known."""
    items = catalogue.by_sku
    return tuple(
        (s.sku, item_name(i.name_mn, i.name_en, language) if i else "", s.depot, s.quantity)
        for s in catalogue.stock
        for i in (items.get(s.sku),)
    )


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
    unknown = label("unknown", language)
    ways: dict[str, tuple[tuple[str, ...], Callable[[Site], tuple[str, ...]]]] = {
        "by_aimag": (("aimag",), lambda s: (s.aimag_name or unknown,)),
        "by_soum": (
            ("aimag", "soum"),
            lambda s: (s.aimag_name or unknown, s.soum_name or unknown),
        ),
        "by_kind": (("kind",), lambda s: (label(f"kind.{s.kind.value}", language),)),
        "by_owner": (("owner",), lambda s: (s.owner or label("no_owner", language),)),
        "by_link": (
            ("link_today",),
            lambda s: (label(f"link_type.{s.link.type.value}", language),),
        ),
        "by_power": (
            ("power_source",),
            lambda s: (term("power", s.power.source, language) if s.power.source else unknown,),
        ),
        "by_age": (("computers_year",), lambda s: (str(s.equipment.computers_year or unknown),)),
    }
    for key, (headings, names_of) in ways.items():
        yield Breakdown(
            key=key, headings=headings, rows=_grouped(sites, figures, names_of, unknown)
        )


def _grouped(
    sites: Iterable[Site],
    figures: Mapping[str, tuple[int, ...]],
    names_of: Callable[[Site], tuple[str, ...]],
    unknown: str,
) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
    """Return the sums of sites by their names, in alphabetical order, what is unknown last."""

    def order(group: tuple[tuple[str, ...], object]) -> list[tuple[object, ...]]:
        return [(name == unknown, alphabetical(name)) for name in group[0]]

    groups: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
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


class _Workbook:
    """The sheets of the report; each breakdown remembers where its totals stand."""

    def __init__(self, report: Report, book: Book) -> None:
        self.report = report
        self.book = book
        self.totals: dict[str, tuple[Sheet, int, int]] = {}  # sheet, row, first column

    @classmethod
    def write(cls, report: Report, path: Path, language: Language) -> None:
        with open_book(path, report.stamp, title=report.title, language=language) as book:
            made = cls(report, book)
            for key in ("by_aimag", "by_soum", "by_kind", "by_owner"):
                made.breakdown_sheet(report.breakdown(key))
            made.condition_sheet()
            made.register_sheet()
            made.totals_sheet()
            made.quality_sheet()
            made.stock_sheet()
            made.sources_sheet()

    def word(self, key: str) -> str:
        return label(key, self.book.language)

    def figure_columns(self) -> list[Column]:
        return [Column(key, 10.5, "int") for key in FIGURES]

    def breakdown_sheet(self, found: Breakdown) -> None:
        names = [Column(heading, 26, "wrap") for heading in found.headings]
        sheet = self.book.sheet(
            found.key,
            f"title.{found.key}",
            [*names, *self.figure_columns()],
            note=self.word("inventory.how"),
            rows=len(found.rows),
        )
        self.rows(sheet, found)

    def rows(self, sheet: Sheet, found: Breakdown) -> None:
        first, names = sheet.row, len(found.headings)
        for group, figures in found.rows:
            sheet.write([*group, *figures])
        last = max(sheet.row - 1, first)
        sheet.row = last + 1
        sums: list[Cell] = [
            Formula(f"=SUM({area(place, first, last)})", value)
            for place, value in enumerate(found.totals, start=names)
        ]
        row = sheet.write([self.word("total"), *[None] * (names - 1), *sums], "total")
        self.totals[found.key] = (sheet, row, names)

    def condition_sheet(self) -> None:
        columns = [Column("breakdown", 30, "wrap"), *self.figure_columns()]
        note = self.word("inventory.how")
        sheet = self.book.sheet("by_condition", "title.conditions", columns, note=note)
        for key in ("by_link", "by_power", "by_age"):
            found = self.report.breakdown(key)
            sheet.block(f"title.{key}", [*found.headings, *FIGURES])
            self.rows(sheet, found)

    def register_sheet(self) -> None:
        columns = [
            Column("site_id", 16, "wrap"),
            Column("name", 32, "wrap"),
            Column("kind", 18, "wrap"),
            Column("aimag", 14, "wrap"),
            Column("soum", 16, "wrap"),
            Column("owner", 24, "wrap"),
            Column("link_today", 14, "wrap"),
            Column("computers_year", 10, "year"),
            *self.figure_columns(),
        ]
        found = self.report.sites
        sheet = self.book.sheet("register", "title.register", columns, rows=len(found))
        for site, figures in found:
            sheet.write([*self.register_cells(site), *figures])
        last = max(sheet.row - 1, FIRST)
        sheet.row = last + 1
        names = len(columns) - len(FIGURES)
        totals = self.report.totals
        sums: list[Cell] = [
            Formula(f"=SUM({area(place, FIRST, last)})", value)
            for place, value in enumerate(totals, start=names)
        ]
        row = sheet.write([self.word("total"), *[None] * (names - 1), *sums], "total")
        self.totals["register"] = (sheet, row, names)

    def register_cells(self, site: Site) -> list[Cell]:
        return [
            site.id,
            site.name,
            self.word(f"kind.{site.kind.value}"),
            site.aimag_name,
            ", ".join(part for part in (site.soum_name, site.bagh) if part),
            site.owner,
            self.word(f"link_type.{site.link.type.value}"),
            site.equipment.computers_year,
        ]

    def totals_sheet(self) -> None:
        """Show each breakdown's totals side by side, and whether they agree."""
        columns = [Column("breakdown", 34, "wrap"), *self.figure_columns()]
        sheet = self.book.sheet("totals", "title.totals", columns, rows=len(self.totals))
        first, totals = sheet.row, self.report.totals
        for key, (source, row, names) in self.totals.items():
            cells: list[Cell] = [
                Formula(f"={source.at(names + place, row)}", value)
                for place, value in enumerate(totals)
            ]
            sheet.write([self.word(f"title.{key}"), *cells])
        last = sheet.row - 1
        gaps: list[Cell] = [
            Formula(f"=MAX({area(place, first, last)})-MIN({area(place, first, last)})", 0)
            for place in range(1, len(totals) + 1)
        ]
        sheet.write([self.word("difference"), *gaps], "total")

    def quality_sheet(self) -> None:
        columns = [
            Column("column", 30, "wrap"),
            Column("filled", 16, "int"),
            Column("empty", 16, "int"),
            Column("share", 16, "percent"),
        ]
        sheet = self.book.sheet("quality", "title.coverage", columns, landscape=False)
        sheet.headings()
        for row in self.report.filled:
            n = sheet.row + 1
            total = row.filled + row.empty
            value = row.filled / total if total else 0
            share = Formula(f"=IF(B{n}+C{n}=0,0,B{n}/(B{n}+C{n}))", value)
            sheet.write([row.column, row.filled, row.empty, share])
        qualities = [f"coordinate_quality.{quality.value}" for quality in CoordinateQuality]
        sheet.block("title.coordinates", ["aimag", *qualities])
        for name, counts in self.report.coordinates:
            sheet.write([name or self.word("unknown"), *counts], "body", ["wrap", *["int"] * 3])
        sheet.block("title.findings", ["rule", "severity", "count"])
        for severity, rule, count in self.report.findings:
            cells: list[Cell] = [rule, self.word(f"severity.{severity}"), count]
            sheet.write(cells, "body", ["wrap", "wrap", "int"])

    def stock_sheet(self) -> None:
        columns = [
            Column("sku", 20, "wrap"),
            Column("item", 48, "wrap"),
            Column("depot", 36, "wrap"),
            Column("quantity", 14, "int"),
        ]
        found = self.report.stock
        sheet = self.book.sheet(
            "stock", "title.stock", columns, rows=max(len(found), 1), landscape=False
        )
        for row in found:
            sheet.write(list(row))
        if not found:
            sheet.write_line(self.word("no_rows"), "stamp")
            return
        place, last = len(columns) - 1, sheet.row - 1
        total = Formula(f"=SUM({area(place, FIRST, last)})", sum(row[-1] for row in found))
        sheet.write([self.word("total"), None, None, total], "total")

    def sources_sheet(self) -> None:
        columns = [
            Column("file", 44, "wrap"),
            Column("table", 20),
            Column("rows", 12, "int"),
            Column("sha256", 70),
        ]
        sheet = self.book.sheet("sources", "title.sources", columns, rows=len(self.report.sources))
        for source in self.report.sources:
            sheet.write([source.path, source.table, source.rows, source.sha256])


def _write_page(report: Report, path: Path, language: Language) -> None:
    from planner.rendering.html import render

    by_key = {b.key: b for b in report.breakdowns}
    text = render(
        "inventory.html",
        language,
        report=report,
        place={key: place for place, key in enumerate(FIGURES)},
        stated=list(STATED),
        gaps=["sites", *GAPS],
        tiles=_tiles(report),
        shown=[by_key[key] for key in ("by_aimag", "by_kind", "by_link", "by_power")],
        folded=[by_key[key] for key in ("by_soum", "by_owner")],
        qualities=[f"coordinate_quality.{quality.value}" for quality in CoordinateQuality],
        filled=[_bar(row) for row in report.filled],
        agree={b.totals for b in report.breakdowns} == {report.totals},
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _tiles(report: Report) -> list[tuple[int, str]]:
    totals = dict(zip(FIGURES, report.totals, strict=True))
    shown = ("sites", "computers", "computers_working", "below_standard", "missing_computers")
    return [(totals[key], key) for key in shown]


def _bar(row: Filled) -> dict[str, Any]:
    total = row.filled + row.empty
    return {
        "column": row.column,
        "filled": row.filled,
        "empty": row.empty,
        "share": f"{100 * row.filled / total:.1f}" if total else "0.0",
    }
