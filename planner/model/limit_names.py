"""What each limit is called in Mongolian; its English title comes with the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inventory.schema.codes import ROLES
from planner.language.label import Label
from planner.language.labels import LABELS, filled, label, sentence, term
from planner.model.limit_meanings import LimitKind, LimitMeaning, what_is_limited

if TYPE_CHECKING:
    from sites.site import Site


_OF_MANY = frozenset({LimitKind.AT_MOST, LimitKind.PROMISE, LimitKind.LOAD, LimitKind.SECOND_LINK})
"""Kinds with one row for each site, group or tower."""


def aimag_names(sites: Iterable[Site]) -> dict[str, str]:
    """Return the name of each aimag by its code, as its sites have it."""
    return {site.aimag: site.aimag_name for site in sites if site.aimag_name}


@dataclass(frozen=True, kw_only=True)
class LimitNames:
    """The names of what limits are about."""

    aimags: Mapping[str, str]  # name by code
    directives: Mapping[str, str] = field(default_factory=dict)  # Mongolian text by id
    funds: Mapping[str, str] = field(default_factory=dict)  # Mongolian name by id
    sites: Mapping[str, str] = field(default_factory=dict)  # name with its id, by id

    @classmethod
    def of(
        cls,
        sites: Iterable[Site],
        directives: Mapping[str, str],
        funds: Mapping[str, str],
    ) -> LimitNames:
        """Return the names; aimags are called as their sites have it."""
        every = tuple(sites)
        return cls(
            aimags=aimag_names(every),
            directives=directives,
            funds=funds,
            sites={site.id: f"{site.name} ({site.id})" for site in every},
        )

    def of_limit(self, meaning: LimitMeaning | None, title: str) -> Label:
        """Return a limit's name: its own title in English, which also stands for unknown kinds."""
        mongolian = None if meaning is None else self._mongolian(meaning)
        name = Label(mn=mongolian or title, en=title)
        if meaning is None or not meaning.held_back_minor:
            return name
        return filled("limit.less_reserve", limit=name)

    def of_limits(self, limits: Sequence[tuple[LimitMeaning | None, str]]) -> list[Label]:
        """Return the names of several limits; those of one kind for many sites are one name."""
        found: dict[object, list[tuple[LimitMeaning | None, str]]] = {}
        for number, (meaning, title) in enumerate(limits):
            each = meaning if meaning is not None and meaning.kind in _OF_MANY else None
            key = replace(each, group="", site_id="") if each is not None else number
            found.setdefault(key, []).append((meaning, title))
        return [self._of_several(same) for same in found.values()]

    def _of_several(self, same: Sequence[tuple[LimitMeaning | None, str]]) -> Label:
        meaning, title = same[0]
        if len(same) == 1 or meaning is None:
            return self.of_limit(meaning, title)
        if meaning.kind is LimitKind.PROMISE:
            return filled("limit.promises", count=len(same))
        if meaning.kind is LimitKind.LOAD:
            return filled("limit.loads", count=len(same))
        if meaning.kind is LimitKind.SECOND_LINK:
            return filled("limit.second_links", count=len(same))
        return filled(
            "limit.at_most_of_many",
            what=Label(mn=_upper_limit(meaning), en=what_is_limited(meaning)),
            by=LABELS[f"limit.by_{meaning.by}"],
            count=len(same),
        )

    def _mongolian(self, meaning: LimitMeaning) -> str | None:
        match meaning.kind:
            case LimitKind.CAPEX | LimitKind.OPEX:
                return label(f"limit.{meaning.kind}", "mn")
            case LimitKind.PAYER:
                return sentence("limit.payer", "mn", payer=term("payer", meaning.payer, "mn"))
            case LimitKind.DIRECTIVE | LimitKind.DIRECTIVE_AMOUNT:
                return self._directive(meaning.directive_id)
            case LimitKind.FLOOR:
                share = term("share", meaning.quantity, "mn")
                return sentence("limit.floor", "mn", group=self._group(meaning), quantity=share)
            case LimitKind.AMOUNT:
                what = label(f"coverage.{meaning.quantity}", "mn")
                return sentence("limit.amount", "mn", group=self._group(meaning), quantity=what)
            case LimitKind.COVERAGE:
                what = label(f"coverage.{meaning.quantity}", "mn")
                return sentence("limit.coverage", "mn", group=self._group(meaning), quantity=what)
            case LimitKind.PROMISE:
                site = self.sites.get(meaning.site_id, meaning.site_id)
                return sentence("limit.promise", "mn", site=site)
            case LimitKind.SECOND_LINK:
                site = self.sites.get(meaning.site_id, meaning.site_id)
                return sentence("limit.second_link", "mn", site=site)
            case LimitKind.MEDIA:
                media = ", ".join(term("link_type", medium, "mn") for medium in meaning.media)
                key = f"limit.media_{meaning.quantity}"
                return sentence(key, "mn", group=self._group(meaning), media=media)
            case LimitKind.TOTAL_COST:
                return sentence("limit.total_cost", "mn", years=meaning.years)
            case LimitKind.AT_MOST:
                what = _upper_limit(meaning)
                return sentence("limit.at_most", "mn", group=self._group(meaning), what=what)
            case LimitKind.LOAD:
                return sentence(f"limit.load_{meaning.quantity}", "mn", name=meaning.group)
            case LimitKind.CREWS:
                return sentence(f"limit.crews_{meaning.quantity}", "mn", group=self._group(meaning))
            case LimitKind.MEDIUM_MBPS:
                (medium,) = meaning.media
                named = term("link_type", medium, "mn")
                return sentence("limit.medium_mbps", "mn", medium=named)
            case LimitKind.FUND:
                name = self.funds.get(meaning.fund_id, meaning.fund_id)
                return sentence("limit.fund", "mn", fund=name)
            case LimitKind.CEILING | LimitKind.ORDER:
                return filled(f"limit.{meaning.kind}", sku=meaning.sku).mn
            case _:
                return None

    def _directive(self, directive_id: str) -> str:
        title = sentence("limit.directive", "mn", directive=directive_id)
        text = self.directives.get(directive_id)
        return f"{title}: {text}" if text else title

    def _group(self, meaning: LimitMeaning) -> str:
        if meaning.by == "country":
            return label("limit.country", "mn")
        if meaning.by == "kind":
            return term("kind", meaning.group, "mn")
        if meaning.by == "site":
            return self.sites.get(meaning.group, meaning.group)
        if meaning.by in ("building", "owner"):
            return sentence(f"limit.{meaning.by}", "mn", group=meaning.group)
        return self.aimags.get(meaning.group, meaning.group)


def _upper_limit(meaning: LimitMeaning) -> str:
    """Return what an upper limit counts, in Mongolian."""
    what = sentence(f"at_most.{meaning.quantity}", "mn", years=meaning.years)
    of = meaning.sku or next((c.mn for c in ROLES if c.code == meaning.role), "")
    return f"{what} ({of})" if of else what
