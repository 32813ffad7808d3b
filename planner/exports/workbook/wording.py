"""Words of the allocation workbook in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, Timing
from planner.language import labels
from planner.language.labels import label, term
from planner.rendering import sentences

if TYPE_CHECKING:
    from planner.language.label import Language
    from planner.rendering.context import ExportContext
    from planner.rendering.deliveries import Delivery, Item

_SETTINGS = {"True": "yes", "False": "no", "none": "not_set"}


@dataclass(frozen=True)
class Wording:
    """How the workbook names what a plan holds."""

    context: ExportContext

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        return self.context.language

    def word(self, key: str) -> str:
        """Return a label."""
        return label(key, self.language)

    def item(self, item: Item) -> str:
        """Return the name of an item."""
        return labels.item_name(item.name_mn, item.name_en, self.language)

    def described(self, item: Item) -> dict[str, str | int]:
        """Return what an item is, by the names of columns."""
        return {
            "number": item.number,
            "sku": item.sku,
            "item": self.item(item),
            "category": self.category(item.category),
            "timing": self.timing(item.timing),
            "unit": self.unit(item),
        }

    def unit(self, item: Item) -> str:
        """Return the unit that an item is counted in."""
        return term("unit", item.unit, self.language, "/")

    def timing(self, timing: Timing) -> str:
        """Return whether something is paid once or every year."""
        return labels.timing(timing, self.language)

    def category(self, category: Category) -> str:
        """Return whether something is goods, works or services."""
        return labels.category(category, self.language)

    def payer(self, payer: str | None) -> str:
        """Return who pays, "nobody named" for None."""
        return term("payer", payer or "none", self.language)

    def solver(self, name: str) -> str:
        """Return how a plan was solved."""
        return term("solver", name, self.language)

    def setting(self, value: str) -> str:
        """Return the value of a setting; what Python calls True, False or none is in words."""
        key = _SETTINGS.get(value)
        return value if key is None else self.word(key)

    def aimag(self, name: str) -> str:
        """Return the name of an aimag, that of several where there is none."""
        return name or self.word("shared_aimags")

    def link(self, delivery: Delivery) -> str:
        """Return what a shared link is; raises ValueError for a delivery to no link."""
        if delivery.link is None:
            raise ValueError(f"delivery point {delivery.point!r} is neither a site nor a link")
        kind = sentences.link_kind(delivery.link.kind, self.language)
        return f"{kind} ({len(delivery.link.serves)})"

    def money_unit(self) -> str:
        """Return in which unit money is shown."""
        shown = labels.money_unit(
            self.context.money_unit, self.context.plan.currency, self.language
        )
        return f"{self.word('money_shown_in')}: {shown}"
