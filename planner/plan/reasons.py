"""Why a site receives what it does, or nothing: one sentence in Mongolian and in English.

The plan keeps both sentences, so that every sheet and page can speak either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from inventory.prices.catalogue import Role
from planner.candidates.candidate import (
    Candidate,
    CostLine,
    KitStep,
    Need,
    Offers,
    Reason,
    Rejection,
)
from planner.candidates.kit.lan import INSIDE_ROLES
from planner.candidates.nodes import ROOT, link_host
from planner.candidates.present_value import PresentValue
from planner.language.formats import money, service
from planner.language.label import Label, Language
from planner.language.labels import LABELS, filled, item_name, term
from planner.model.arcs import Arc, bought
from planner.plan.plan import SiteStatus
from planner.scenario.directives import Directive, DirectiveKind
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The chosen arcs of one site."""

    option: Arc | None = None
    keep: Arc | None = None
    kit: tuple[Arc, ...] = ()
    shared: tuple[Arc, ...] = ()  # links that others of its building use, too

    @property
    def arcs(self) -> tuple[Arc, ...]:
        """Everything that is chosen at the site."""
        entry = tuple(arc for arc in (self.option, self.keep) if arc is not None)
        return entry + self.kit + self.shared


@dataclass(frozen=True, kw_only=True)
class Story:
    """What there is to say about a site: why it receives what it does, or nothing."""

    needs: Mapping[str, Need]
    candidates: Mapping[str, list[Candidate]]
    kit: Mapping[str, list[KitStep]]
    rejections: Mapping[str, list[Rejection]]
    forced: Mapping[str, Directive]
    excluded: Mapping[str, Directive]
    value: PresentValue
    currency: str
    tells_volume: bool = True  # False for runs recorded before monthly volume counted

    @classmethod
    def of(cls, inputs: Inputs, offers: Offers) -> Story:
        """Return the story material, by site."""
        return cls(
            needs=offers.needs,
            candidates=_grouped(offers.candidates),
            kit=_grouped(offers.kit),
            rejections=_grouped(offers.rejections),
            forced=_targets(inputs, DirectiveKind.MUST_SERVE),
            excluded=_targets(inputs, DirectiveKind.MUST_NOT),
            value=PresentValue.of(inputs.scenario),
            currency=inputs.catalogue.currency,
            tells_volume=inputs.scenario.volume_counts == "scarcer",
        )

    def tell(self, site: Site, chosen: Chosen) -> tuple[SiteStatus, Reason, Label]:
        """Return status, reason and sentence of a site that receives something."""
        volume = self.tells_volume
        things = Label(
            mn=", ".join(_received(chosen, "mn", volume=volume)),
            en=", ".join(_received(chosen, "en", volume=volume)),
        )
        if site.id in self.forced:
            d = self.forced[site.id]
            text = filled("told.forced", things=things, id=d.id, authority=d.authority)
            return SiteStatus.DEPLOYED, Reason.MUST_SERVE, text
        return SiteStatus.DEPLOYED, Reason.CHOSEN, filled("told.chosen", things=things)

    def excuse(self, site: Site, chosen: Chosen) -> tuple[SiteStatus, Reason, Label]:
        """Return status, reason and sentence of a site that receives nothing."""
        if self.needs[site.id].adequate:
            return SiteStatus.ADEQUATE, Reason.ALREADY_AT_STANDARD, LABELS["told.adequate"]
        if site.id in self.excluded:
            d = self.excluded[site.id]
            text = filled("told.excluded", id=d.id, authority=d.authority)
            return SiteStatus.UNSERVED, Reason.EXCLUDED, text
        if self.needs[site.id].users == 0:
            return SiteStatus.UNSERVED, Reason.NO_USERS, LABELS["told.no_users"]
        cheapest = self._cheapest(site.id)
        if cheapest is None:
            reason, text = self._nothing_on_offer(site.id)
            return SiteStatus.UNSERVED, reason, text
        text = filled("told.elsewhere", cheapest=cheapest)
        if chosen.keep is None and self.needs[site.id].present_mbps > 0:
            text = Label(*(f"{a} {b}" for a, b in _paired(text, LABELS["told.ended"])))
        return SiteStatus.UNSERVED, Reason.WITHIN_LIMITS_NOT_CHOSEN, text

    def _cheapest(self, site_id: str) -> Label | None:
        """Return the cheapest step by net present cost, with its price; None without any step."""
        offers = [
            (
                sum(map(self.value.of_line, bought(c.lines))),
                f"technology.{c.technology}",
                c.from_node != ROOT,
            )
            for c in self.candidates.get(site_id, ())
        ]
        if self.needs[site_id].present_mbps > 0 or offers:
            offers += [
                (sum(map(self.value.of_line, step.lines)), f"chain.{step.chain}", False)
                for step in self.kit.get(site_id, ())
                if step.step == 1
            ]
        if not offers:
            return None
        cost, name, shares = min(offers)
        return filled(
            "told.cheapest_shared" if shares else "told.cheapest",
            name=_word(name),
            cost=money(cost, self.currency, 1, "en"),
            years=self.value.horizon_years,
        )

    def _nothing_on_offer(self, site_id: str) -> tuple[Reason, Label]:
        rejections = self.rejections.get(site_id, [])
        reasons = {r.reason for r in rejections}
        if not rejections:
            return Reason.NO_OPTION, LABELS["told.nothing"]
        whys = [
            (_word(f"technology.{r.technology}"), LABELS[f"reason.{r.reason.value}"])
            for r in rejections
        ]
        why = Label(
            mn="; ".join(f"{name.mn}: {reason.mn}" for name, reason in whys),
            en="; ".join(f"{name.en}: {reason.en}" for name, reason in whys),
        )
        found = (r for r in (Reason.NO_COORDINATES, Reason.NO_PAYER) if r in reasons)
        return next(found, Reason.NO_OPTION), filled("told.no_option", why=why)


