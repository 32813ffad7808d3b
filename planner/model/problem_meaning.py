"""What an explanation asks of a problem besides its numbers: shared stretches, limits of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from planner.model.arcs import ArcKind
from planner.model.limit_meanings import LimitKind, LimitMeaning

if TYPE_CHECKING:
    from planner.model.build import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemMeaning:
    """Which arcs of a problem are shared stretches, and what its limits of money mean.

    It stands for the parts of a `Model` that are not in problem.json, so that they need not be read
    from ids.
    """

    shared: tuple[int, ...]  # arcs that are shared stretches, in order
    money: Mapping[str, LimitMeaning]  # of the limits of money, by id of the limit

    @classmethod
    def of(cls, model: Model) -> ProblemMeaning:
        """Return what the arcs and limits of a model mean."""
        return cls(
            shared=tuple(a for a, arc in enumerate(model.arcs) if arc.kind is ArcKind.ASSET),
            money={name: m for name, m in model.limit_meanings.items() if m.counts_money},
        )

    def to_json(self) -> dict[str, Any]:
        """Return the meanings as plain data."""
        money = {name: asdict(meaning) for name, meaning in self.money.items()}
        return {"shared": list(self.shared), "money": money}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ProblemMeaning:
        """Return the meanings that `to_json` made plain."""
        return cls(
            shared=tuple(data["shared"]),
            money={name: _limit_meaning(fields) for name, fields in data["money"].items()},
        )


def _limit_meaning(fields: Mapping[str, Any]) -> LimitMeaning:
    """Return the meaning of a limit that was made plain: lists are tuples again."""
    given = {**fields, "kind": LimitKind(fields["kind"]), "media": tuple(fields.get("media", ()))}
    return LimitMeaning(**given)
