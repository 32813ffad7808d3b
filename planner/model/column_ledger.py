"""Side columns and their rows, collected in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from optimizers.problem import LARGEST, Column
from planner.model.column_meaning import CheaperBundle, Meaning
from planner.model.limit_meanings import DEFINITION, LimitMeaning, Row, limit_over
from planner.model.purchases import Key
from planner.resources.bundles import Bundle


@dataclass(kw_only=True)
class Ledger:
    """The columns with what they mean, and the rows over arcs and columns."""

    columns: list[Column] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unbought: dict[Key, dict[int, int]] = field(default_factory=dict)  # units saved, by column
    saving: dict[Bundle, dict[int, CheaperBundle]] = field(
        default_factory=dict
    )  # columns of a bundle

    def column(
        self,
        name: str,
        upper: int,
        title: str,
        meaning: Meaning,
        *,
        npc_minor: int | None = None,
        whole: bool = True,
    ) -> int:
        """Add a column that saves what its meaning says, and return its index."""
        saved = -meaning.saves_minor if isinstance(meaning, CheaperBundle) else 0
        npc = saved if npc_minor is None else npc_minor
        quantities = {"capex_minor": saved, "npc_minor": npc} if saved or npc else {}
        self.columns.append(
            Column(
                id=name,
                upper=min(max(upper, 0), LARGEST),
                title=title,
                quantities=quantities,
                whole=whole,
            )
        )
        c = len(self.meanings)
        self.meanings.append(meaning)
        if isinstance(meaning, CheaperBundle):
            self.saving.setdefault(meaning.bundle, {})[c] = meaning
        return c

    def row(
        self,
        name: str,
        title: str,
        unit: str,
        arcs: Mapping[int, int],
        columns: Mapping[int, int],
        *,
        meaning: LimitMeaning = DEFINITION,
        lower: int | None = None,
        upper: int | None = None,
        over_years: bool = False,
    ) -> None:
        """Add a row over arcs and columns whose coefficient is not zero.

        `over_years` is for what there is once for all years of a programme.
        """
        ordered = (sorted(arcs.items()), sorted(columns.items()))
        limit = limit_over(name, title, unit, *ordered, lower=lower, upper=upper)
        self.rows.append(Row(limit=limit, meaning=meaning, over_years=over_years))

    def less_bought(self, keys: Iterable[Key]) -> dict[int, int]:
        """Return per column how many units of some items and bundles it saves buying."""
        found: dict[int, int] = {}
        for key in keys:
            found.update(self.unbought.get(key, {}))
        return found