def _paired(first: Label, second: Label) -> Iterable[tuple[str, str]]:
    return (first.mn, second.mn), (first.en, second.en)


def _word(key: str) -> Label:
    """Return the words for a technology or a chain of equipment, its own name when it is new."""
    group, _, code = key.partition(".")
    return Label(mn=term(group, code, "mn"), en=term(group, code, "en"))


def _received(chosen: Chosen, language: Language, *, volume: bool) -> list[str]:
    """Return what a site receives, the link first, then goods by name."""
    parts = []
    if chosen.option is not None and isinstance(chosen.option.subject, Candidate):
        found = chosen.option.subject
        name = _word(f"technology.{found.technology}")
        speed = service(found.delivered_mbps, found.monthly_cap_gb if volume else None)
        link = filled("told.link", name=name, mbps=speed)
        host = link_host(found.from_node)
        if host is not None and host != found.site_id:
            link = filled("told.link_shared", link=link, host=host)
        parts.append(link.text(language))
    elif chosen.shared:
        parts.append(LABELS["told.hosts"].text(language))
    goods: dict[str, int] = {}
    for line in _beside_the_link(chosen):
        goods_or_repair = line.category.value == "goods" or line.role == Role.REPAIR
        if goods_or_repair and not line.delivers:
            item = item_name(line.name_mn, line.name_en, language)
            goods[item] = goods.get(item, 0) + line.quantity
    return parts + [f"{n} x {item}" for item, n in sorted(goods.items())]


def _beside_the_link(chosen: Chosen) -> Iterable[CostLine]:
    """Yield what a site receives besides its link: packs, and what brings the link to people."""
    if chosen.option is not None:
        yield from (line for line in chosen.option.lines if line.role in INSIDE_ROLES)
    if chosen.keep is not None:
        yield from chosen.keep.lines
    yield from (line for arc in chosen.kit for line in arc.lines)


_OfSite = TypeVar("_OfSite", Candidate, KitStep, Rejection)


def _grouped(items: Iterable[_OfSite]) -> dict[str, list[_OfSite]]:
    found: dict[str, list[_OfSite]] = {}
    for item in items:
        found.setdefault(item.site_id, []).append(item)
    return found


def _targets(inputs: Inputs, kind: DirectiveKind) -> dict[str, Directive]:
    return {d.target: d for d in inputs.directives if d.kind is kind}
