"""The procurement workbook of one package: a copy for bidders, and one for the buyer alone.

The bidders' copy holds schedules, specification, distribution list and cells to fill in; nothing
in it tells a price, a SKU or a maker. The buyer's copy adds the method, what is to be settled, and
the estimate with live formulas. `bids.read` writes the bidders' copy again to find out what a
bidder changed, so that its places are named here once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from inventory.prices.catalogue import Role
from planner.language import formats, labels
from planner.language.collation import alphabetical, named_first
from planner.language.label import Language
from planner.language.labels import label, sentence, term
from planner.procurement.notes import (
    entity_name,
    fund_name,
    method_text,
    named_fund,
    notes_of,
    rulebook_name,
    transport_asked,
)
from planner.procurement.sheets.price_schedules import (
    SERVICES,
    counting,
    schedules_of,
    total_sheet,
    write_schedule,
    write_summary,
)
from planner.procurement.specification import description, specification
from planner.procurement.tender import IN_THE_GROUND, NOT_BOUGHT, VAT, TenderLine
from planner.procurement.tender_plan import Dossier
from planner.procurement.units import packs, price_for, unit_with_code
from planner.procurement.yearly import is_yearly
from planner.rendering import sentences
from planner.rendering.decisions import who_decided
from planner.rendering.deliveries import link_aimag
from planner.rendering.spreadsheet import (
    FIRST,
    HEAD,
    Book,
    Cell,
    Column,
    Formula,
    Sheet,
    Stamp,
    address,
    area,
    open_book,
)
from sites.site import SiteKind

if TYPE_CHECKING:
    from planner.plan.plan import BuiltLink
    from planner.plan.purchasing import Move, Saving
    from planner.rendering.context import ExportContext
    from planner.scenario.settings import Tender as TenderSettings
    from sites.site import Site

Copy = Literal["bidder", "buyer"]
BID_FORMAT = "kholboo-bid/3"
META = "_meta"
FORM_FIELDS = (  # of the bid form, top to bottom, with the style of the cell to fill in
    ("bidder", "input_text"),
    ("bidder_register", "input_text"),
    ("bidder_country", "input_text"),
    ("bidder_contact", "input_text"),
    ("bid_date", "input_date"),
    ("bid_valid_until", "input_date"),
    ("bid_currency", "input_text"),
)
_LATEST_DAY = dt.date(2100, 1, 1)
_FEW = 3  # aimags that are named one by one
_MANY = 9  # columns of items from which the distribution list needs the larger paper

_COVER = (
    Column("setting", 34, "wrap"),
    Column("value", 30, "wrap"),
    Column("value", 22, "wrap"),
    Column("value", 22, "wrap"),
    Column("value", 22, "wrap"),
)
_FORM = (Column("setting", 40, "wrap"), Column("value", 60, "wrap"))
_RELATED = (
    Column("number", 6, "line"),
    Column("description", 60, "wrap"),
    Column("quantity", 12, "int"),
    Column("unit_short", 12, "wrap_in"),
    Column("place_of_performance", 44, "wrap"),
    Column("completion", 18, "date"),
)
_SPEC = (
    Column("number", 6, "line"),
    Column("description", 30, "wrap"),
    Column("performance", 84, "wrap"),
    Column("unspsc", 11, "wrap"),
    Column("cpv", 11, "wrap"),
    Column("offered", 44, "input_text"),
)
_ESTIMATE = (
    Column("number", 6, "line"),
    Column("sku", 16, "wrap"),
    Column("item", 40, "wrap"),
    Column("unit_short", 9, "wrap_in"),
    Column("distributed_in_all", 13, "int"),
    Column("from_stock", 11, "int"),
    Column("to_buy", 11, "int"),
    Column("plan_price", 15, "price"),
    Column("new_price", 16, "input"),
    Column("amount_plan", 18, "money"),
    Column("amount_new", 18, "money"),
    Column("difference", 16, "money"),
)
_MOVES = (
    Column("number", 6, "line"),
    Column("item", 40, "wrap"),
    Column("quantity", 11, "int"),
    Column("kind", 18, "wrap_in"),
    Column("origin", 30, "wrap"),
    Column("site_id", 14, "wrap"),
    Column("site", 34, "wrap"),
    Column("transport", 15, "money"),
    Column("decision", 18, "wrap_in"),
    Column("tender_counted", 11, "wrap_in"),
)
_PLACES = (
    Column("number", 6, "line"),
    Column("delivery_point", 15, "wrap"),
    Column("delivery_name", 28, "wrap"),
    Column("aimag", 11, "wrap"),
    Column("soum", 12, "wrap"),
    Column("longitude", 10, "degrees"),
    Column("latitude", 9, "degrees"),
    Column("contact", 16, "wrap"),
    Column("owner_with_register", 16, "wrap"),
    Column("access_season", 13, "wrap"),
    Column("delivery_latest", 11, "date"),
)


def schedule_columns(category: str) -> tuple[Column, ...]:
    """Return the columns of the schedule; goods are delivered, everything else is completed."""
    goods = category == "goods"
    return (
        Column("number", 6, "line"),
        Column("description", 48, "wrap"),
        Column("quantity", 12, "int"),
        Column("unit_code", 11, "wrap_in"),
        Column("packs", 13, "wrap_in"),
        Column("destination" if goods else "place_of_performance", 34, "wrap"),
        Column("delivery_earliest" if goods else "work_begins", 14, "date"),
        Column("delivery_latest" if goods else "completion", 14, "date"),
        Column("offered_date", 18, "input_date"),
    )


def write(
    context: ExportContext, dossier: Dossier, settings: TenderSettings, path: Path, copy: Copy
) -> None:
    """Write one copy of a package's workbook; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    plan = context.plan
    stamp = Stamp(
        project=plan.project,
        scenario=plan.scenario,
        plan_id=f"{plan.run_id} {dossier.package.id}",
        fingerprint=plan.printed_fingerprint,
    )
    title = label(f"title.tender_{copy}", context.language)
    with open_book(path, stamp, title=title, language=context.language) as book:
        _Workbook(context, dossier, settings, copy, book).write()


