"""Which spans are network that exists, and which of them may be tapped."""

from __future__ import annotations

from typing import Any

import pytest

from sites.network import Span


def spans(world: Any, **changes: Any) -> dict[str, Span]:
    """Return the spans as read, one of them changed."""
    world.row("spans", "N1").update(changes)
    return {span.id: span for span in world.read().network.spans}


@pytest.mark.parametrize(
    "status", [None, "", "-", "lit", "Operational", "existing", "in service", "ажиллаж байгаа"]
)
def test_a_span_in_operation_is_lit_and_may_be_tapped(world: Any, status: str | None) -> None:
    """An empty status means operational, as it does for PoPs."""
    span = spans(world, status=status)["N1"]
    assert span.is_lit and span.tap_allowed
    assert world.findings() == []
    assert list(world.read().network.cables) == ["N1"]


@pytest.mark.parametrize(
    "status",
    [
        "planned",
        "Proposed",
        "under construction",
        "dark",
        "dark fibre",
        "inactive",
        "closed",
        "төлөвлөсөн",
    ],
)
def test_a_planned_or_dark_span_is_no_existing_network(world: Any, status: str) -> None:
    """It is neither drawn nor tapped, and told with its status."""
    span = spans(world, status=status)["N1"]
    network = world.read().network
    assert not span.is_lit and not span.tap_allowed
    assert network.lit_spans == () and network.cables == {}
    (finding,) = world.findings("span.not_lit")
    assert (finding.row, finding.column, finding.found) == (2, "status", status)


def test_a_status_in_other_words_is_told_and_not_tapped(world: Any) -> None:
    """Drawn as before, for old tables have a status of any kind; nothing is led from it."""
    span = spans(world, status="2019 оны шугам")["N1"]
    network = world.read().network
    assert span.is_lit and not span.tap_allowed
    assert [s.id for s in network.lit_spans] == ["N1"] and network.cables == {}
    (finding,) = world.findings("span.status_unknown")
    assert "operational" in finding.todo and "planned" in finding.todo


def test_an_owner_may_refuse(world: Any) -> None:
    """No is a refusal, yes and nothing are leave."""
    assert spans(world, tap_allowed=False)["N1"].tap_allowed is False
    assert spans(world, tap_allowed=True)["N1"].tap_allowed
    assert spans(world, tap_allowed=None)["N1"].tap_allowed


def test_ends_at_pops_decide_what_a_tap_carries(world: Any) -> None:
    """A cable from a PoP that is closed or fed by radio is not tapped; one good end is enough."""
    assert spans(world)["N1"].pop_ends == ("P1",)
    world.row("pops", "P1")["medium"] = "microwave"
    assert world.read().network.cables == {}
    world.add("pops", "P1", pop_id="P2", longitude=104.6, medium="fibre")
    assert list(spans(world, to_id="P2")) == ["N1"]
    assert list(world.read().network.cables) == ["N1"]
    world.row("pops", "P2")["status"] = "planned"
    assert world.read().network.cables == {}
    assert spans(world, from_id="101", to_id="T1")["N1"].pop_ends == ()
    assert list(world.read().network.cables) == ["N1"]
