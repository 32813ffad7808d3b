"""From the solver's answer to a plan: every site, every link, and a check that the sums tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.catalogue import Role
from optimizers.evaluate import quantity_of
from optimizers.result import Result, Status
from planner.arcs import Arc, ArcKind
from planner.costing import PresentValue, capex_of, opex_of
from planner.fund_choice import parts_of
from planner.limit_meanings import LimitKind
from planner.model import Model
from planner.offers import Asset, Candidate, CostLine, Need, Offers
from planner.packages import Grouping, packages_of
from planner.plan import BuiltLink, Demand, Deployment, FundUse, LimitUse, Package, Plan, Stage
from planner.plan import Source as PlanSource
from planner.policy import policy_rows
from planner.radio import ASKED
from planner.rules import row_use
from planner.settle import proposed_moves, settlement
from planner.story import Chosen, Story
from sites.site import Site

if TYPE_CHECKING:
    from planner.inputs import Inputs


MACHINES = (Role.COMPUTER, Role.REPAIR)  # what adds a working computer to a site


class PlanFaultError(AssertionError):
    """The plan does not add up: a fault of the program, never of the input."""


def assemble(inputs: Inputs, offers: Offers, model: Model, result: Result) -> Plan:
    """Return the plan of a solver's answer, not yet named: `run_id` and `fingerprint` are empty.

    Without a plan (infeasible, unknown) deployments and links are empty and all totals are 0.
    Raises PlanFaultError when the sums of the lines, of the arcs and of the plan differ.
    """
    chosen = result.chosen or ()
    deployments = _deployments(inputs, offers, model, chosen) if result.chosen is not None else ()
    links = built_links(inputs, model, chosen)
    lines = [line for d in deployments for line in d.lines]
    lines += [line for link in links for line in link.lines]
    fees = [d.kept_fee_per_year_minor for d in deployments]
    places = {d.site_id: d.lines for d in deployments} | {link.id: link.lines for link in links}
    grouping = Grouping.of(inputs, offers.needs)
    found = settlement(model, result)
    packages = packages_of(grouping, places, found.fund_of, found.savings)
    funds = fund_uses(grouping, packages)
    value = PresentValue.of(inputs.scenario)
    plan = Plan(
        run_id="",
        fingerprint="",
        project=inputs.project.name,
        scenario=inputs.scenario_name,
        solver=result.solver,
        seed=inputs.scenario.solve.seed,
        status=result.status.value,
        stages=stages_of(result),
        objective=result.objective,
        bound=result.bound,
        certified_bound=result.certified_bound,
        gap=result.gap,
        solver_gap=result.solver_gap,
        limits=limit_uses(model, result, funds) if result.chosen is not None else (),
        currency=inputs.catalogue.currency,
        capex_minor=capex_of(lines) - found.capex_minor,
        opex_per_year_minor=opex_of(lines) + sum(fees),
        npc_minor=sum(map(value.of_line, lines)) + sum(map(value.of_fee, fees)) - found.npc_minor,
        price_date=newest_price_date(inputs, lines),
        price_basis=inputs.scenario.price_basis,
        exchange_rates=tuple(
            (r.currency, r.rate, r.date, r.source) for r in inputs.catalogue.exchange_rates
        ),
        deployments=deployments,
        links=links,
        directives=(),
        next_money=None,
        policy=policy_rows(inputs.scenario, {site.kind for site in inputs.sites}),
        sources=tuple(
            PlanSource(path=s.path, table=s.table, sha256=s.sha256, rows=s.rows)
            for s in inputs.sources
        ),
        kept_fee_per_year_minor=sum(fees),
        stock=stock_of(inputs, lines),
        stopped_by=next((s.stopped_by for s in result.stages if s.stopped_by), None),
        infeasible_limits=result.infeasible_limits,
        demands=demands_of(model) if result.status is Status.INFEASIBLE else (),
        savings=found.all_savings,
        moves=(*found.moves, *proposed_moves(model, result, found.moves)),
        funds=funds,
        packages=packages,
    )
    if result.chosen is not None:
        check_totals(plan, model, result)
    return plan


def check_totals(plan: Plan, model: Model, result: Result) -> None:
    """Raise PlanFaultError unless the plan's totals are those of the chosen arcs and amounts."""
    chosen = result.chosen or ()
    found = {
        "capex_minor": plan.capex_minor,
        "opex_per_year_minor": plan.opex_per_year_minor,
        "npc_minor": plan.npc_minor,
    }
    for name, total in found.items():
        expected = quantity_of(model.problem, name, chosen, result.amounts)
        if total != expected:
            raise PlanFaultError(f"{name}: the lines add up to {total}, the arcs to {expected}")
    packaged = sum(package.amount_minor for package in plan.packages)
    if packaged != plan.capex_minor:
        raise PlanFaultError(f"packages add up to {packaged}, capital to {plan.capex_minor}")
    gained = sum(d.benefit for d in plan.deployments) + sum(model.kept_worth.values())
    if plan.goal == "benefit" and gained != plan.objective:
        raise PlanFaultError(
            f"benefit: the sites add up to {gained}, the solver says {plan.objective}"
        )
    if plan.goal == "cost" and plan.npc_minor != plan.objective:
        raise PlanFaultError(
            f"cost: the lines add up to {plan.npc_minor}, the solver says {plan.objective}"
        )


