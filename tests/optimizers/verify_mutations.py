"""Forge a problem, an answer or a plan.json, blindly or with every claim put right again."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import verify_worlds as worlds

HUGE = (10**15, 10**15 + 1, 2**62 + 1, 2**80, 2**80 + 1, 10**30 + 1, 10**400)


@dataclass
class Case:
    """A problem, its answer and its plan.json."""

    problem: Any
    answer: Any
    plan: Any


def at_will(
    draw: worlds.Draw, made: worlds.Problem, verify: Any, *, parts: int = 0
) -> dict[str, Any] | None:
    """Return a plan taken at random, certified by prices and potentials drawn at will.

    In `parts` of a hundred stages the plans are split, and each part has a certificate.
    """
    every = worlds.plans(made)
    found = list(every) if every is not None else []
    if not found:
        return None
    chosen, amounts = draw.one(found)
    drawn = verify.layered(made)
    nodes, flows = len(drawn["nodes"]["id"]), len(verify.flow_rows(drawn)[1])
    stages = []
    for number, goal in enumerate(made["goals"][: draw.among(1, len(made["goals"]))]):
        proof = worlds.certificate(draw, made, number, nodes, flows)
        proof["objective_weight"] = 1
        stages.append(
            {
                "name": goal["name"],
                "sense": goal["sense"],
                "value": None,
                "bound": None,
                "certified_bound": None,
                "status": "feasible",
                "stopped_by": None,
                "certificate": proof,
            }
        )
        if parts and draw.chance(parts):
            split_up(draw, made, stages, nodes, flows)
    answer = {
        "format": "kholboo-answer/2" if parts else "kholboo-answer/1",
        "solver": "at will",
        "status": "feasible",
        "chosen": list(chosen),
        **({"amounts": list(amounts)} if amounts else {}),
        "infeasible_limits": [],
        "stages": stages,
    }
    put_right(made, answer, verify)
    return answer


def split_up(
    draw: worlds.Draw, made: worlds.Problem, stages: list[dict[str, Any]], nodes: int, flows: int
) -> None:
    """Give the last stage a tree, beside its certificate or instead of it."""
    stages[-1]["tree"] = worlds.tree(draw, made, len(stages) - 1, nodes, flows)
    for entry in stages[-1]["tree"]:
        if type(entry) is dict:
            entry["objective_weight"] = 1
    if draw.chance(40):
        stages[-1]["certificate"] = None


def put_right(made: worlds.Problem, answer: dict[str, Any], verify: Any) -> None:
    """Claim what the plan reaches and what the certificates derive, as a forger would."""
    chosen, amounts = answer["chosen"], answer.get("amounts", [])
    sign = worlds.signs(made)
    reached = worlds.values(made, chosen, amounts) if chosen is not None else [None] * len(sign)
    kept = [s * v for s, v in zip(sign, reached, strict=True) if v is not None]
    for number, stage in enumerate(answer["stages"]):
        stage["value"], proof = reached[number], stage["certificate"]
        stage["certified_bound"] = None
        refuting, bounds, proofs = False, [], [proof] if proof is not None else []
        if "tree" in stage:
            bounds.append(verify.tree_bound(made, number, kept[:number], stage["tree"]))
            refuting = bounds == [None] and proof is None
            proofs += [entry for entry in stage["tree"] if type(entry) is dict]
        if proof is not None:
            total, scale = verify.certified_bound(made, number, kept[:number], proof)
            if proof["objective_weight"] == 1:
                bounds.append(total // scale)
            refuting = refuting or (proof["objective_weight"] == 0 and total < 0)
        if bounds and None not in bounds:
            stage["certified_bound"] = sign[number] * min(bounds)
        if stage["value"] is None:
            stage["status"] = "infeasible" if refuting else "unknown"
            named = {n for p in proofs for n in p["prices"]} if refuting else set()
            answer["infeasible_limits"] = [r["id"] for r in made["limits"] if r["id"] in named]
        else:
            certified = stage["certified_bound"]
            stage["status"] = "certified_optimal" if stage["value"] == certified else "feasible"
            answer["infeasible_limits"] = []
        stage["bound"] = stage["certified_bound"]
    answer["status"] = answer["stages"][0]["status"]
    answer.pop("duals", None)


# --- mutations -----------------------------------------------------------------------------------


def mutate(draw: worlds.Draw, case: Case, verify: Any) -> str:
    """Change a case in place, one to three times; return what was changed."""
    target = draw.one(("problem", "problem", "answer", "certificate", "certificate", "plan.json"))
    for _ in range(draw.one((1, 1, 1, 2, 3))):
        if target == "problem":
            _change(draw, case.problem)
        elif target == "plan.json":
            _change(draw, case.plan)
        elif target == "certificate":
            proofs = [s.get("certificate") for s in _stages(case) if type(s) is dict]
            proofs += [e for s in _stages(case) if type(s) is dict for e in s.get("tree") or ()]
            proofs = [p for p in proofs if type(p) is dict]
            _change(draw, draw.one(proofs) if proofs else case.answer)
        elif draw.chance(50):
            _another_plan(draw, case)
        else:
            _change(draw, case.answer)
    if target != "plan.json" and draw.chance(55):
        _forge(case, verify)
    return target


def _stages(case: Case) -> list[Any]:
    stages = case.answer.get("stages")
    return stages if type(stages) is list else []


def _forge(case: Case, verify: Any) -> None:
    """Put claims and plan.json right, where the forged files still let themselves be read."""
    before = copy.deepcopy(case.answer)
    try:
        put_right(case.problem, case.answer, verify)
        case.plan = worlds.plan_json(case.problem, case.answer)
    except Exception:  # a forger's tool may fail, verify may not
        case.answer = before


def _another_plan(draw: worlds.Draw, case: Case) -> None:
    """Add, drop or swap arcs of the plan, or change an amount."""
    chosen, arcs = case.answer.get("chosen"), case.problem["arcs"]["id"]
    if type(chosen) is not list or type(arcs) is not list or not arcs:
        case.answer["chosen"] = draw.some(3)
        return
    plan = {a for a in chosen if type(a) is int}
    for _ in range(draw.among(1, 2)):
        plan ^= {draw.below(len(arcs))}
    case.answer["chosen"] = sorted(plan)
    amounts = case.answer.get("amounts")
    if type(amounts) is list and amounts and draw.chance(50):
        amounts[draw.below(len(amounts))] = draw.among(0, 3)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of plain data: what holds it, and its key or index."""
    stack = [data]
    while stack:
        at = stack.pop()
        keys = list(at) if isinstance(at, dict) else range(len(at)) if isinstance(at, list) else ()
        for key in keys:
            yield at, key
            stack.append(at[key])


