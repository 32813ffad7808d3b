"""One changed byte of a run is found and named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from changed_runs import reseal
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_records import a_fund

from inventory.prices.funds import Fund, FundKind
from planner.audit.difference import first_difference
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.resources.cofinancing import shared
from planner.runs.layout import RunError


@pytest.fixture
def run_dir(project: Any, world: Any, directive: Any) -> Path:
    """Return a finished run with limits, a floor and a directive."""
    floor = {"by": "aimag", "quantity": "benefit", "share": "0.2"}
    limited = world.under(limits={"capex_minor": 3000, "floors": [floor]})
    made: Path = make_plan(project(limited.told(directive("must_serve", "A"))), exports=())[1]
    return made


def _edit(run_dir: Path, name: str, change: Any) -> None:
    data = json.loads((run_dir / name).read_text("utf-8"))
    change(data)
    (run_dir / name).write_text(json.dumps(data), encoding="utf-8")
    reseal(run_dir)


def test_an_untouched_run_holds(run_dir: Path) -> None:
    """No difference, with and without the inputs."""
    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def test_an_untouched_run_holds_wherever_it_is_moved(run_dir: Path, tmp_path: Path) -> None:
    """An auditor gets a copy of the folder, without the project around it."""
    moved = tmp_path / "elsewhere" / "copy"
    moved.parent.mkdir()
    run_dir.rename(moved)

    assert verify_run(moved) == []
    assert rederive_run(moved) == []


@pytest.mark.parametrize(
    "name",
    [
        "plan.json",
        "problem.json",
        "certificate.json",
        "verify.py",
        "manifest.json",
        "seal.json",
        ".gitattributes",
        "inputs/data/sites.csv",
        "inputs/data/prices.csv",
        "inputs/kholboo.toml",
    ],
)
def test_one_changed_byte_is_named(run_dir: Path, name: str) -> None:
    """Every file of the run is covered, the manifest itself included."""
    data = bytearray((run_dir / name).read_bytes())
    at = data.index(b"1") if b"1" in data else len(data) // 2
    data[at] ^= 1
    (run_dir / name).write_bytes(bytes(data))
    found = verify_run(run_dir)

    assert name in {difference.file for difference in found}
    assert all(difference.line() for difference in found)


def test_missing_and_added_files_are_named(run_dir: Path) -> None:
    """A run is exactly the files of its manifest."""
    (run_dir / "inputs" / "data" / "sites.csv").unlink()
    (run_dir / "plan.xlsx").write_bytes(b"not ours")
    found = {(d.file, d.recomputed) for d in verify_run(run_dir)}

    assert found == {("inputs/data/sites.csv", "missing"), ("plan.xlsx", "present")}


def test_a_change_in_the_project_since_the_run_is_named(run_dir: Path) -> None:
    """The run is whole, but the project's prices are no longer those it was made from."""
    (run_dir.parent.parent / "data" / "prices.csv").write_text("sku,price\n", encoding="utf-8")
    (found,) = verify_run(run_dir)

    assert found.file == "project file data/prices.csv"
    assert found.field == "sha256 since the run"


def _price(data: Any) -> None:
    line = next(d for d in data["deployments"] if d["lines"])["lines"][0]
    line["unit_price_minor"] += 1


def _benefit(data: Any) -> None:
    data["deployments"][0]["benefit"] += 1


def _swap(data: Any) -> None:
    data["deployments"][0]["benefit"] += 1
    data["deployments"][1]["benefit"] -= 1


def _bound(data: Any) -> None:
    data["certified_bound"] += 1


def _limit(data: Any) -> None:
    data["limits"][0]["used"] -= 1


def _link(data: Any) -> None:
    del data["links"][0]


def _site(data: Any) -> None:
    del data["deployments"][2]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_price, "capex_minor, from its lines"),
        (_benefit, "objective, from its sites"),
        (_swap, "site A, benefit"),
        (_bound, "certified_bound"),
        (_limit, "limit capex"),
        (_link, "link road:"),
        (_site, "deployments"),
    ],
)
def test_a_covered_up_change_of_the_plan_is_found(run_dir: Path, change: Any, field: str) -> None:
    """Hashes can be made to fit; sums, limits and proof cannot."""
    _edit(run_dir, "plan.json", change)
    found = [*verify_run(run_dir), *rederive_run(run_dir)]

    assert any(d.field.startswith(field) for d in found)