def fund_uses(grouping: Grouping, packages: Sequence[Package]) -> tuple[FundUse, ...]:
    """Return every fund and what its packages cost, in id order."""
    funds = grouping.funds
    used = dict.fromkeys(funds.by_id if not funds.listed else [f.id for f in funds.listed], 0)
    for package in packages:
        fund = funds.by_id[package.fund_id]
        for fund_id, part in parts_of(package, fund.cofinance_share, fund.cofinancer):
            used[fund_id] += part
    return tuple(
        FundUse(
            fund_id=fund_id,
            name_mn=funds.by_id[fund_id].name_mn,
            name_en=funds.by_id[fund_id].name_en,
            rulebook=funds.rulebook_of(fund_id),
            ceiling_minor=funds.by_id[fund_id].ceiling_minor,
            used_minor=amount,
            deadline=funds.by_id[fund_id].deadline or "",
            cofinance_share=funds.by_id[fund_id].cofinance_share,
            cofinancer=funds.by_id[fund_id].cofinancer or "",
        )
        for fund_id, amount in sorted(used.items())
    )


def stages_of(result: Result) -> tuple[Stage, ...]:
    """Return what was optimised in turn, without the certificates."""
    return tuple(
        Stage(
            name=stage.name,
            sense=stage.sense,
            value=stage.value,
            bound=stage.bound,
            certified_bound=stage.certified_bound,
            status=stage.status.value,
        )
        for stage in result.stages
    )


def limit_uses(model: Model, result: Result, funds: Sequence[FundUse] = ()) -> tuple[LimitUse, ...]:
    """Return how far each limit is used; a limit at its edge, or with a price, is binding.

    A fund's ceiling is used by what its packages cost, not by the amounts beside the tree: these
    round a co-financer's share bundle by bundle, and leave room for that below the ceiling.
    """
    uses = []
    drawn = {fund.fund_id: fund for fund in funds}
    for limit in model.problem.limits:
        meaning = model.limit_meanings[limit.id]
        if meaning.technical:
            continue
        use = row_use(model.problem, limit, meaning, result.chosen or (), result.amounts)
        dual = result.duals.get(limit.id)
        fund = drawn.get(meaning.fund_id) if meaning.kind is LimitKind.FUND else None
        if fund is not None:
            use = replace(use, used=fund.used_minor, upper=fund.ceiling_minor)
        edges = use.lower, use.upper
        full = limit.upper is not None and fund is not None and use.used >= limit.upper
        uses.append(
            LimitUse(
                id=limit.id,
                title=limit.title,
                unit=limit.unit,
                used=use.used,
                lower=use.lower,
                upper=use.upper,
                binding=bool(dual) or use.used in edges or full,
                dual=dual,
                meaning=meaning,
            )
        )
    return tuple(uses)


def demands_of(model: Model) -> tuple[Demand, ...]:
    """Return every limit and required node of a problem with its meaning, in id order."""
    meanings = {**model.limit_meanings, **model.required_meanings}
    return tuple(Demand(id=name, meaning=meanings[name]) for name in sorted(meanings))


def newest_price_date(inputs: Inputs, lines: Iterable[CostLine]) -> str:
    """Return the newest date among the prices of the lines, or of the catalogue without lines."""
    items = inputs.catalogue.by_sku
    used = [items[line.sku].price_date for line in lines if line.sku in items]
    return max(used or [item.price_date for item in items.values()], default="")


def stock_of(inputs: Inputs, lines: Iterable[CostLine]) -> tuple[tuple[str, str, int], ...]:
    """Return what depots hold of the items bought: SKU, depot and quantity, added up.

    It is all that there is; what the plan takes of it is among its moves and savings.
    """
    bought = {line.sku for line in lines}
    found: dict[tuple[str, str], int] = {}
    for stock in inputs.catalogue.stock:
        if stock.sku in bought:
            place = stock.sku, stock.depot
            found[place] = found.get(place, 0) + stock.quantity
    return tuple((sku, depot, quantity) for (sku, depot), quantity in sorted(found.items()))


def _deployments(
    inputs: Inputs, offers: Offers, model: Model, chosen: Sequence[int]
) -> tuple[Deployment, ...]:
    taken = _by_site(model, chosen)
    story = Story.of(inputs, offers)
    return tuple(
        _deployment(site, story, taken.get(site.id, Chosen()), model)
        for site in sorted(inputs.sites, key=lambda site: site.id)
    )


