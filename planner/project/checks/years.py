"""Judge a programme of years: lists of the right length, money that suffices, dates that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from inventory.findings import Finding
from inventory.prices.catalogue import Catalogue
from inventory.values import suggestion
from optimizers.problem import LARGEST
from planner.language.messages.findings import Phrase, phrase
from planner.project.checks.rules import SCENARIO_RANGE
from planner.project.checks.years_rules import (
    YEARS_CREWS,
    YEARS_DATES,
    YEARS_FEES,
    YEARS_FUND,
    YEARS_GROWTH,
    YEARS_LENGTH,
    YEARS_OUTSIDE,
    YEARS_SITE,
    YEARS_TWICE,
)
from planner.project.config_text import ConfigText
from planner.scenario.settings import Scenario
from planner.scenario.years_settings import Years
from sites.site import LinkType, Site

_SUMS = {"capex_minor": "capex", "opex_per_year_minor": "opex_per_year"}


def check_years(
    name: str, scenario: Scenario, catalogue: Catalogue, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield every fault of the programme that its figures and the tables show."""
    years = scenario.years
    if years is None:
        return
    base = ("scenarios", name, "years")
    yield from _lengths(base, years, text)
    yield from _ranges(base, years, text)
    yield from _twice(base, scenario, years, text)
    yield from _dates(base, years, {site.id for site in sites}, text)
    yield from _crews(base, years, {site.aimag for site in sites}, text)
    yield from _growth(base, years, {site.aimag for site in sites}, text)
    yield from _done(base, years, text)
    yield from _funds(base, years, catalogue, text)
    if years.is_programme:
        yield from _outside(("scenarios", name), scenario, catalogue, text)
    if _whole(years):
        yield from _fees(base, scenario, years, sites, text)


def _lists(years: Years) -> Iterator[tuple[tuple[str, ...], Sequence[float]]]:
    """Yield every list of the programme that holds a figure for each year."""
    for key in ("capex_minor", "opex_per_year_minor", "weights", "floors_part"):
        if values := getattr(years, key):
            yield (key,), values
    for payer, sums in sorted(years.opex_per_year_by_payer_minor.items()):
        yield ("opex_per_year_by_payer_minor", payer), sums
    for fund, sums in sorted(years.capex_by_fund_minor.items()):
        yield ("capex_by_fund_minor", fund), sums
    for category, values in sorted(years.price_index.items()):
        yield ("price_index", category.value), values
    if years.crews is not None:
        for key in ("trench_m", "installations"):
            if values := getattr(years.crews, key):
                yield ("crews", key), values
            for group, each in sorted(getattr(years.crews, f"{key}_by_aimag").items()):
                yield ("crews", f"{key}_by_aimag", group), each


def _whole(years: Years) -> bool:
    return all(len(values) == years.count for _, values in _lists(years))


def _lengths(base: tuple[str, ...], years: Years, text: ConfigText) -> Iterator[Finding]:
    for where, values in _lists(years):
        if len(values) == years.count:
            continue
        missing = [str(year) for year in years.names[len(values) :]]
        yield text.finding(
            YEARS_LENGTH,
            (*base, *where),
            found=phrase("{count} figures", count=len(values)),
            expected=phrase(
                "{count}, one for each year from {first} to {last}",
                count=years.count,
                first=years.first,
                last=years.names[-1],
            ),
            todo=phrase("add the figures of {years}", years=", ".join(missing))
            if missing
            else phrase("remove what is of no year, or raise count"),
        )


def _ranges(base: tuple[str, ...], years: Years, text: ConfigText) -> Iterator[Finding]:
    for where, values in _lists(years):
        amounts = where[0].endswith("_minor") or where[0] == "crews"
        low, high = (0, LARGEST) if amounts else (0, 10)
        if where[0] == "floors_part":
            low, high = 0, 1
        if where[0] == "price_index":
            low, high = 0.1, 10  # type: ignore[assignment]
        for value in values:
            if not low <= value <= high:
                yield text.finding(
                    SCENARIO_RANGE,
                    (*base, *where),
                    found=f"{value:g}",
                    expected=f"{low:g} to {high:g}",
                    todo="write rates and shares as fractions: 0.09 for 9 %"
                    if where[0] != "crews"
                    else phrase("write how much crews can do in each year"),
                )
    if years.floors_part and years.floors_part[-1] != 1:
        yield text.finding(
            SCENARIO_RANGE,
            (*base, "floors_part"),
            found=f"{years.floors_part[-1]:g}",
            expected=phrase("1 for the last year, which asks for the whole floors"),
            todo=phrase("write 1 for the last year, or smaller floors"),
        )
    if years.weights and not any(years.weights):
        yield text.finding(
            SCENARIO_RANGE,
            (*base, "weights"),
            found="0",
            expected=phrase("a weight above 0 in some year"),
            todo=phrase("weigh at least one year"),
        )