def _ceiling(data: Any) -> None:
    next(x for x in data["limits"] if x["id"] == "fund:lead")["used"] += 4


def _fund(data: Any) -> None:
    _ceiling(data)
    for fund, step in zip(data["funds"], (4, -4), strict=True):
        fund["used_minor"] += step


@pytest.mark.parametrize(
    ("change", "field"),
    [(_ceiling, "limit fund:lead"), (_fund, "fund lead, from its packages")],
)
def test_what_a_fund_has_paid_is_what_its_packages_draw(
    project: Any, world: Any, change: Any, field: str
) -> None:
    """A ceiling, a fund and the packages cannot tell two amounts."""
    lead = a_fund(
        "lead",
        kind=FundKind.DONOR,
        ceiling_minor=50_000,
        cofinance_share="0.3",
        cofinancer="state",
    )
    state = a_fund(
        "state",
        kind=FundKind.STATE,
    )
    funded = replace(world, catalogue=replace(world.catalogue, funds=(lead, state)))
    run_dir = make_plan(project(funded), exports=())[1]
    assert verify_run(run_dir) == []

    _edit(run_dir, "plan.json", change)

    assert any(d.field == field for d in verify_run(run_dir))


def _bands(ceiling_minor: int) -> tuple[Fund, ...]:
    """Return a source in two bands of need under one ceiling, and a fund for the rest."""
    high = a_fund(
        "high",
        kind=FundKind.USF,
        ceiling_minor=ceiling_minor,
        categories=("goods", "installation"),
        cofinance_share="0.1",
        cofinancer="state",
        need_from="0.5",
    )
    low = replace(
        high, id="low", ceiling_minor=None, cofinance_share="0.6", need_from="0.2",
        need_to="0.5", within="high",
    )  # fmt: skip
    state = a_fund("state", kind=FundKind.STATE, categories=("works", "services"),
    )  # fmt: skip
    return high, low, state


@pytest.mark.parametrize("ceiling_minor", [50_000, 1500])
def test_who_pays_which_part_follows_from_the_need(
    project: Any, world: Any, ceiling_minor: int
) -> None:
    """Each site's goods are paid in its band, nothing where no band is, all under one ceiling."""
    need = {"A": 0.5, "B": 0.49, "C": 0.1, "D": None}
    banded = replace(
        world,
        sites=tuple(replace(site, need_index=need[site.id]) for site in world.sites),
        catalogue=replace(world.catalogue, funds=_bands(ceiling_minor)),
    )
    plan, run_dir = make_plan(project(banded), exports=())
    assert verify_run(run_dir) == []
    paid: dict[str, set[str]] = {}
    for package in plan.packages:
        if package.category in ("goods", "installation"):
            for place, _ in package.lines:
                paid.setdefault(place, set()).add(package.fund_id)
    assert set(paid) <= {"A", "B"}
    assert paid.get("A", {"high"}) == {"high"} and paid.get("B", {"low"}) == {"low"}
    funds = {fund.fund_id: fund for fund in plan.funds}
    own = sum(
        package.amount_minor - shared(package.amount_minor, funds[package.fund_id].cofinance_share)
        for package in plan.packages
        if package.fund_id in ("high", "low")
    )
    assert 0 < own == funds["high"].used_minor + funds["low"].used_minor <= ceiling_minor
    (limit,) = (limit for limit in plan.limits if limit.id == "fund:high")
    assert (limit.used, limit.upper) == (own, ceiling_minor)
    if ceiling_minor > own:
        assert paid == {"A": {"high"}, "B": {"low"}}

    _edit(run_dir, "plan.json", lambda data: data["funds"][1].update(within=""))
    assert verify_run(run_dir) != []