def _by_site(model: Model, chosen: Sequence[int]) -> dict[str, Chosen]:
    found: dict[str, Chosen] = {}
    for a in chosen:
        arc = model.arcs[a]
        if arc.site_id is None:
            continue
        now = found.get(arc.site_id, Chosen())
        if arc.kind is ArcKind.OPTION:
            now = replace(now, option=arc)
        elif arc.kind is ArcKind.KEEP:
            now = replace(now, keep=arc)
        elif arc.kind is ArcKind.KIT:
            now = replace(now, kit=(*now.kit, arc))
        else:
            raise PlanFaultError(f"arc {arc.id} of kind {arc.kind} belongs to no site")
        found[arc.site_id] = now
    return found


def _deployment(site: Site, story: Story, chosen: Chosen, model: Model) -> Deployment:
    need = story.needs[site.id]
    candidate = chosen.option.subject if chosen.option else None
    if candidate is not None and not isinstance(candidate, Candidate):
        raise PlanFaultError(f"site {site.id}: option arc without a candidate")
    receives = chosen.option is not None or bool(chosen.kit)
    status, reason, text = story.tell(site, chosen) if receives else story.excuse(site, chosen)
    benefit = sum(arc.benefit for arc in chosen.arcs)
    if not (chosen.option or chosen.keep):
        benefit -= model.kept_worth.get(site.id, 0)
    lines = tuple(line for arc in chosen.arcs for line in arc.lines)
    return Deployment(
        site_id=site.id,
        status=status,
        reason=reason,
        reason_text=text.en,
        reason_text_mn=text.mn,
        technology=candidate.technology if candidate else None,
        candidate_id=candidate.id if candidate else None,
        mbps_before=need.present_mbps,
        mbps_after=_mbps_after(need, candidate, chosen),
        target_mbps=need.target_mbps,
        computers_before=need.working_computers,
        computers_added=sum(line.quantity for line in lines if line.role in MACHINES),
        benefit=benefit,
        users_gaining=need.users if benefit > 0 else 0,
        lines=lines,
        kept_fee_per_year_minor=chosen.keep.fee_per_year_minor if chosen.keep else 0,
        kept_fee_payer=chosen.keep.fee_payer if chosen.keep else None,
    )


def _mbps_after(need: Need, candidate: Candidate | None, chosen: Chosen) -> float:
    if candidate is not None:
        return candidate.delivered_mbps
    return need.present_mbps if chosen.keep else 0.0


def built_links(inputs: Inputs, model: Model, chosen: Sequence[int]) -> tuple[BuiltLink, ...]:
    """Return the links to build, in id order, each with the sites downstream of it."""
    serves = sites_downstream(model, chosen)
    asked = asked_by_site(model, chosen)
    sites = {site.id: site for site in inputs.sites}
    links = []
    for a in chosen:
        arc = model.arcs[a]
        if isinstance(arc.subject, Asset) and (arc.lines or arc.subject.length_m > 0):
            behind = sum(asked.get(s, 0) for s in serves[a])
            links.append(_stretch(arc, arc.subject, serves[a], behind))
        elif isinstance(arc.subject, Candidate) and arc.subject.from_point is not None:
            links.append(_hop(arc.subject, sites[arc.subject.site_id]))
    return tuple(sorted(links, key=lambda link: link.id))


def asked_by_site(model: Model, chosen: Sequence[int]) -> dict[str, int]:
    """Return per site the whole Mbps that its option asks of the hops before it."""
    asked = model.problem.quantities.get(ASKED, ())
    return {model.arcs[a].site_id or "": asked[a] for a in chosen if asked and asked[a]}


def _stretch(arc: Arc, asset: Asset, serves: tuple[str, ...], asked_mbps: int) -> BuiltLink:
    return BuiltLink(
        id=asset.id,
        kind=asset.kind,
        from_node=arc.tail,
        to_node=arc.head,
        length_m=asset.length_m,
        coordinates=asset.coordinates if arc.tail == asset.from_node else asset.coordinates[::-1],
        lines=arc.lines,
        serves=serves,
        carried_mbps=asset.carried_mbps,
        asked_mbps=None if asset.carried_mbps is None else asked_mbps,
    )


def _hop(candidate: Candidate, site: Site) -> BuiltLink:
    ends = (candidate.from_point, (site.longitude, site.latitude))
    return BuiltLink(
        id=candidate.id,
        kind=candidate.technology,
        from_node=candidate.from_node,
        to_node=f"service:{site.id}",
        length_m=candidate.length_m,
        coordinates=tuple((p[0], p[1]) for p in ends if p and None not in p),  # type: ignore[misc]
        lines=(),
        serves=(site.id,),
    )


def sites_downstream(model: Model, chosen: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return for each chosen arc the sites whose service hangs on it, in id order."""
    problem = model.problem
    entering = {problem.head[a]: a for a in chosen}
    found: dict[int, list[str]] = {a: [] for a in chosen}
    for a in chosen:
        arc = model.arcs[a]
        if arc.kind is not ArcKind.OPTION or arc.site_id is None:
            continue
        step: int | None = a
        while step is not None:
            found[step].append(arc.site_id)
            step = entering.get(problem.tail[step])
    return {a: tuple(sorted(ids)) for a, ids in found.items()}