def _twice(
    base: tuple[str, ...], scenario: Scenario, years: Years, text: ConfigText
) -> Iterator[Finding]:
    pairs = [("weights", "discount_rate", bool(years.weights) and years.discount_rate is not None)]
    limits = scenario.limits
    for key, written in _SUMS.items():
        by_year = bool(getattr(years, key)) or (written == "capex" and years.is_programme)
        pairs.append((written, f"limits.{written}", by_year and getattr(limits, key) is not None))
    by_payer = set(years.opex_per_year_by_payer_minor) & set(limits.opex_per_year_by_payer_minor)
    for payer in sorted(by_payer):
        where = f"opex_per_year_by_payer.{payer}"
        pairs.append((where, f"limits.{where}", True))
    for one, other, twice in pairs:
        if twice:
            yield text.finding(
                YEARS_TWICE,
                (*base, *one.split(".")),
                found=phrase("{one} and {other}", one=one, other=other),
                expected=phrase("one of the two"),
                todo=phrase("remove {other}", other=other),
            )


def _dates(
    base: tuple[str, ...], years: Years, sites: set[str], text: ConfigText
) -> Iterator[Finding]:
    for key in ("earliest", "latest"):
        for site_id, year in sorted(getattr(years, key).items()):
            where = (*base, key, site_id)
            if site_id not in sites:
                expected = phrase("the id of a site of the tables")
                todo = phrase("correct the id, or remove the line")
                yield _unknown(text, where, site_id, sites, expected, todo)
            elif year not in years.names:
                yield text.finding(
                    YEARS_DATES,
                    where,
                    found=f"{year}",
                    expected=phrase(
                        "a year from {first} to {last}", first=years.first, last=years.names[-1]
                    ),
                    todo=phrase("correct the year, or remove the line"),
                )
    for site_id in sorted(set(years.earliest) & set(years.latest)):
        early, late = years.earliest[site_id], years.latest[site_id]
        if early > late:
            yield text.finding(
                YEARS_DATES,
                (*base, "earliest", site_id),
                found=phrase("earliest {early}, latest {late}", early=early, late=late),
                expected=phrase("the earliest year not after the latest"),
                todo=phrase("correct one of the two years"),
            )


def _crews(
    base: tuple[str, ...], years: Years, aimags: set[str], text: ConfigText
) -> Iterator[Finding]:
    """Yield crews of no region, and those that do nothing in any year."""
    for where, values in (each for each in _lists(years) if each[0][0] == "crews"):
        yield from _region((*base, *where), where[2:], aimags, text)
        if not any(values):
            yield text.finding(
                YEARS_CREWS,
                (*base, *where),
                found=phrase("0 in every year"),
                expected=phrase("what crews can do in some year"),
                todo=phrase("write how much crews can do in each year"),
            )


def _region(
    where: tuple[str, ...], groups: Iterable[str], aimags: set[str], text: ConfigText
) -> Iterator[Finding]:
    """Yield codes of regions that no site lies in."""
    for group in sorted(set(groups) - aimags):
        expected = phrase("the code of a region of the sites")
        todo = phrase("correct the code, or remove the line")
        yield _unknown(text, where, group, aimags, expected, todo)


def _unknown(
    text: ConfigText,
    where: Sequence[str],
    found: str,
    known: Iterable[str],
    expected: Phrase,
    todo: Phrase,
) -> Finding:
    """Return the finding of a name that is none of those known; `todo` where none is near."""
    near = suggestion(found, sorted(known))
    todo = phrase("write {near}", near=near) if near else todo
    return text.finding(YEARS_SITE, where, found=found, expected=expected, todo=todo)


def _growth(
    base: tuple[str, ...], years: Years, aimags: set[str], text: ConfigText
) -> Iterator[Finding]:
    """Yield growth of no region, and growth after which nobody would be left, or needs explode."""
    for number, growth in enumerate(years.growth):
        where = (*base, "growth", str(number))
        yield from _region((*where, "aimags"), growth.aimags, aimags, text)
        for key in ("users", "target"):
            rate = getattr(growth, key)
            if not -1 < rate < 1:
                yield text.finding(
                    YEARS_GROWTH,
                    (*where, key),
                    found=f"{rate:g}",
                    expected=phrase("above -1, below 1"),
                    todo="write rates and shares as fractions: 0.09 for 9 %",
                )


