"""Lists of the page's data whose values are told by number: technologies, places, payers, texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.exports.page.coding import Codes, spoken
from planner.language.label import Label, Language
from planner.language.labels import label, term
from planner.plan.plan import SiteStatus
from planner.rendering import sentences

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The context once in each language, and the lists whose values are told by number."""

    context: ExportContext

    def words(self, write: Callable[[ExportContext, Language], str]) -> list[object]:
        """Return what a function writes in Mongolian and in English."""
        return spoken(Label(write(self._mn, "mn"), write(self._en, "en")), self.context.language)

    @cached_property
    def _mn(self) -> ExportContext:
        return replace(self.context, language="mn")

    @cached_property
    def _en(self) -> ExportContext:
        return replace(self.context, language="en")

    def _terms(self, group: str) -> Codes:
        return Codes(lambda code: [code, *self.words(lambda _, lang: term(group, code, lang))])

    def _labels(self, group: str) -> Codes:
        return Codes(
            lambda code: [code, *self.words(lambda _, lang: label(f"{group}.{code}", lang))]
        )

    @cached_property
    def technologies(self) -> Codes:
        """What sites receive, the most frequent first."""
        found = self._terms("technology")
        for technology, _ in sentences.technology_counts(self.context.plan):
            found.of(technology)
        return found

    @cached_property
    def others(self) -> Codes:
        """Services that sites could have: technology, Mbps, GB a month, money once and yearly."""
        return Codes(list)

    @cached_property
    def assumptions(self) -> Codes:
        """What is assumed of sites, each set of sentences once."""
        return Codes(lambda notes: [spoken(one, self.context.language) for one in notes])

    @cached_property
    def barriers(self) -> Codes:
        """Limits that have too little left for something, each set of names once."""
        names = sentences.limit_names(self.context)
        known = {limit.id: limit for limit in self.context.plan.limits}

        def row(ids: tuple[str, ...]) -> list[object]:
            limits = (known[limit_id] for limit_id in ids if limit_id in known)
            told = (names.of_limit(limit.meaning, limit.title) for limit in limits)
            return [spoken(name, self.context.language) for name in told]

        return Codes(row)

    @cached_property
    def kinds(self) -> Codes:
        """Kinds of site."""
        return self._labels("kind")

    @cached_property
    def statuses(self) -> Codes:
        """What becomes of sites, always all three."""
        found = self._labels("status")
        for status in SiteStatus:
            found.of(status.value)
        return found

    @cached_property
    def assurances(self) -> Codes:
        """What is proven of a site's link."""
        return self._labels("proven")

    @cached_property
    def reasons(self) -> Codes:
        """Why a site receives what it does."""
        return self._labels("reason")

    @cached_property
    def link_types(self) -> Codes:
        """Kinds of present link."""
        return self._labels("link_type")

    @cached_property
    def qualities(self) -> Codes:
        """How good coordinates are."""
        return self._labels("coordinate_quality")

    @cached_property
    def link_kinds(self) -> Codes:
        """Kinds of link to build."""
        return Codes(
            lambda code: [code, *self.words(lambda _, lang: sentences.link_kind(str(code), lang))]
        )

    @cached_property
    def payers(self) -> Codes:
        """Who pays every year; "none" where nobody is named."""
        return self._terms("payer")

    @cached_property
    def texts(self) -> Codes:
        """Sentences, each once."""
        return Codes(lambda pair: spoken(Label(*pair), self.context.language))

    @cached_property
    def nodes(self) -> Codes:
        """Ends of links in words."""
        return Codes(lambda node: self.words(lambda c, _: sentences.node_name(str(node), c)))

    @cached_property
    def aimags(self) -> Codes:
        """Aimags: code and name."""
        return Codes(lambda place: list(place))

    @cached_property
    def soums(self) -> Codes:
        """Soums: code, name and the number of the aimag."""
        return Codes(lambda place: [place[0], place[1], self.aimags.of(place[2])])

    @cached_property
    def items(self) -> Codes:
        """Items bought."""
        return Codes(self.item)

    def item(self, line: CostLine) -> list[object]:
        """Return the row of an item: SKU, names, unit, unit price, once (0) or yearly (1)."""
        name = Label(line.name_mn or line.name_en, line.name_en or line.name_mn)
        return [
            line.sku,
            *spoken(name, self.context.language),
            *self.words(lambda _, lang: term("unit", line.unit, lang)),
            line.unit_price_minor,
            int(line.timing is Timing.PER_YEAR),
        ]

    @cached_property
    def packages(self) -> Codes:
        """Tenders: id, number of the fund, year."""
        rows: dict[str, list[object]] = {
            p.id: [p.id, self.funds.of(p.fund_id), p.year] for p in self.context.plan.packages
        }
        return Codes(lambda package_id: rows[package_id])

    @cached_property
    def funds(self) -> Codes:
        """Who pays once: id and names."""
        names = {f.fund_id: Label(f.name_mn, f.name_en) for f in self.context.plan.funds}

        def row(fund_id: str) -> list[object]:
            known = names.get(fund_id)
            words = self.words(lambda _, lang: term("payer", fund_id, lang))
            return [fund_id, *(words if known is None else spoken(known, self.context.language))]

        return Codes(row)
