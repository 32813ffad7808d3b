"""What each limit is called in Mongolian; its English title comes with the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.language.label import Label
from planner.language.labels import filled, label, sentence, term
from planner.model.limit_meanings import LimitKind, LimitMeaning

if TYPE_CHECKING:
    from sites.site import Site


@dataclass(frozen=True, kw_only=True)
class LimitNames:
    """The names of what limits are about."""

    aimags: Mapping[str, str]  # name by code
    directives: Mapping[str, str] = field(default_factory=dict)  # Mongolian text by id
    funds: Mapping[str, str] = field(default_factory=dict)  # Mongolian name by id

    @classmethod
    def of(
        cls,
        sites: Iterable[Site],
        directives: Mapping[str, str],
        funds: Mapping[str, str],
    ) -> LimitNames:
        """Return the names; aimags are called as their sites have it."""
        aimags = {site.aimag: site.aimag_name for site in sites if site.aimag_name}
        return cls(aimags=aimags, directives=directives, funds=funds)

    def of_limit(self, meaning: LimitMeaning | None, title: str) -> Label:
        """Return a limit's name: its own title in English, which also stands for unknown kinds."""
        mongolian = None if meaning is None else self._mongolian(meaning)
        return Label(mn=mongolian or title, en=title)

    def _mongolian(self, meaning: LimitMeaning) -> str | None:
        match meaning.kind:
            case LimitKind.CAPEX | LimitKind.OPEX:
                return label(f"limit.{meaning.kind}", "mn")
            case LimitKind.PAYER:
                return sentence("limit.payer", "mn", payer=term("payer", meaning.payer, "mn"))
            case LimitKind.DIRECTIVE:
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
        return self.aimags.get(meaning.group, meaning.group)