def _funds(
    base: tuple[str, ...], years: Years, catalogue: Catalogue, text: ConfigText
) -> Iterator[Finding]:
    """Yield money by year of no fund, and funds of one year whose money is not stated by year."""
    funds = {fund.id: fund for fund in catalogue.funds}
    named = [("capex_by_fund_minor", i) for i in sorted(years.capex_by_fund_minor)]
    named += [("carries_over_of_funds", i) for i in years.carries_over_of_funds]
    for key, fund_id in named:
        if fund_id not in funds:
            near = suggestion(fund_id, sorted(funds))
            yield text.finding(
                YEARS_FUND,
                (*base, key) if key == "carries_over_of_funds" else (*base, key, fund_id),
                found=fund_id,
                expected=phrase("the id of a fund of the tables"),
                todo=phrase("write {near}", near=near)
                if near
                else phrase("correct the id, or remove the line"),
            )
    if years.without_funds or not years.is_programme:
        return
    for fund in (fund for fund in catalogue.funds if fund.ceiling_minor != 0):
        ends = [fund.year] if fund.year else []
        ends += [int(fund.deadline[:4])] if fund.deadline else []
        if ends and min(ends) < years.names[-1] and fund.source not in years.capex_by_fund_minor:
            yield text.finding(
                YEARS_FUND,
                base,
                found=phrase("{fund}: money until {year}", fund=fund.id, year=min(ends)),
                expected=phrase("what it has in each year of the programme"),
                todo=phrase("add {fund} to capex_by_fund, 0 in later years", fund=fund.source),
            )


def _done(base: tuple[str, ...], years: Years, text: ConfigText) -> Iterator[Finding]:
    """Yield years of purchases made that are none of those that are over."""
    if years.done is None:
        return
    done, first = years.done, years.first
    wrong: list[tuple[tuple[str, ...], int, tuple[int, int]]] = []  # where, year, from and to
    if done.before not in years.names[1:]:
        wrong.append((("before",), done.before, (first + 1, years.names[-1])))
    for key, t in sorted(done.built.items()):
        if not first <= first + t < done.before:
            wrong.append((("built", key), first + t, (first, done.before - 1)))
    for where, year, (low, high) in wrong:
        yield text.finding(
            YEARS_DATES,
            (*base, "done", *where),
            found=f"{year}",
            expected=phrase("a year from {first} to {last}", first=low, last=high),
            todo=phrase("correct the year, or remove the line"),
        )


def _outside(
    base: tuple[str, ...], scenario: Scenario, catalogue: Catalogue, text: ConfigText
) -> Iterator[Finding]:
    """Yield what no schedule can hold yet, so that it is refused instead of ignored."""
    assert scenario.years is not None
    procurement, moved = scenario.procurement, bool(catalogue.transport)
    stock = procurement.use_stock and bool(catalogue.stock) and moved
    tiers = procurement.use_tiers and bool(catalogue.tiers)
    paid = bool(catalogue.funds) and not scenario.years.without_funds
    for applies, where, found, todo in (
        (scenario.goal != "benefit", "goal", scenario.goal, 'write goal = "benefit"'),
        (
            scenario.allow_ending_present_links,
            "allow_ending_present_links",
            "true",
            "remove the setting: present links stay until they are replaced",
        ),
        (
            scenario.limits.total_cost_minor is not None,
            "limits.total_cost",
            "a limit over the whole horizon",
            "limit each year's money instead",
        ),
        (
            scenario.limits.reserve > 0,
            "limits.reserve",
            f"{scenario.limits.reserve:g}",
            "write less money in each year instead",
        ),
        (
            scenario.years.has_index
            and (stock or tiers or paid or (procurement.use_surplus and moved)),
            "years.price_index",
            "prices by year beside stock, spare machines, volume prices or funds",
            "remove price_index, or write use_stock, use_surplus and use_tiers = false"
            " and without_funds = true",
        ),
    ):
        if applies:
            yield text.finding(
                YEARS_OUTSIDE,
                (*base, *where.split(".")),
                found=phrase(found) if " " in found else found,
                expected=phrase("what can be planned by year"),
                todo=phrase(todo),
            )


def _fees(
    base: tuple[str, ...],
    scenario: Scenario,
    years: Years,
    sites: Iterable[Site],
    text: ConfigText,
) -> Iterator[Finding]:
    """Yield every year whose money is below the present fees, in all or of one payer."""
    total, by_payer = 0, dict[str, int]()
    for site in sites:
        if site.link.type is LinkType.NONE or not site.link.price_per_month_minor:
            continue
        fee = 12 * site.link.price_per_month_minor
        payer = site.link.payer or scenario.standard_of(site.kind).payer
        total += fee
        if payer is not None:
            by_payer[payer] = by_payer.get(payer, 0) + fee
    rows: list[tuple[tuple[str, ...], int, Sequence[int]]] = [
        (("opex_per_year_minor",), total, years.opex_per_year_minor)
    ]
    stated: Mapping[str, Sequence[int]] = years.opex_per_year_by_payer_minor
    rows += [
        (("opex_per_year_by_payer_minor", payer), by_payer.get(payer, 0), sums)
        for payer, sums in sorted(stated.items())
    ]
    for where, fees, sums in rows:
        for year, money in zip(years.names, sums, strict=False):
            if money < fees:
                yield text.finding(
                    YEARS_FEES,
                    (*base, *where),
                    found=phrase("{money} in {year}", money=f"{money:,}", year=year),
                    expected=phrase("at least {fees}, the fees of today", fees=f"{fees:,}"),
                    todo=phrase("raise the yearly money of that year"),
                )
