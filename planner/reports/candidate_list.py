"""Candidates and rejections as a list that people read and spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.candidates.candidate import Candidate, CostLine, KitStep, Offers, Reason, Rejection
from planner.candidates.present_value import costs_of
from planner.errors import SettingsError
from planner.fields import fields_of
from planner.language.formats import plain_money
from planner.language.label import Label, Language
from planner.language.labels import filled, item_name, label, sentence, term, word
from planner.language.said import Said, said
from planner.language.suggestions import near_names
from planner.offers.second_links import told_way
from planner.rendering.csv_cells import harmless
from planner.scenario.aimags import aimag_code
from sites.many_objects import no_search_for_cycles

if TYPE_CHECKING:
    from inventory.kept import Kept
    from planner.scenario.inputs import Inputs

MOST_LISTED = 40  # names of a kind; sites are more
COLUMNS = (
    "site_id",
    "technology",
    "option",
    "offered",
    "reason",
    "delivered_mbps",
    "latency",
    "monthly_cap_gb",
    "benefit_points",
    "capex_minor",
    "opex_per_year_minor",
    "starts_at",
    "detail",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One option of a site: an offer with its own cost, a rejection, or a pack of equipment.

    Costs are whole units of the plan currency and leave out trenches, which sites share.
    """

    site_id: str
    technology: str
    option: str = ""
    offered: bool = True
    reason: str = ""
    delivered_mbps: float | None = None
    latency: str = ""
    monthly_cap_gb: float | None = None
    benefit: int | None = None  # thousandths of a point
    capex_minor: int | None = None
    opex_per_year_minor: int | None = None
    starts_at: str = ""
    detail: Label | None = None
    lines: tuple[CostLine, ...] = ()

    def cells(self, language: Language) -> list[Any]:
        """Return the row in the order of COLUMNS; absent figures are empty."""
        values = {
            **self.to_json(),
            "benefit_points": None if self.benefit is None else f"{self.benefit / 1000:.3f}",
            "offered": "yes" if self.offered else "no",
            "detail": "" if self.detail is None else self.detail.text(language),
        }
        return ["" if values[name] is None else values[name] for name in COLUMNS]

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data, cost lines included."""
        return {
            **fields_of(
                self,
                *("site_id", "technology", "option", "offered", "reason", "delivered_mbps"),
                *("latency", "monthly_cap_gb", "benefit", "capex_minor"),
                *("opex_per_year_minor", "starts_at"),
            ),
            "detail": "" if self.detail is None else self.detail.en,
            "lines": [_line_json(line) for line in self.lines],
        }


def _line_json(line: CostLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.name_en or line.name_mn,
        "timing": line.timing.value,
        **fields_of(line, "quantity", "unit", "unit_price_minor", "amount_minor", "payer"),
    }


def offers_for(
    inputs: Inputs,
    kept: Kept,
    *,
    site: str | None = None,
    technology: str | None = None,
    reason: str | None = None,
    aimag: str | None = None,
) -> Offers:
    """Return the offers that a list needs: of all sites, or of the only one asked for.

    Whether an unknown technology or reason exists at all takes the offers of all. Raises
    SettingsError for a site that does not exist.
    """
    from planner.offers.build import build_offers, offers_at
    from planner.project.kept_answers import laid_for

    alone = (technology, reason, aimag) == (None, None, None)
    _known(said("site"), site, {s.id for s in inputs.sites})
    if site is None or not alone:
        return build_offers(inputs)
    return offers_at(inputs, site, laid_for(inputs, kept))


@no_search_for_cycles()
def choose(
    inputs: Inputs,
    offers: Offers,
    *,
    site: str | None = None,
    aimag: str | None = None,
    technology: str | None = None,
    reason: str | None = None,
) -> list[Row]:
    """Return the rows that were asked for, by site, technology and option.

    Raises SettingsError for a site, aimag, technology or reason that does not exist.
    """
    names = {c.technology for c in offers.candidates} | {r.technology for r in offers.rejections}
    _known(said("site"), site, {s.id for s in inputs.sites})
    if aimag is not None:
        aimag = aimag_code(aimag, inputs.sites, inputs.network.places)
    _known(said("technology"), technology, names | {step.chain for step in offers.kit})
    _known(said("reason"), reason, {r.value for r in Reason})
    sites = {s.id for s in inputs.sites if site in (None, s.id) and aimag in (None, s.aimag)}
    return [
        row
        for row in _all_rows(offers)
        if row.site_id in sites
        and technology in (None, row.technology)
        and reason in (None, row.reason)
    ]


def _known(what: Said, name: str | None, names: set[str]) -> None:
    """Raise SettingsError for a name that is none of those known, with what may be meant."""
    if name is None or name in names:
        return
    near = near_names(name, names)
    if near:
        raise SettingsError(
            said(
                "there is no {what} {name!r}; did you mean {near}?",
                what=what,
                name=name,
                near=", ".join(near),
            )
        )
    if len(names) <= MOST_LISTED:
        raise SettingsError(
            said(
                "there is no {what} {name!r}; there are {known}",
                what=what,
                name=name,
                known=", ".join(sorted(names)),
            )
        )
    raise SettingsError(
        said(
            "there is no {what} {name!r}; they look like {first}, `kholboo candidates --format csv`"
            " lists them all",
            what=what,
            name=name,
            first=min(names),
        )
    )


def _all_rows(offers: Offers) -> list[Row]:
    rows = [
        *map(_of_candidate, offers.candidates),
        *map(_of_rejection, offers.rejections),
        *map(_of_kit, offers.kit),
    ]
    return sorted(rows, key=lambda r: (r.site_id, r.technology, not r.offered, r.option))


def _of_candidate(found: Candidate) -> Row:
    yearly, once = costs_of(found.lines)
    return Row(
        **fields_of(
            found, "site_id", "technology", "delivered_mbps", "monthly_cap_gb", "benefit", "lines"
        ),
        option=found.id,
        latency=found.latency.value,
        capex_minor=once,
        opex_per_year_minor=yearly,
        starts_at=found.from_node,
        detail=found.note,
    )


def _of_rejection(found: Rejection) -> Row:
    return Row(
        site_id=found.site_id,
        technology=found.technology,
        offered=False,
        reason=found.reason.value,
        detail=found.detail,
    )


def _pack(found: KitStep) -> Label:
    pack, way = (
        filled("list.pack", step=found.step, chain=word("chain", found.chain)),
        told_way(found),
    )
    return pack if way is None else filled("explain.pack_told", pack=pack, told=way)


def _of_kit(found: KitStep) -> Row:
    yearly, once = costs_of(found.lines)
    return Row(
        site_id=found.site_id,
        technology=found.chain,
        option=f"{found.site_id}/{found.chain}/{found.step}",
        benefit=found.benefit,
        capex_minor=once,
        opex_per_year_minor=yearly,
        starts_at="service of the site",
        detail=_pack(found),
        lines=found.lines,
    )


def as_lines(
    rows: Sequence[Row], language: Language, currency: str, *, detailed: bool
) -> Iterator[str]:
    """Yield the rows as text, one a line; `detailed` adds the cost lines."""
    for row in rows:
        yield _text(row, language, currency)
        if detailed:
            yield from (_line_text(line, language, currency) for line in row.lines)


def _text(row: Row, language: Language, currency: str) -> str:
    head = f"{row.site_id}  {row.technology:10}  "
    detail = "" if row.detail is None else row.detail.text(language)
    if not row.offered:
        told = f"{head}{label('no', language):5}{label(f'reason.{row.reason}', language)}"
        return f"{told}: {detail}" if detail else told
    mbps = row.delivered_mbps
    told = sentence(
        "list.offer",
        language,
        speed="" if mbps is None else sentence("list.speed", language, mbps=f"{mbps:g}"),
        gain=f"{(row.benefit or 0) / 1000:,.1f}",
        once=plain_money(row.capex_minor or 0, currency),
        yearly=plain_money(row.opex_per_year_minor or 0, currency),
    )
    told = f"{head}{label('yes', language):5}{told}"
    return f"{told}; {detail}" if detail else told


def _line_text(line: CostLine, language: Language, currency: str) -> str:
    return sentence(
        f"list.line_{line.timing.value}",
        language,
        quantity=f"{line.quantity:,}",
        unit=term("unit", line.unit, language),
        price=plain_money(line.unit_price_minor, currency),
        amount=plain_money(line.amount_minor, currency),
        name=item_name(line.name_mn, line.name_en, language),
        sku=line.sku,
    )


def as_csv(rows: Iterable[Row], language: Language) -> Iterator[str]:
    """Yield the rows as lines of CSV, header first; text is never a formula."""
    yield _csv_line(COLUMNS)
    for row in rows:
        yield _csv_line([harmless(cell) for cell in row.cells(language)])


def _csv_line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()
