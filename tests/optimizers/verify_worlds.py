"""Small problems with every feature as plain data, honest answers, and the truth by trying all.

Standard library alone, and nothing of verify.py: what is true here is found another way, so that
the two can be held against each other. Only `random()` is asked for numbers, which gives the same
ones under every version of Python.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any

Problem = dict[str, Any]
CAPEX, OPEX, NPC = "capex_minor", "opex_per_year_minor", "npc_minor"
MOST_PLANS = 60_000  # that are tried for one problem


class Draw:
    """Numbers from a seed."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed).random

    def below(self, count: int) -> int:
        """Return one of 0..count - 1."""
        return int(self._random() * count)

    def among(self, low: int, high: int) -> int:
        """Return one of low..high."""
        return low + self.below(high - low + 1)

    def one(self, values: Sequence[Any]) -> Any:
        """Return one of the values."""
        return values[self.below(len(values))]

    def chance(self, percent: int) -> bool:
        """Return true in so many of a hundred cases."""
        return self.below(100) < percent

    def some(self, count: int) -> list[int]:
        """Return some of 0..count - 1 in rising order, at least one."""
        found = [k for k in range(count) if self.chance(50)]
        return found or [self.below(count)]


# --- problems ------------------------------------------------------------------------------------


def problem(draw: Draw) -> Problem:
    """Return a problem of two to six nodes: roads, sites and packs; any feature may be there."""
    nodes = draw.among(2, 6)
    kinds = ["root", *(draw.one(("road", "service", "service", "kit")) for _ in range(nodes - 1))]
    ids = [f"{kind}:{v}" if v else "root" for v, kind in enumerate(kinds)]
    ends = [(draw.below(nodes), draw.below(nodes)) for _ in range(draw.among(1, 9))]
    ends += [(0, draw.among(1, nodes - 1)) for _ in range(draw.among(1, 3))]
    ends += [(v, u) for u, v in ends[: draw.among(0, 2)]]
    count = len(ends)
    capex, opex = ([draw.among(0, most) for _ in ends] for most in (9, 4))
    prize = [0, *(draw.among(0, 12) for _ in ids[1:])]
    arcs = {
        "id": _arc_ids(ids, ends),
        "tail": [u for u, _ in ends],
        "head": [v for _, v in ends],
        "loss": [draw.among(0, 6) for _ in ends],
        f"quantity:{CAPEX}": capex,
        "quantity:mbps": [draw.among(0, 3) for _ in ends],
        f"quantity:{NPC}": [c + 4 * o for c, o in zip(capex, opex, strict=True)],
        f"quantity:{OPEX}": opex,
    }
    made: Problem = {
        "format": "kholboo-problem/1",
        "nodes": {"id": ids, "prize": prize},
        "arcs": arcs,
        "required": [[draw.among(1, nodes - 1), "law"]] if draw.chance(25) else [],
        "limits": _limits(draw, arcs, prize),
        "goals": _goals(draw),
    }
    _add_columns(draw, made)
    _add_radio(draw, made, count)
    return made


def _arc_ids(ids: list[str], ends: list[tuple[int, int]]) -> list[str]:
    """Name arcs by what they lead to: options and present links, packs below a site, assets."""
    found: list[str] = []
    for a, (u, v) in enumerate(ends):
        kind, _, name = ids[v].partition(":")
        keep = f"keep:{name}"
        if kind == "service":
            found.append(keep if a % 3 == 1 and keep not in found else f"option:{name}/{a}")
        else:
            pack = kind == "kit" and ids[u].startswith("service:")
            found.append(f"kit:{a}" if pack else f"asset:{a}")
    return found


def _goals(draw: Draw) -> list[dict[str, str]]:
    benefit = {"name": "benefit", "sense": "max", "quantity": "benefit"}
    cost = {"name": "cost", "sense": "min", "quantity": NPC}
    odd = {"name": "odd", "sense": draw.one(("max", "min")), "quantity": CAPEX}
    chains = ([benefit], [benefit, cost], [cost], [cost, benefit], [benefit, cost, odd], [odd])
    return list(draw.one(chains))


