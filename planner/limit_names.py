"""What each limit is called in Mongolian, from its id; its English title comes with the limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.labels import Label, filled, label, sentence, term

if TYPE_CHECKING:
    from sites.site import Site


@dataclass(frozen=True, kw_only=True)
class LimitNames:
    """The names that ids of limits speak of."""

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

    def of_limit(self, limit_id: str, title: str) -> Label:
        """Return a limit's name: its own title in English, which also stands for unknown kinds."""
        return Label(mn=self._mongolian(limit_id) or title, en=title)

    def _mongolian(self, limit_id: str) -> str | None:
        match limit_id.split(":"):
            case ["capex" | "opex" as kind]:
                return label(f"limit.{kind}", "mn")
            case ["opex", payer]:
                return sentence("limit.payer", "mn", payer=term("payer", payer, "mn"))
            case ["directive", directive]:
                title = sentence("limit.directive", "mn", directive=directive)
                text = self.directives.get(directive)
                return f"{title}: {text}" if text else title
            case ["floor", by, group, quantity, *_]:
                share = term("share", quantity, "mn")
                return sentence("limit.floor", "mn", group=self._group(by, group), quantity=share)
            case ["coverage", by, group, quantity, *_]:
                what = label(f"coverage.{quantity}", "mn")
                return sentence("limit.coverage", "mn", group=self._group(by, group), quantity=what)
            case ["fund", fund]:
                return sentence("limit.fund", "mn", fund=self.funds.get(fund, fund))
            case ["ceiling" | "order" as kind, sku, *_]:
                return filled(f"limit.{kind}", sku=sku).mn
            case _:
                return None

    def _group(self, by: str, group: str) -> str:
        if by == "country":
            return label("limit.country", "mn")
        return term("kind", group, "mn") if by == "kind" else self.aimags.get(group, group)
