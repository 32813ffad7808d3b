"""What becomes of every site, and why some are not served."""

from __future__ import annotations

from planner.exports.workbook.columns import GIVEN_UP, SITES, UNSERVED
from planner.exports.workbook.layout import Layout
from planner.fields import fields_of
from planner.language.labels import term
from planner.plan.given_up import given_up
from planner.plan.plan import Deployment, SiteStatus
from planner.rendering import sentences
from planner.rendering.places import soum_of
from planner.rendering.table import Cell
from sites.site import Site


def write(layout: Layout) -> None:
    """Write every site with what it gets and costs, and on a further sheet those left out."""
    pairs = layout.context.deployments
    sheet = layout.sheet("sites", SITES, rows=len(pairs))
    for deployment, site in pairs:
        sheet.add({**_outcome(layout, deployment, site), **layout.amounts_of(site.id)})
    _write_unserved(layout)
    _write_given_up(layout)


def _whose(layout: Layout, site: Site) -> dict[str, Cell]:
    return {
        "site_id": site.id,
        "name": site.name,
        "kind": layout.words.word(f"kind.{site.kind.value}"),
        "aimag": site.aimag_name,
        "soum": soum_of(site),
    }


def _outcome(layout: Layout, d: Deployment, site: Site) -> dict[str, Cell]:
    technology = sentences.technology_of(d)
    return {
        **_whose(layout, site),
        "longitude": site.longitude,
        "latitude": site.latitude,
        "status": layout.words.word(f"status.{d.status.value}"),
        "technology": term("technology", technology, layout.words.language) if technology else "",
        **fields_of(
            d,
            *("mbps_before", "mbps_after", "cap_gb_after", "target_gb", "target_mbps"),
            *("computers_before", "computers_added", "users_gaining"),
        ),
        "benefit": d.benefit / 1000,
        "proven": layout.words.word(f"proven.{d.proven.value}") if d.proven else "",
    }


def _write_unserved(layout: Layout) -> None:
    pairs = layout.context.deployments
    left_out = [(d, site) for d, site in pairs if d.status is SiteStatus.UNSERVED]
    sheet = layout.sheet("unserved", UNSERVED, note="", rows=len(left_out))
    language = layout.words.language
    for d, site in left_out:
        sheet.add(
            {
                **_whose(layout, site),
                "mbps_before": d.mbps_before,
                "target_mbps": d.target_mbps,
                "computers_before": d.computers_before,
                "reason": layout.words.word(f"reason.{d.reason.value}"),
                "reason_text": sentences.told(d.reason_text_mn, d.reason_text, language, "\n"),
                "contact": site.contact,
            }
        )


def _write_given_up(layout: Layout) -> None:
    """Write every present link that ends, with its contract and what ending it costs."""
    found = [(d, site, given_up(d, site)) for d, site in layout.context.deployments]
    lost = [(d, site, link) for d, site, link in found if link is not None]
    note = layout.words.word("given_up.how")
    sheet = layout.sheet("given_up", GIVEN_UP, note=note, rows=len(lost))
    language = layout.words.language
    for d, site, link in lost:
        technology = sentences.technology_of(d)
        sheet.add(
            {
                **_whose(layout, site),
                "link_before": layout.words.word(f"link_type.{link.link_type}"),
                "mbps_before": link.mbps,
                "cap_gb_before": link.cap_gb,
                "contract_end": link.contract_end or "",
                "ending_cost": link.ending_cost_minor,
                "technology": term("technology", technology, language) if technology else "",
                "mbps_after": d.mbps_after,
                "cap_gb_after": d.cap_gb_after,
            }
        )