def _limits(draw: Draw, arcs: dict[str, Any], prize: list[int]) -> list[dict[str, Any]]:
    capex, opex, head = arcs[f"quantity:{CAPEX}"], arcs[f"quantity:{OPEX}"], arcs["head"]
    benefit = [prize[v] - lost for v, lost in zip(head, arcs["loss"], strict=True)]
    odd = [b if v % 2 else 0 for v, b in zip(head, benefit, strict=True)]
    share = [3 * c * (v % 2 == 0) - c for v, c in zip(head, capex, strict=True)]
    rows = [
        _row("budget", capex, None, draw.among(2, 30)),
        _row("yearly", opex, None, draw.among(2, 12)),
        _row("floor", odd, draw.among(-4, 7), None),
        _row("share", share, 0, None),
        _row("band", capex, draw.among(0, 3), draw.among(6, 25)),
    ]
    return [row for row in rows if draw.chance(30)]


def _row(name: str, values: list[int], lower: int | None, upper: int | None) -> dict[str, Any]:
    arcs = [a for a, k in enumerate(values) if k]
    return {
        "id": name,
        "title": f"the {name}",
        "unit": "",
        "arcs": arcs,
        "coefficients": [values[a] for a in arcs],
        "lower": lower,
        "upper": upper,
    }


def _add_columns(draw: Draw, made: Problem) -> None:
    if not draw.chance(35):
        return
    made["columns"] = [
        {
            "id": name,
            "title": name,
            "upper": draw.among(0, 3),
            "quantities": {CAPEX: -draw.among(0, 2), NPC: draw.among(-2, 1)},
            "whole": draw.chance(50),
        }
        for name in ("stock", "tier")[: draw.among(1, 2)]
    ]
    for row in made["limits"]:
        if draw.chance(60):
            row["columns"] = draw.some(len(made["columns"]))
            row["column_coefficients"] = [draw.among(-3, 3) for _ in row["columns"]]
    made["limits"].append(
        {
            **_row("need", [-(v % 2) for v in made["arcs"]["head"]], None, draw.among(0, 1)),
            "columns": [0],
            "column_coefficients": [1],
        }
    )


def _add_radio(draw: Draw, made: Problem, count: int) -> None:
    hops, capacities = draw.one(((0, 0), (0, 0), (1, 0), (0, 1), (1, 1), (2, 2)))
    if hops:
        made["hops"] = [
            {"id": f"hops{k}", "title": "", "arcs": draw.some(count), "most": draw.among(0, 3)}
            for k in range(hops)
        ]
    if capacities:
        made["capacities"] = [
            {
                "id": f"load{k}",
                "title": "",
                "unit": "Mbps",
                "arcs": draw.some(count),
                "quantity": draw.one(("mbps", "mbps", CAPEX)),
                "upper": draw.among(0, 6),
            }
            for k in range(capacities)
        ]


# --- the truth, by trying everything -------------------------------------------------------------


def plans(made: Problem) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]] | None:
    """Return every plan as its arcs and amounts; None where there are too many to try."""
    arcs = made["arcs"]
    entering: list[list[int | None]] = [[None] for _ in made["nodes"]["id"]]
    for a, (u, v) in enumerate(zip(arcs["tail"], arcs["head"], strict=True)):
        if v != 0 and u != v:
            entering[v].append(a)
    amounts = [column["upper"] + 1 for column in made.get("columns", [])]
    tries = 1
    for count in (*map(len, entering), *amounts):
        tries *= count
    return _plans(made, entering, amounts) if tries <= MOST_PLANS else None


