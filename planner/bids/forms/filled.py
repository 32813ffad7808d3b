"""The values of the forms of a plan, from its tenders and the records of its awards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.bids.award_prices import awarded_prices
from planner.bids.awards import Award, Record, Revocation, cost_of, of_plan, open_minor
from planner.bids.forms import fields
from planner.bids.forms.fields import Form
from planner.language.label import Language
from planner.language.labels import item_name
from planner.procurement.notes import category_name, entity_name, fund_name, in_runs, named_fund
from planner.procurement.sheets.destinations import Destinations
from planner.procurement.specification import description
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.procurement.tenders import Tenders
from planner.procurement.units import unit_with_code
from planner.rendering.table import Cell

Row = Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """A form with its rows; a field that a row does not name is blank there."""

    form: Form
    rows: tuple[Row, ...]

    def filled(self, name: str) -> int:
        """Return in how many rows a field has a value."""
        return sum(row.get(name) is not None for row in self.rows)


def filled_forms(tenders: Tenders, records: Sequence[Record]) -> tuple[FilledForm, ...]:
    """Return every form of a plan, filled as far as plan and awards know it."""
    filler = _Filler(tenders, records)
    rows = {
        fields.PLAN.key: filler.plan(),
        fields.NATIONAL.key: filler.national(),
        fields.REQUIREMENTS.key: filler.requirements(),
        fields.BIDS.key: filler.bids(),
        fields.PRICES.key: filler.prices(),
        fields.NEXT.key: filler.next_prices(),
    }
    return tuple(
        FilledForm(form=form, rows=tuple(map(_known, rows[form.key]))) for form in fields.FORMS
    )


def _known(row: Row) -> Row:
    """Return a row without what is blank."""
    return {name: value for name, value in row.items() if value not in (None, "")}


class _Filler:
    """Plan, tenders and awards, from which each form takes its rows."""

    def __init__(self, tenders: Tenders, records: Sequence[Record]) -> None:
        self.tenders = tenders
        self.language: Language = tenders.context.language
        self.dossiers = [d for d in tenders.dossiers if d.tendered]
        self.held = of_plan(records, tenders)
        self.records = records

    def plan(self) -> Iterator[Row]:
        """Yield the procurement plan: a row for each tender, its award where one stands."""
        for dossier in self.dossiers:
            package, days = dossier.package, dossier.days
            own = [award for award in self.held if award.package == package.id]
            evaluation = dossier.ruling.evaluation_days
            yield {
                "package": package.id,
                "description": category_name(package, self.language),
                "entity": entity_name(dossier, self.language),
                "unspsc": _codes(dossier, "unspsc"),
                "fund": fund_name(dossier, self.language),
                "cofinancer": self._cofinancer(dossier),
                "method": dossier.ruling.method,
                "estimate": package.amount_minor,
                "invitation": days.invitation,
                "opening": days.opening,
                "form_evaluated": None
                if evaluation is None
                else days.opening + dt.timedelta(days=evaluation),
                "contract_by": days.contract,
                "latest": days.latest,
                **_contract(dossier, own),
            }

    def _cofinancer(self, dossier: Dossier) -> str | None:
        if len(dossier.paid_by) == 1:
            return None
        return named_fund(dossier.paid_by[1][0], self.tenders.context.plan.funds, self.language)

    def national(self) -> Iterator[Row]:
        """Yield the three fields of the national plan that are known by name."""
        for dossier in self.dossiers:
            buyer = dossier.buyer
            yield {
                "package": dossier.package.id,
                "description": category_name(dossier.package, self.language),
                "entity": entity_name(dossier, self.language),
                "form_register": None if buyer is None else buyer.register,
                "cpv": _codes(dossier, "cpv"),
            }

    def requirements(self) -> Iterator[Row]:
        """Yield the list of goods, works and services with their days, line by line."""
        context = self.tenders.context
        where = {d.package.id: Destinations(context=context, dossier=d) for d in self.dossiers}
        for dossier, line in self._lines():
            yield {
                **self._asked(dossier, line),
                "quantity": line.quantity,
                "destination": where[dossier.package.id].text(line),
                "delivery_earliest": dossier.days.earliest,
                "delivery_latest": dossier.days.latest,
            }

    def _lines(self) -> Iterator[tuple[Dossier, TenderLine]]:
        for dossier in self.dossiers:
            for line in dossier.tender.lines:
                if line.quantity:
                    yield dossier, line

    def _asked(self, dossier: Dossier, line: TenderLine) -> dict[str, Cell]:
        neutral = self.tenders.settings.technology_neutral
        return {
            "package": dossier.package.id,
            "lot": line.lot or None,
            "number": line.number,
            "description": description(line, self.language, neutral=neutral),
            "unit_code": unit_with_code(line, dossier.package, self.language),
        }

    def bids(self) -> Iterator[Row]:
        """Yield every award as it was recorded, revoked ones with the day and reason of that."""
        ended = {r.of: r for r in self.records if isinstance(r, Revocation)}
        for award in self._recorded():
            revoked = ended.get(award.id)
            yield {
                "package": award.package,
                "form_lots": in_runs(award.lots) if award.lots else None,
                "form_award": award.id,
                "bidder": award.bidder,
                "form_register": award.register,
                "bid_total": award.total,
                "currency": award.currency,
                "rate": award.rate,
                "form_rate_day": _day(award.rate_day),
                "form_correction": None if Decimal(award.correction) == 0 else award.correction,
                "amount": award.amount_minor,
                "date": _day(award.date),
                "reason": award.reason,
                "form_revoked": None if revoked is None else _day(revoked.date),
                "form_revoked_why": None if revoked is None else revoked.reason,
                "file": award.file,
            }

    def _recorded(self) -> list[Award]:
        mark = self.tenders.context.plan.fingerprint
        return [r for r in self.records if isinstance(r, Award) and r.fingerprint == mark]

    def prices(self) -> Iterator[Row]:
        """Yield the price schedules of the awards that stand, line by line, as bid."""
        by_id = {dossier.package.id: dossier for dossier in self.dossiers}
        for award in self.held:
            dossier = by_id[award.package]
            asked = {line.number: line for line in dossier.tender.lines}
            for bid in award.lines:
                price, transport = Decimal(bid["unit_price"]), Decimal(bid["transport"])
                yield {
                    **self._asked(dossier, asked[bid["number"]]),
                    "form_award": award.id,
                    "bidder": award.bidder,
                    "quantity": bid["quantity"],
                    "currency": award.currency,
                    "unit_price": f"{price:f}",
                    "transport": f"{transport:f}",
                    "line_total": f"{price * bid['quantity'] + transport:f}",
                }

    def next_prices(self) -> Iterator[Row]:
        """Yield what each item was planned and awarded at: the prices of the next plan."""
        awarded = {price.sku: price for price in awarded_prices(self.tenders, self.held)}
        for sku, lines in sorted(_by_sku(line for _, line in self._lines()).items()):
            one, price = lines[0], awarded.get(sku)
            yield {
                "sku": sku,
                "description": item_name(one.name_mn, one.name_en, self.language),
                "form_planned_units": sum(line.quantity for line in lines),
                "form_planned_price": one.unit_price_minor,
                "form_awarded_units": None if price is None else price.quantity,
                "form_awarded_price": None if price is None else price.unit_price_minor,
                "form_awards": None if price is None else ", ".join(price.awards),
                "date": None if price is None else _day(price.day),
            }


def _by_sku(lines: Iterable[TenderLine]) -> dict[str, list[TenderLine]]:
    found: dict[str, list[TenderLine]] = {}
    for line in lines:
        found.setdefault(line.sku, []).append(line)
    return found


def _codes(dossier: Dossier, system: str) -> str | None:
    """Return the codes of a classification that the items of a tender have."""
    items = (line.item for line in dossier.tender.lines if line.quantity and line.item)
    codes = dict.fromkeys(code for item in items if (code := getattr(item, system)))
    return ", ".join(codes) or None


def _contract(dossier: Dossier, own: Sequence[Award]) -> dict[str, Any]:
    """Return the fields of a contract: nothing before an award stands."""
    if not own:
        return {"form_open": dossier.package.amount_minor}
    return {
        "form_award": ", ".join(award.id for award in own),
        "form_contractor": ", ".join(dict.fromkeys(award.bidder for award in own)),
        "form_contract_day": max(dt.date.fromisoformat(award.date) for award in own),
        "form_contract_amount": sum(cost_of(dossier, award) for award in own),
        "form_open": open_minor(dossier, own),
    }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