def test_a_covered_up_change_of_the_plan_s_arcs_is_found(run_dir: Path) -> None:
    """A plan that leaves a required service out is no plan."""
    _edit(run_dir, "certificate.json", lambda data: data["chosen"].pop())

    assert any(d.file == "certificate.json" for d in verify_run(run_dir))


def test_a_change_of_the_problem_is_named_with_its_arc(run_dir: Path) -> None:
    """Rederiving names the first figure that the inputs do not give."""

    def cheaper(data: Any) -> None:
        a = data["arcs"]["id"].index("option:A/leo/1")
        data["arcs"]["quantity:capex_minor"][a] -= 1

    _edit(run_dir, "problem.json", cheaper)
    (found,) = rederive_run(run_dir)

    assert found.file == "problem.json"
    assert "option:A/leo/1" in found.field
    assert (found.recorded, found.recomputed) == ("799", "800")


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    """The message asks whether this is a run folder."""
    with pytest.raises(RunError, match="is this a run folder"):
        verify_run(tmp_path)


def test_content_that_cannot_be_read_is_a_difference(run_dir: Path) -> None:
    """A damaged plan is reported, not raised."""
    (run_dir / "plan.json").write_text("[]", encoding="utf-8")
    fields = {d.field for d in verify_run(run_dir)}

    assert {"sha256", "readable content"} <= fields


def test_an_impossible_run_verifies_too(project: Any, world: Any, directive: Any) -> None:
    """The proof that no plan exists is checked like any other."""
    told = world.told(directive("must_serve", "C"))
    _, run_dir = make_plan(project(told), exports=())

    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def test_the_first_difference_is_found_at_any_depth() -> None:
    """Keys, lengths and kinds of value count."""
    assert first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == ("a[1].b", 2, 3)
    assert first_difference([1], [1, 2], "x") == ("x, length", 1, 2)
    assert first_difference({"a": 1}, {"a": 1, "b": 2}) == ("b", None, 2)
    assert first_difference(1, 1.0, "n") == ("n", 1, 1.0)
    assert first_difference({"a": 1}, {"a": 1}) is None


def test_links_that_may_end_are_audited_too(project: Any, world: Any, directive: Any) -> None:
    """The worth of links that stay is part of the objective; B's may not stay, and has none."""
    ending = world.under(allow_ending_present_links=True, limits={"capex_minor": 1700})
    _, run_dir = make_plan(project(ending.told(directive("must_serve", "B"))), exports=())

    assert verify_run(run_dir) == []


_ODD = (None, [], {}, "x", 7, float("nan"), [None], [{}], {"a": []}, "\ud800")


def test_a_manifest_of_odd_values_is_told_and_never_a_traceback(run_dir: Path) -> None:
    """Whatever stands in whichever field, something no longer holds."""
    right = (run_dir / "manifest.json").read_bytes()
    manifest = json.loads(right)
    for name in manifest:
        for odd in _ODD:
            text = json.dumps({**manifest, name: odd})
            (run_dir / "manifest.json").write_text(text, encoding="utf-8")
            assert verify_run(run_dir), (name, odd)
    for listed in ("inputs", "outputs"):
        for field in manifest[listed][0]:
            for odd in (*_ODD, "\0", "../x", "a" * 5000):
                rows = [{**manifest[listed][0], field: odd}, *manifest[listed][1:]]
                text = json.dumps({**manifest, listed: rows})
                (run_dir / "manifest.json").write_text(text, encoding="utf-8")
                assert verify_run(run_dir), (listed, field, odd)


@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_flipped_bit_of_any_file_is_found(run_dir: Path, data: st.DataObject) -> None:
    """Wherever the bit lies, something no longer holds, and no traceback reaches anybody."""
    files = sorted(path for path in run_dir.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    before = path.read_bytes()
    at = data.draw(st.integers(0, len(before) - 1))
    flipped = bytearray(before)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bytes(flipped))
    try:
        assert verify_run(run_dir)
    except RunError:
        assert path.name == "manifest.json"  # no longer a manifest at all
    finally:
        path.write_bytes(before)