def _plans(
    made: Problem, entering: list[list[int | None]], amounts: list[int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    every = list(itertools.product(*map(range, amounts)))
    for choice in itertools.product(*entering):
        ways = _ways(made, choice)
        if ways is None or not _radio_holds(made, ways):
            continue
        chosen = tuple(sorted(a for a in choice if a is not None))
        for given in every:
            if all(_row_holds(row, chosen, given) for row in made["limits"]):
                yield chosen, given


def _ways(made: Problem, choice: Sequence[int | None]) -> dict[int, list[int]] | None:
    """Return per entered node its way from the root; None where there is none, or one lacks."""
    tail = made["arcs"]["tail"]
    if any(choice[v] is None for v, _ in made["required"]):
        return None
    ways: dict[int, list[int]] = {}
    for v, a in enumerate(choice):
        if a is None:
            continue
        way, at = [a], tail[a]
        while at != 0:
            onward = choice[at]
            if onward is None or len(way) > len(choice):
                return None
            way.append(onward)
            at = tail[onward]
        ways[v] = way
    return ways


def _radio_holds(made: Problem, ways: dict[int, list[int]]) -> bool:
    for limit in made.get("hops", []):
        if any(sum(a in limit["arcs"] for a in way) > limit["most"] for way in ways.values()):
            return False
    for row in made.get("capacities", []):
        asked = made["arcs"]["quantity:" + row["quantity"]]
        for a in row["arcs"]:
            if sum(asked[way[0]] for way in ways.values() if a in way) > row["upper"]:
                return False
    return True


def _row_holds(row: dict[str, Any], chosen: Sequence[int], amounts: Sequence[int]) -> bool:
    use = sum(k for a, k in zip(row["arcs"], row["coefficients"], strict=True) if a in chosen)
    for c, k in zip(row.get("columns", ()), row.get("column_coefficients", ()), strict=True):
        use += k * amounts[c]
    lower, upper = row["lower"], row["upper"]
    return (lower is None or lower <= use) and (upper is None or use <= upper)


def values(made: Problem, chosen: Sequence[int], amounts: Sequence[int]) -> list[int]:
    """Return what a plan reaches of every goal, as it is written: costs positive."""
    arcs, found = made["arcs"], []
    for goal in made["goals"]:
        name = goal["quantity"]
        if name == "benefit":
            prize = made["nodes"]["prize"]
            found.append(sum(prize[arcs["head"][a]] - arcs["loss"][a] for a in chosen))
        else:
            total = sum(arcs[f"quantity:{name}"][a] for a in chosen)
            for column, amount in zip(made.get("columns", []), amounts, strict=True):
                total += column["quantities"].get(name, 0) * amount
            found.append(total)
    return found


def signs(made: Problem) -> list[int]:
    """Return 1 for goals to be maximised, -1 for others."""
    return [1 if goal["sense"] == "max" else -1 for goal in made["goals"]]


def best(made: Problem, stage: int, kept: Sequence[int]) -> int | None:
    """Return the best of a goal, to be maximised, among plans at least as good in those before.

    `kept` are the values of the goals before, to be maximised. None without such a plan. Raises
    ValueError where there are too many plans.
    """
    every, sign = plans(made), signs(made)
    if every is None:
        raise ValueError("too many plans to try")
    found: int | None = None
    for chosen, amounts in every:
        reached = [s * v for s, v in zip(sign, values(made, chosen, amounts), strict=True)]
        if all(r >= k for r, k in zip(reached, kept, strict=False)):
            found = reached[stage] if found is None else max(found, reached[stage])
    return found


# --- honest answers and plan.json ----------------------------------------------------------------


def certificate(draw: Draw, made: Problem, stage: int, nodes: int, flows: int) -> dict[str, Any]:
    """Return prices, potentials and flow prices drawn at will: any of them prove something."""
    scale = draw.one((1, 1, 2, 3, 60))
    prices: dict[str, int] = {}
    for row in made["limits"]:
        side = draw.one(
            [s for s, open_ in ((1, row["upper"]), (-1, row["lower"])) if open_ is not None]
        )
        if draw.chance(50):
            prices[row["id"]] = side * draw.among(0, 2 * scale)
    for goal in made["goals"][:stage]:
        if draw.chance(70):
            prices[f"goal:{goal['name']}"] = -draw.among(0, 2 * scale)
    potentials = []
    for _ in range(draw.among(0, 3) if nodes > 1 else 0):
        inside = [[v + 1, draw.among(0, 6 * scale)] for v in draw.some(nodes - 1)]
        potentials.append([draw.one(inside)[0], inside])
    found = {
        "scale": scale,
        "objective_weight": 0 if stage == 0 and draw.chance(15) else 1,
        "prices": prices,
        "potentials": potentials,
    }
    if flows and draw.chance(60):
        found["flows"] = [[r, draw.among(0, 2 * scale)] for r in draw.some(flows)]
    return found


def tree(draw: Draw, made: Problem, stage: int, nodes: int, flows: int) -> list[Any]:
    """Return splits and certificates drawn at will, of problems with few enough plans to try."""
    every = list(plans(made) or ())
    used = sorted({a for chosen, _ in every for a in chosen})
    splits = [["arc", a] for a in used]
    splits += [["node", v] for v in sorted({made["arcs"]["head"][a] for a in used})]
    for c, column in enumerate(made.get("columns", [])):
        splits += [["column", c, k] for k in range(column["upper"] + 1)]
    found: list[Any] = []
    waiting = 1
    while waiting:
        if splits and len(found) < 7 and draw.chance(60):
            found.append(list(draw.one(splits)))
            waiting += 1
        else:
            found.append(certificate(draw, made, stage, nodes, flows))
            waiting -= 1
    return found


def plan_json(made: Problem, answer: dict[str, Any]) -> dict[str, Any]:
    """Return the plan.json of an answer: sites are service nodes, links are assets."""
    first = answer["stages"][0]
    data: dict[str, Any] = {
        "format": "kholboo-plan/1",
        "status": answer["status"],
        "objective": first["value"],
        "bound": first["bound"],
        "certified_bound": first["certified_bound"],
        "gap": gap(first["value"], first["certified_bound"]),
        "solver_gap": gap(first["value"], first["bound"]),
        "infeasible_limits": list(answer["infeasible_limits"]),
        "stages": [
            {k: v for k, v in stage.items() if k not in ("certificate", "stopped_by")}
            for stage in answer["stages"]
        ],
        **dict.fromkeys((CAPEX, OPEX, NPC, "kept_fee_per_year_minor"), 0),
        "deployments": [],
        "links": [],
        "savings": [],
    }
    if answer["chosen"] is not None:
        _fill(made, answer, data)
    return data


def gap(value: int | None, bound: int | None) -> float | None:
    """Return the relative distance of a value from its bound."""
    if value is None or bound is None:
        return None
    return abs(bound - value) / abs(bound) if bound else float(abs(value))


def owner(made: Problem, chosen: Sequence[int], a: int) -> str | None:
    """Return the site that a chosen arc belongs to: the nearest service at or above its head."""
    arcs, ids = made["arcs"], made["nodes"]["id"]
    entry = {arcs["head"][b]: b for b in chosen}
    at = arcs["head"][a]
    for _ in ids:
        if at == 0:
            break
        if ids[at].startswith("service:"):
            return str(ids[at].partition(":")[2])
        at = arcs["tail"][entry[at]]
    return None


def line(timing: str, price: int) -> dict[str, Any]:
    """Return a purchase."""
    return {"timing": timing, "sign": 1, "quantity": 1, "unit_price_minor": price}


def _links(arcs: dict[str, Any], made: Problem, kept: str, node: str) -> bool:
    """Return whether an arc of that name leads to the node."""
    ends = zip(arcs["id"], arcs["head"], strict=True)
    return any(a == kept and made["nodes"]["id"][v] == node for a, v in ends)


def _fill(made: Problem, answer: dict[str, Any], data: dict[str, Any]) -> None:
    arcs, chosen = made["arcs"], answer["chosen"]
    ids, amounts = arcs["id"], answer.get("amounts", [])
    for name in (CAPEX, OPEX, NPC):
        data[name] = sum(arcs[f"quantity:{name}"][a] for a in chosen)
        for column, amount in zip(made.get("columns", []), amounts, strict=True):
            data[name] += column["quantities"].get(name, 0) * amount
    worth = [made["nodes"]["prize"][v] - k for v, k in zip(arcs["head"], arcs["loss"], strict=True)]
    for node in sorted(n for n in made["nodes"]["id"] if n.startswith("service:")):
        site = node.partition(":")[2]
        own = [a for a in chosen if owner(made, chosen, a) == site]
        own = [a for a in own if not ids[a].startswith("asset:")]
        fee = sum(arcs[f"quantity:{OPEX}"][a] for a in own if ids[a].startswith("keep:"))
        kept = f"keep:{site}"
        options = [ids[a].partition(":")[2] for a in own if ids[a].startswith("option:")]
        once, yearly = (sum(arcs[f"quantity:{q}"][a] for a in own) for q in (CAPEX, OPEX))
        data["kept_fee_per_year_minor"] += fee
        data["deployments"].append(
            {
                "site_id": site,
                "candidate_id": options[0] if options else None,
                "benefit": sum(worth[a] for a in own)
                - (worth[ids.index(kept)] if _links(arcs, made, kept, node) else 0),
                "kept_fee_per_year_minor": fee,
                "lines": [line("one_time", once), line("per_year", yearly - fee)],
            }
        )
    for a in sorted(chosen, key=lambda a: str(ids[a])):
        if ids[a].startswith("asset:"):
            prices = (
                ("one_time", arcs[f"quantity:{CAPEX}"][a]),
                ("per_year", arcs[f"quantity:{OPEX}"][a]),
            )
            data["links"].append(
                {"id": ids[a].removeprefix("asset:"), "lines": [line(t, p) for t, p in prices]}
            )
    listed = sum(x["lines"][0]["unit_price_minor"] for x in (*data["deployments"], *data["links"]))
    data["savings"] = [{"quantity": 1, "per_unit_minor": listed - data[CAPEX]}]