@dataclass(frozen=True)
class _Workbook:
    """The sheets of one package."""

    context: ExportContext
    dossier: Dossier
    settings: TenderSettings
    copy: Copy
    book: Book

    def write(self) -> None:
        self.cover()
        if self.copy == "bidder":
            self.form()
        self.schedule()
        if self.dossier.package.category == "goods":
            self.related()
        if self.dossier.tendered:
            self.prices()
            self.specification()
        self.distribution()
        if self.copy == "buyer":
            self.estimate()
            if self.dossier.moves:
                self.moves()
        self.meta()

    # --- words -------------------------------------------------------------------------------

    def word(self, key: str) -> str:
        return label(key, self.context.language)

    def say(self, key: str, **values: object) -> str:
        return sentence(key, self.context.language, "\n", **values)

    def described(self, line: TenderLine) -> str:
        neutral = self.settings.technology_neutral
        return description(line, self.context.language, neutral=neutral)

    def unit(self, line: TenderLine) -> str:
        return unit_with_code(line, self.dossier.package, self.context.language)

    def asked(self, line: TenderLine) -> list[Cell]:
        """Return how each price schedule begins a line."""
        return [
            line.number,
            self.described(line),
            line.quantity,
            self.unit(line),
            packs(line),
            price_for(line, self.dossier.package, self.context.language),
        ]

    def money(self, amount_minor: int) -> str:
        plan = self.context.plan
        return formats.money(amount_minor, plan.currency, 1, self.context.language)

    @property
    def lines(self) -> tuple[TenderLine, ...]:
        """The lines that are bought; what stock covers whole is in no schedule."""
        return tuple(line for line in self.dossier.tender.lines if line.quantity)

    def each(self, key: str, values: Callable[[Language], Mapping[str, object]]) -> list[str]:
        """Return a sentence once per language, its blanks in that language too."""
        language = self.context.language
        spoken: tuple[Language, ...] = ("mn", "en") if language == "both" else (language,)
        return [label(key, one).format(**values(one)) for one in spoken]

    @cached_property
    def prices_in(self) -> str:
        plan = self.context.plan
        asked = self.dossier.without_vat and self.copy == "bidder"
        basis = "without_vat" if asked or self.dossier.tender.without_vat else plan.price_basis
        texts = self.each(
            "tender.prices_in",
            lambda language: {
                "currency": plan.currency,
                "basis": label(f"price_basis.{basis}", language),
            },
        )
        return " ".join(texts)

    @cached_property
    def places(self) -> list[str]:
        """Delivery points that the contract serves, by aimag, soum and id."""
        served = [p for p, units in self.dossier.bought.items() if any(units.values())]
        return sorted(served, key=self._place_order)

    def _place_order(self, point: str) -> tuple[object, ...]:
        site, aimag = self.context.site_by_id.get(point), self._aimag(point)
        soum = site.soum_name if site else ""
        return named_first(aimag), alphabetical(soum), point

    def _aimag(self, point: str) -> str:
        site = self.context.site_by_id.get(point)
        return site.aimag_name if site else link_aimag(self.context, self._link_by_id[point])

    @cached_property
    def _link_by_id(self) -> Mapping[str, BuiltLink]:
        return {link.id: link for link in self.context.plan.links}

    def destination(self, line: TenderLine | None = None) -> str:
        """Return where a line is delivered, or all of them: how many places, in which aimags."""
        points = [
            point
            for point in self.places
            if line is None or self.dossier.bought[point].get(line.number)
        ]
        names = sorted({self._aimag(point) for point in points} - {""}, key=alphabetical)

        def where(language: Language) -> Mapping[str, object]:
            shown = ", ".join(names)
            if len(names) > _FEW:
                shown = sentence("tender.destination_aimags", language, count=len(names))
            return {"points": formats.number(len(points)), "aimags": shown or "–"}

        return "\n".join(self.each("tender.destination", where))

    # --- cover and form ----------------------------------------------------------------------

    def cover(self) -> None:
        title = f"title.tender_{self.copy}"
        sheet = self.book.sheet("tender_cover", title, _COVER, landscape=False)
        for key, text in self._identity():
            sheet.write_pair(self.word(key), text)
        if self.dossier.tendered:
            self._dates(sheet)
        if self.copy == "buyer":
            self._rule(sheet)
            self._sources(sheet)
        else:
            sheet.block("title.tender_how", [])
            origin: tuple[str, ...] = ("origin",) if self.dossier.by_origin else ()
            origin += ("services",) if SERVICES in schedules_of(self.dossier) else ()
            for step in ("1", "2", "unit", *origin):
                sheet.write_wrapped(self.say(f"tender.how.{step}"))
            for text in transport_asked(self.lines, self.context.language):
                sheet.write_wrapped(text)
            for step in ("3", "4"):
                sheet.write_wrapped(self.say(f"tender.how.{step}"))

    def _identity(self) -> list[tuple[str, str]]:
        plan, package = self.context.plan, self.dossier.package
        language = self.context.language
        rows = [
            ("package", package.id),
            ("project", plan.project),
            ("entity", entity_name(package, language)),
            ("category", self.word(f"procurement.{package.category}")),
            ("fund", fund_name(self.dossier, language)),
            ("rulebook", rulebook_name(package, language)),
            ("year", str(package.year or "–")),
            ("lines", formats.number(len(self.lines))),
            ("points", formats.number(len(self.places))),
            ("plan_id", plan.run_id),
            ("fingerprint", plan.printed_fingerprint),
        ]
        if self.copy == "buyer" or self.dossier.ruling.estimate_shown:
            key = "estimate_per_year" if is_yearly(package) else "estimate"
            rows.insert(7, (key, self.money(package.amount_minor)))
        if self.copy == "buyer" and len(self.dossier.paid_by) > 1:
            parts = (
                f"{named_fund(fund_id, plan.funds, language)}: {self.money(amount_minor)}"
                for fund_id, amount_minor in self.dossier.paid_by
            )
            rows.append(("paid_by", "\n".join(parts)))
        if self.copy == "buyer":
            rows += [
                ("decided_by", who_decided(plan.decided, language)),
                ("price_date", labels.dotted_date(plan.price_date)),
                ("price_basis", self.prices_in),
            ]
        return rows

    def _dates(self, sheet: Sheet) -> None:
        days = self.dossier.days
        sheet.block("title.tender_dates", [])
        category = self.dossier.package.category
        kind = {"goods": "goods", "works": "works", "installation": "works"}.get(category)
        done = (f"earliest.{kind or 'services'}", f"latest.{kind or 'services'}")
        shown = ("invitation", "opening", "contract_by", *done)
        for key, day in zip(
            shown,
            (days.invitation, days.opening, days.contract, days.earliest, days.latest),
            strict=True,
        ):
            sheet.write_pair(self.word(key), labels.dotted_date(day.isoformat()))

    def _rule(self, sheet: Sheet) -> None:
        sheet.block("title.tender_rule", [])
        language = self.context.language
        sheet.write_wrapped(method_text(self.dossier, language, "\n"), "strong")
        if self.dossier.ruling.citation and self.dossier.tendered:
            sheet.write_wrapped(self.dossier.ruling.citation)
        sheet.block("title.tender_notes", [])
        notes = notes_of(self.dossier, self.context.plan, language)
        for note in notes or [self.say("tender.none")]:
            sheet.write_wrapped(note)

    def _sources(self, sheet: Sheet) -> None:
        plan = self.context.plan
        if plan.exchange_rates:
            sheet.block("title.exchange_rates", ["currency", "rate", "date", "source"])
            for currency, rate, date, source in plan.exchange_rates:
                sheet.write([currency, rate, labels.dotted_date(date), source])
        sheet.block("title.sources", [])
        for found in plan.sources:
            sheet.write_pair(found.path, found.sha256)

    def form(self) -> None:
        sheet = self.book.sheet(
            "tender_form", "title.tender_form", _FORM, note=self.prices_in, landscape=False
        )
        sheet.row = FIRST
        for key, style in FORM_FIELDS:
            filled = self.context.plan.currency if key == "bid_currency" else None
            row = sheet.write([self.word(key), filled], "body", ["label", style])
            self.book.define(f"kholboo_{key}", sheet.at(1, row))
            self._validate_form(sheet, key, row)
        key, place = total_sheet(self.dossier)
        total = Formula(f"='{self.book.sheet_name(key)}'!{address(place, self._last + 1)}", 0)
        sheet.write([self.word("bid_total"), total], "total", ["label", "money"])
        missing, twice = counting(self.book, self.dossier, len(self.lines))
        counts = {"bid_missing": (missing, len(self.lines)), "bid_twice": (twice, 0)}
        for key, (text, value) in counts.items():
            if text is not None:
                cells: list[Cell] = [self.word(key), Formula(text, value)]
                sheet.write(cells, "body", ["label", "int"])

    def _validate_form(self, sheet: Sheet, key: str, row: int) -> None:
        if key == "bid_currency":
            rule = {"validate": "list", "source": [self.context.plan.currency]}
            sheet.page.data_validation(row, 1, row, 1, rule)
        elif key in ("bid_date", "bid_valid_until"):
            sheet.page.data_validation(row, 1, row, 1, _date_rule(dt.date(2020, 1, 1)))

    # --- schedules ---------------------------------------------------------------------------

    @cached_property
    def _last(self) -> int:
        return FIRST + max(len(self.lines), 1) - 1

    def schedule(self) -> None:
        category = self.dossier.package.category
        columns = schedule_columns(category)
        title = {"goods": "goods", "works": "works"}.get(category, "services")
        sheet = self.book.sheet(
            "tender_schedule", f"title.tender_{title}", columns, rows=len(self.lines)
        )
        days = self.dossier.days
        for line in self.lines:
            cells: list[Cell] = [
                line.number,
                self.described(line),
                line.quantity,
                self.unit(line),
                packs(line),
                self.destination(line),
                days.earliest,
                days.latest,
                None,
            ]
            sheet.write(cells)
        if self.lines:
            offered = len(columns) - 1
            rule = _date_rule(dt.date(2020, 1, 1))
            sheet.page.data_validation(FIRST, offered, self._last, offered, rule)

    def related(self) -> None:
        delivery = [line for line in self.lines if line.role == Role.DELIVERY]
        sheet = self.book.sheet(
            "tender_related",
            "title.tender_related",
            _RELATED,
            note=self.say("tender.related.note").replace("\n", " · "),
            rows=1 + len(delivery),
        )
        handover = self.say("tender.related.handover")
        points = label("place_unit", self.context.language, "/")
        sheet.write(
            [1, handover, len(self.places), points, self.destination(), self.dossier.days.latest]
        )
        for number, line in enumerate(delivery, 2):
            priced = self.say("tender.related.line", number=line.number)
            what = f"{self.described(line)}\n{priced}"
            unit, where = self.unit(line), self.destination(line)
            sheet.write([number, what, line.quantity, unit, where, self.dossier.days.latest])

    def prices(self) -> None:
        note, schedules = self.prices_in, schedules_of(self.dossier)
        for schedule in schedules:
            lines = schedule.lines(self.lines)
            asked = [self.asked(line) for line in lines]
            latest = self.dossier.days.latest
            carried = [not line.asks_transport for line in lines]
            write_schedule(self.book, schedule, asked, carried, latest=latest, note=note)
        if self.dossier.by_origin:
            asked = [self.asked(line) for line in self.lines]
            write_summary(self.book, schedules, self.lines, asked, note=note)

    def specification(self) -> None:
        sheet = self.book.sheet("tender_spec", "title.tender_spec", _SPEC, rows=len(self.lines))
        neutral = self.settings.technology_neutral
        for line in self.lines:
            item = line.item
            sheet.write(
                [
                    line.number,
                    self.described(line),
                    specification(line, self.context.language, neutral=neutral),
                    item.unspsc if item else "",
                    item.cpv if item else "",
                    None,
                ]
            )

    # --- distribution ------------------------------------------------------------------------

    def distribution(self) -> None:
        columns = (*_PLACES, *(Column("quantity", 9, "int") for _ in self.lines))
        sheet = self.book.sheet("tender_sites", "title.tender_sites", columns)
        self._distribution_head(sheet, columns)
        for number, point in enumerate(self.places, 1):
            units = self.dossier.bought[point]
            sheet.write(
                [
                    number,
                    *self._place_cells(point),
                    self.dossier.days.latest,
                    *[units.get(line.number) or None for line in self.lines],
                ]
            )
        self._reconcile(sheet, FIRST + max(len(self.places), 1) - 1)

    def _distribution_head(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        language = self.context.language
        sheet.row = HEAD
        named = [label(column.heading, language, "\n") for column in _PLACES]
        items = [f"{line.number}. {self.described(line)}\n{self.unit(line)}" for line in self.lines]
        sheet.write([*named, *items], "head")
        sheet.page.freeze_panes(FIRST, 3)
        last = FIRST + max(len(self.places), 1) - 1
        sheet.page.autofilter(HEAD, 0, last, len(columns) - 1)
        sheet.page.repeat_rows(0, HEAD)
        if len(self.lines) > _MANY:
            sheet.page.set_paper(8)  # A3

    def _place_cells(self, point: str) -> list[Cell]:
        site = self.context.site_by_id.get(point)
        if site is None:
            return self._link_cells(self._link_by_id[point])
        return [
            site.id,
            site.name,
            site.aimag_name,
            ", ".join(part for part in (site.soum_name, site.bagh) if part),
            site.longitude,
            site.latitude,
            site.contact,
            ", ".join(part for part in (site.owner, site.owner_register) if part),
            self._season(site.id, site),
        ]

    def _link_cells(self, link: BuiltLink) -> list[Cell]:
        kind = sentences.link_kind(link.kind, self.context.language)
        ends = (sentences.node_name(node, self.context) for node in (link.from_node, link.to_node))
        longitude, latitude = link.coordinates[0] if link.coordinates else (None, None)
        served = [self.context.site_by_id[i] for i in link.serves]
        return [
            link.id,
            f"{kind}: {' – '.join(ends)}",
            link_aimag(self.context, link),
            ", ".join(dict.fromkeys(site.soum_name for site in served if site.soum_name)),
            longitude,
            latitude,
            next((site.contact for site in served if site.contact), ""),
            next((site.owner for site in served if site.owner), ""),
            self._season(link.id, None),
        ]

    def _season(self, point: str, site: Site | None) -> str:
        """Return when a place can be reached, where the inventory says, and worked at."""
        reached = sentences.access_season(site, self.context.language, "\n") if site else ""
        worked = self._working_season(point, site)
        return "\n".join(part for part in (reached, worked) if part)

    def _working_season(self, point: str, site: Site | None) -> str:
        """Return the ground season or "before school", "" where work may be done at any time."""
        s = self.settings
        units = self.dossier.bought[point]
        if any(li.role in IN_THE_GROUND and units.get(li.number) for li in self.lines):
            start, end = s.ground_work_from.replace("-", "."), s.ground_work_to.replace("-", ".")
            return self.say("season.ground", start=start, end=end)
        at_work = self.dossier.package.category in ("installation", "works")
        if at_work and site is not None and site.kind in _SCHOOLS:
            return self.say("season.school", start=s.school_year_starts.replace("-", "."))
        return ""

    def _reconcile(self, sheet: Sheet, last: int) -> None:
        """Close the matrix: its sums, what stock still owes, the schedule, and the difference."""
        sheet.row = last + 1
        width, n = len(_PLACES), sheet.row
        schedule = self.book.sheet_name("tender_schedule")
        blank: list[Cell] = [None] * (width - 3)
        totals, unplaced, asked, gaps = [], [], [], []
        for place, line in enumerate(self.lines):
            column = width + place
            placed = sum(units.get(line.number, 0) for units in self.dossier.bought.values())
            owed = self.dossier.unplaced.get(line.number, 0)
            totals.append(Formula(f"=SUM({area(column, FIRST, last)})", placed))
            unplaced.append(-owed)
            asked.append(Formula(f"='{schedule}'!{address(2, FIRST + place)}", line.quantity))
            gap = f"={address(column, n)}+{address(column, n + 1)}-{address(column, n + 2)}"
            gaps.append(Formula(gap, placed - owed - line.quantity))
        for key, cells in (
            ("total", totals),
            ("not_placed", unplaced),
            ("schedule_quantity", asked),
            ("difference", gaps),
        ):
            styles = ["text"] * width + ["difference" if key == "difference" else "int"] * len(
                cells
            )
            sheet.write([None, None, self.word(key), *blank, *cells], "total", styles)
        alarm = self.book.file.add_format({"bg_color": "#F8C9C4"})
        if self.lines:
            rule = {"type": "cell", "criteria": "!=", "value": 0, "format": alarm}
            row, end = sheet.row - 1, width + len(self.lines) - 1
            sheet.page.conditional_format(row, width, row, end, rule)

    # --- the buyer's own ---------------------------------------------------------------------

    def estimate(self) -> None:
        lines = self.dossier.tender.lines
        note = f"{self.prices_in} {self.say('tender.estimate_how')}".replace("\n", " ")
        sheet = self.book.sheet(
            "tender_estimate", "title.tender_estimate", _ESTIMATE, note=note, rows=len(lines)
        )
        for line in lines:
            sheet.write(self._estimate_cells(line, sheet.row + 1))
        sheet.row = last = FIRST + max(len(lines), 1)
        savings = self.dossier.package.savings
        for saving in sorted(savings, key=lambda s: s.kind == VAT):
            self._saving(sheet, saving)
        amount = self.dossier.package.amount_minor
        sums = [
            Formula(f"=SUM({area(place, FIRST, sheet.row - 1)})", value)
            for place, value in zip((9, 10, 11), (amount, amount, 0), strict=True)
        ]
        row: list[Cell] = [None, None, self.word("estimate"), *[None] * 6, *sums]
        at = sheet.write(row, "total", _locked(_ESTIMATE))
        self.book.define("kholboo_estimate_total", sheet.at(10, at))
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10**15}
        place = _place(_ESTIMATE, "new_price")
        sheet.page.data_validation(FIRST, place, last - 1, place, rule)

    def _estimate_cells(self, line: TenderLine, n: int) -> list[Cell]:
        amount = line.distributed * line.unit_price_minor
        return [
            line.number,
            line.sku,
            labels.item_name(line.name_mn, line.name_en, self.context.language),
            self.unit(line),
            line.distributed,
            line.not_bought,
            Formula(f"=E{n}-F{n}", line.quantity),
            line.unit_price_minor,
            line.unit_price_minor,
            Formula(f"=E{n}*H{n}", amount),
            Formula(f"=E{n}*I{n}", amount),
            Formula(f"=K{n}-J{n}", 0),
        ]

    def _saving(self, sheet: Sheet, saving: Saving) -> None:
        """Write a saving: units that are not bought follow the price, a discount stays."""
        n = sheet.row + 1
        numbers = {line.sku: line.number for line in self.dossier.tender.lines}
        new: Cell = saving.per_unit_minor
        if saving.kind in NOT_BOUGHT and saving.sku in numbers:
            r = FIRST + numbers[saving.sku]
            new = Formula(f"=H{n}+I{r}-H{r}", saving.per_unit_minor)
        elif saving.kind == VAT:  # follows what is paid; the last rows of the sheet
            paid = f"SUM(K${FIRST + 1}:K{n - 1})/SUM(J${FIRST + 1}:J{n - 1})"
            new = Formula(f"=IF(SUM(J${FIRST + 1}:J{n - 1})=0,H{n},{paid})", saving.per_unit_minor)
        text = sentences.told(saving.text_mn, saving.text, self.context.language, "\n")
        amount = -saving.amount_minor
        cells: list[Cell] = [
            None,
            saving.sku,
            f"{self.word('saving')}: {text}",
            None,
            None,
            None,
            saving.quantity,
            saving.per_unit_minor,
            new,
            Formula(f"=-G{n}*H{n}", amount),
            Formula(f"=-ROUND(G{n}*I{n},0)", amount),
            Formula(f"=K{n}-J{n}", 0),
        ]
        styles = [c.style for c in _ESTIMATE]
        if isinstance(new, Formula):
            styles = _locked(_ESTIMATE)
        sheet.write(cells, "section", styles)

    def moves(self) -> None:
        """Write what comes from stock, and apart from it what is only proposed and is bought."""
        moves = self.dossier.moves
        counted = [move for move in moves if move.counted]
        sheet = self.book.sheet("tender_moves", "title.tender_moves", _MOVES, rows=len(counted))
        self._moves(sheet, counted, 1)
        if not counted:
            sheet.write_line(self.word("no_rows"), "stamp")
        if len(counted) < len(moves):
            sheet.row += 1
            sheet.write_wrapped(self.word("tender_proposed"), "strong")
            self._moves(sheet, [m for m in moves if not m.counted], len(counted) + 1)

    def _moves(self, sheet: Sheet, moves: Sequence[Move], first: int) -> None:
        names = {
            line.sku: labels.item_name(line.name_mn, line.name_en, self.context.language)
            for line in self.dossier.tender.lines
        }
        for number, move in enumerate(moves, first):
            site = self.context.site_by_id.get(move.site_id)
            origin = self.context.site_by_id.get(move.origin)
            sheet.write(
                [
                    number,
                    names[move.sku],
                    move.quantity,
                    term("stock_kind", move.origin_kind, self.context.language),
                    f"{origin.name} ({origin.id})" if origin else move.origin,
                    move.site_id,
                    site.name if site else "",
                    move.transport_minor,
                    move.decision or "–",
                    self.word("yes" if move.counted else "no"),
                ]
            )

    def meta(self) -> None:
        """Write the hidden sheet by which a filled file finds its plan again."""
        page = self.book.file.add_worksheet(META)
        for row, (key, value) in enumerate(meta_rows(self.context, self.dossier, self.copy)):
            page.write_string(row, 0, key)
            page.write_string(row, 1, value)
        page.protect()
        page.very_hidden()


def meta_rows(context: ExportContext, dossier: Dossier, copy: Copy) -> list[tuple[str, str]]:
    """Return what the hidden sheet of a copy says."""
    return [
        ("format", BID_FORMAT),
        ("run_id", context.plan.run_id),
        ("fingerprint", context.plan.fingerprint),
        ("package", dossier.package.id),
        ("copy", copy),
        ("language", context.language),
        ("currency", context.plan.currency),
    ]


_SCHOOLS = frozenset(
    {
        SiteKind.SCHOOL,
        SiteKind.BAGH_SCHOOL,
        SiteKind.DORMITORY,
        SiteKind.KINDERGARTEN,
        SiteKind.TVET,
    }
)  # kinds that stand empty in summer


def _place(columns: Iterable[Column], heading: str) -> int:
    """Return the place of a column by its heading; raises ValueError when there is none."""
    return [column.heading for column in columns].index(heading)


def _locked(columns: Iterable[Column]) -> list[str]:
    """Return the styles of a row in which nothing may be typed."""
    return ["price" if c.style == "input" else c.style for c in columns]


def _date_rule(first: dt.date) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": dt.datetime.combine(first, dt.time()),
        "maximum": dt.datetime.combine(_LATEST_DAY, dt.time()),
    }
