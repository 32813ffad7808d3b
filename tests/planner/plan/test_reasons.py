"""Sentences of the plan in both languages, and directives in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from small_records import a_directive

from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.language.label import Label
from planner.language.labels import filled
from planner.model.build import build_problem
from planner.plan.assemble import assemble
from planner.plan.directive_text import directive_text
from planner.plan.plan import Plan
from planner.scenario.directives import Directive, DirectiveKind

LATIN_WORD = re.compile(r"[a-z]{4,}")


def _plan(world: Any, offers: Offers, **limits: int) -> Plan:
    inputs = world.under(limits=limits)
    model = build_problem(inputs, offers)
    return assemble(inputs, offers, model, solve(model.problem))


def test_every_sentence_is_told_in_mongolian_too(world: Any, offers: Offers) -> None:
    """Each site's sentence exists in Mongolian, with no English word of ours left in it."""
    plan = _plan(world, offers, capex_minor=1100)
    ours = [re.sub(r"\d+ x \w+", "", d.reason_text_mn) for d in plan.deployments]

    assert all(text.endswith(".") for text in ours)
    assert [text for text in ours if LATIN_WORD.search(text)] == []
    assert "300 ₮" in next(d for d in plan.deployments if d.site_id == "B").reason_text_mn


def test_forced_and_excluded_sites_name_the_directive_in_both_languages(
    world: Any, offers: Offers, directive: Any
) -> None:
    """The id and the authority of a directive stand in the Mongolian sentence as well."""
    told = world.told(
        directive(DirectiveKind.MUST_SERVE, "A", name="D-1"),
        directive(DirectiveKind.MUST_NOT, "B", name="D-2"),
    )
    plan = {d.site_id: d for d in _plan(told, offers).deployments}

    assert "удирдамж D-1 (Cabinet)" in plan["A"].reason_text_mn
    assert "Удирдамж D-2 (Cabinet)" in plan["B"].reason_text_mn


@pytest.mark.parametrize(
    ("directive", "en", "mn"),
    [
        (
            a_directive(DirectiveKind.MUST_SERVE, "A"),
            "must serve Site A (A)",
            "заавал хамруулах: Site A (A)",
        ),
        (
            a_directive(DirectiveKind.MUST_NOT, "A"),
            "must not serve Site A (A)",
            "хамруулахгүй: Site A (A)",
        ),
        (
            a_directive(DirectiveKind.WEIGHT, "A", "1.5"),
            "weight x 1.5 for Site A (A)",
            "жинг 1.5 дахин үржүүлэх: Site A (A)",
        ),
        (
            a_directive(DirectiveKind.FLOOR, "library", "0.007"),
            "library: at least 0.7 % of the benefit",
            "номын сан: үр өгөөжийн 0.7 %-аас доошгүй",
        ),
        (
            a_directive(DirectiveKind.FLOOR, "99", "0.1"),
            "aimag 99: at least 10 % of the benefit",
            "99 аймаг: үр өгөөжийн 10 %-аас доошгүй",
        ),
        (
            a_directive(DirectiveKind.LEAST_POINTS, "library", "1200.5"),
            "library: at least 1,200.5 points",
            "номын сан: үр өгөөж 1,200.5 онооноос доошгүй",
        ),
        (
            a_directive(DirectiveKind.PRICE_OVERRIDE, "NONE", "1400000"),
            "price of NONE (NONE) set to 1,400,000 ₮",
            "NONE (NONE): үнэ 1,400,000 ₮",
        ),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Directive) else "",
)
def test_directives_are_told_with_names(world: Any, directive: Directive, en: str, mn: str) -> None:
    """What a directive asks is told in words, shares in percent and money with its sign."""
    sites = {site.id: site for site in world.sites}
    items = world.catalogue.by_sku

    assert directive_text(directive, sites, items, "MNT") == Label(mn, en)


def test_an_overridden_price_names_the_item(world: Any) -> None:
    """The item of a price is called by its names, not only by its SKU."""
    item = world.catalogue.items[0]
    text = directive_text(
        a_directive(DirectiveKind.PRICE_OVERRIDE, item.sku, "5"),
        {},
        world.catalogue.by_sku,
        "MNT",
    )

    assert text.mn == f"{item.name_mn} ({item.sku}): үнэ 5 ₮"
    assert text.en == f"price of {item.name_en} ({item.sku}) set to 5 ₮"


def test_blanks_take_each_language_its_own_word() -> None:
    """A label put into a sentence speaks the language of the sentence."""
    speed = filled("told.speed", mbps="20")
    found = filled("told.link", name=Label("шилэн кабель", "fibre"), mbps=speed)

    assert found == Label("шилэн кабель, 20 Мбит/с", "fibre with 20 Mbps")
