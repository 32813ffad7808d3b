"""What sheets and pages need of a programme of years: when each site receives what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from planner.candidates.candidate import CostLine


class SavingKey(NamedTuple):
    """A saving of a package."""

    entity: str
    category: str
    aimag: str
    saving: str
    per_unit_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """The years of a programme, and of each site that receives when it receives what.

    Tuples of a site hold a figure for the end of each year.
    """

    years: tuple[int, ...]
    first_years: Mapping[str, int]  # of anything
    link_years: Mapping[str, int]  # of sites that have a new link
    equipment_years: Mapping[str, tuple[int, ...]]
    computers: Mapping[str, tuple[int, ...]]  # received by then
    benefits: Mapping[str, tuple[int, ...]]  # of what is there by then, thousandths of a point
    bought: Mapping[tuple[str, str], Mapping[int, int]]  # quantity by year, of place and SKU
    saved: Mapping[SavingKey, Mapping[int, int]]  # quantity by year

    @classmethod
    def of_figures(cls, figures: Mapping[str, Any]) -> ProgrammeFacts:
        """Return the facts of the figures of a schedule.

        Raises LookupError, TypeError or ValueError where they are not whole.
        """
        years = tuple(year["year"] for year in figures["years"])
        sites = {site["site_id"]: site for site in figures["sites"]}
        links = {s: row["link_year"] for s, row in sites.items() if row["link_year"] is not None}
        bought: dict[tuple[str, str], dict[int, int]] = {}
        for place, sku, t, quantity, _ in figures["purchases"]:
            bought.setdefault((place, sku), {})[years[t]] = quantity
        saved: dict[SavingKey, dict[int, int]] = {}
        for *key, t, quantity in figures.get("savings", ()):
            saved.setdefault(SavingKey(*key), {})[years[t]] = quantity
        return cls(
            years=years,
            first_years={
                s: min([*row["equipment_years"], *([links[s]] if s in links else [])])
                for s, row in sites.items()
            },
            link_years=links,
            equipment_years={s: tuple(row["equipment_years"]) for s, row in sites.items()},
            computers={s: tuple(row["computers"]) for s, row in sites.items()},
            benefits={s: tuple(row["benefits"]) for s, row in sites.items()},
            bought=bought,
            saved=saved,
        )

    def dates(self) -> Callable[[str, CostLine], dict[int, int]]:
        """Return what tells of one line after another how much of it is bought in which year.

        Lines of one item at one place are bought in their order. Raises ValueError for more than
        the schedule buys.
        """
        left = {key: dict(sorted(years.items())) for key, years in self.bought.items()}

        def of(place: str, line: CostLine) -> dict[int, int]:
            own, missing, found = left.get((place, line.sku), {}), line.quantity, dict[int, int]()
            for year in own:
                taken = min(missing, own[year])
                if taken:
                    found[year] = taken
                own[year] -= taken
                missing -= taken
            if missing:
                raise ValueError(f"{place}: the schedule buys {missing} {line.sku} less")
            return found

        return of