def _change(draw: worlds.Draw, data: Any) -> None:
    """Change one place of plain data: its type, sign, size or order, or the shape around it."""
    found = list(places(data))
    if not found:
        return
    holder, key = draw.one(found)
    value = holder[key]
    kind = draw.below(10)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = draw.one((None, True, False, 0, 1, -1, "", [], {}, 0.0, float("nan")))
    elif kind == 2:
        other, place = draw.one(found)
        if place in other if isinstance(other, dict) else place < len(other):
            holder[key] = copy.deepcopy(other[place])
    elif isinstance(holder, list) and kind == 3:
        holder.insert(draw.below(len(holder) + 1), copy.deepcopy(value))
    elif isinstance(holder, list) and kind == 4:
        other = draw.below(len(holder))
        holder[key], holder[other] = holder[other], holder[key]
    elif isinstance(holder, dict) and kind in (3, 4):
        holder[draw.one(("twin", "of", "x", "flows", "columns", "quantity:x", str(key) + " "))] = (
            value
        )
    else:
        holder[key] = _other(draw, value)


def _other(draw: worlds.Draw, value: Any) -> Any:
    """Return another value, mostly of the same type."""
    if type(value) is int:
        near = [value - 1, value + 1, value + 1, value - 1, -value, 2 * value, value // 2, 0]
        far = [
            draw.one(HUGE),
            -draw.one(HUGE),
            float(value) if abs(value) < 10**9 else 0.5,
            str(value),
        ]
        return draw.one((*near, draw.among(0, 9), draw.one(far)))
    if type(value) is str:
        words = ("max", "min", "MAX", "benefit", "certified_optimal", "feasible", "infeasible")
        return draw.one((value.upper(), value + "2", "", *words))
    if type(value) is bool:
        return not value
    if type(value) is float:
        return draw.one((-value, value + 1, float("inf"), round(value) if value < 9 else 9))
    if type(value) is list:
        return draw.one((value[::-1], value[1:], value + value, {}))
    if type(value) is dict:
        return draw.one(({}, dict(list(value.items())[1:]), list(value)))
    return draw.one((0, 1, "", [], "work"))


def text_of(draw: worlds.Draw, case: Case) -> bytes:
    """Return the answer as bytes of a file, with a fault that only a text can have."""
    text = json.dumps(case.answer)
    kind = draw.below(4)
    if kind == 0:  # a key twice
        at = text.index("{") + 1
        return (text[:at] + '"format": "kholboo-answer/1", ' + text[at:]).encode()
    data = bytearray(text.encode())
    if kind == 1:
        data[draw.below(len(data))] ^= 1 << draw.below(8)
    elif kind == 2:
        del data[draw.below(len(data)) :]
    else:
        at = draw.below(len(data))
        data[at:at] = draw.one((b"NaN", b"-Infinity", b"1e999", b"[" * 5000, b"\xff", b"0", b"-"))
    return bytes(data)
