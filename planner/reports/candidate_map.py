"""Candidate links on a map in one file: what could be led to whom, and why not what else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from planner.candidates.candidate import Asset, Candidate, Offers
from planner.candidates.stretches.stretch import DROP, SPLICE, TRENCH
from planner.candidates.stretches.stretch import EXISTING as EXISTING_FIBRE
from planner.exports.features import point
from planner.exports.map_svg import (
    EXISTING,
    ROADS,
    UNSERVED,
    WIDTH,
    Drawing,
    LegendRow,
    LonLat,
    Sheet,
    colours_of,
    scale_bar,
)
from planner.language.label import Language
from planner.language.labels import LABELS, filled, label, sentence, term, word
from planner.rendering.html import in_each, render
from planner.reports.candidate_list import Row

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs
    from sites.site import Site

MOST_REJECTIONS = 3_000  # rows of the page; `--format csv` lists them all
_OFFERED, _FIBRE = "#22323d", "fibre"
_OF_FIBRE = frozenset({TRENCH, DROP, SPLICE})


@dataclass(frozen=True, kw_only=True)
class CandidateMap:
    """What candidate links of a project look like, for the sites and technologies asked for."""

    inputs: Inputs
    offers: Offers
    rows: Sequence[Row]  # of the sites and technologies asked for
    technology: str | None = None

    def page(self, language: Language) -> str:
        """Return the page; equal inputs give equal bytes."""
        drawing = self.drawing(language)
        refused = [row for row in self.rows if not row.offered]
        shown = refused[:MOST_REJECTIONS]
        names = {site.id: site.name for site in self.inputs.sites}
        project, scenario = self.inputs.project.name, self.inputs.scenario_name
        return render(
            "candidates.html",
            language,
            project=project,
            scenario=scenario,
            map=drawing,
            tiles=self._tiles(refused),
            technologies=[self._counts(name, language) for name in self._technologies],
            refused=[_refused(row, names.get(row.site_id, ""), language) for row in shown],
            shorter=in_each(language, lambda one: _shorter(len(shown), len(refused), one))
            if len(shown) < len(refused)
            else "",
        )

    @property
    def _sites(self) -> list[Site]:
        wanted = {row.site_id for row in self.rows}
        return [site for site in self.inputs.sites if site.id in wanted]

    @property
    def _candidates(self) -> list[Candidate]:
        """The links on offer to the sites asked for; equipment is no link."""
        options = {row.option for row in self.rows if row.offered}
        return [c for c in self.offers.candidates if c.id in options]

    @property
    def _technologies(self) -> list[str]:
        refused = {row.technology for row in self.rows if not row.offered}
        return sorted(refused | {c.technology for c in self._candidates})

    @property
    def _assets(self) -> list[Asset]:
        """The stretches and hops that several sites could share, of the technology asked for."""
        return [
            asset
            for asset in self.offers.assets
            if len(asset.coordinates) > 1
            and asset.kind != EXISTING_FIBRE
            and self.technology in (None, _technology_of(asset))
        ]

    def _tiles(self, refused: Sequence[Row]) -> list[tuple[int, str]]:
        offered = {c.site_id for c in self._candidates}
        return [
            (len(self._sites), "candidates.sites"),
            (len(offered), "candidates.with_offer"),
            (len(self._assets), "candidates.shared"),
            (len(refused), "candidates.refused"),
        ]

    def _counts(self, technology: str, language: Language) -> dict[str, Any]:
        """Return to how many sites a technology is offered, and why not to the others."""
        own = [row for row in self.rows if row.technology == technology]
        reasons = Counter(row.reason for row in own if not row.offered)
        return {
            "name": in_each(language, lambda one: term("technology", technology, one)),
            "offered": len({row.site_id for row in own if row.offered}),
            "refused": sum(reasons.values()),
            "reasons": in_each(language, lambda one: _reason_counts(reasons, one)),
        }

    # --- the drawing -------------------------------------------------------------------------

    def drawing(self, language: Language) -> Drawing:
        """Return the map: roads, existing cables, candidate links by technology, and the sites."""
        sites = [(site, at) for site in self._sites if (at := point(site)) is not None]
        network = self.inputs.network
        points = [at for _, at in sites] or [(p.longitude, p.latitude) for p in network.pops]
        if not points:
            return Drawing(svg="", legend=(), notes=())
        sheet = Sheet.around(points)
        lines = self._lines({site.id: at for site, at in sites})
        colours = colours_of(lines)
        offered = {c.site_id for c in self._candidates}
        parts = [
            f'<svg viewBox="0 0 {WIDTH:g} {sheet.height:.0f}" role="img"'
            f' aria-label="{escape(label("title.candidates_map", language))}"'
            ' xmlns="http://www.w3.org/2000/svg" font-family="inherit">',
            _path(_edges(network.roads), sheet, ROADS, 0.8),
            _path([span.coordinates for span in network.lit_spans], sheet, EXISTING, 1.2),
            *(_path(found, sheet, colours[name], 1.4) for name, found in sorted(lines.items())),
            *self._dots(sites, offered, sheet, language),
            scale_bar(sheet),
            "</svg>",
        ]
        missing = len(self._sites) - len(sites)
        notes = [filled("unlocated", count=missing)] if missing else []
        return Drawing(
            svg="\n".join(part for part in parts if part),
            legend=tuple(_legend(lines, colours, [s for s, _ in sites], offered)),
            notes=(LABELS["candidates.how"], *notes),
        )

    def _lines(self, at: Mapping[str, LonLat]) -> dict[str, list[Sequence[LonLat]]]:
        """Return the lines of candidate links by technology, each once."""
        found: dict[str, dict[Sequence[LonLat], None]] = defaultdict(dict)
        for asset in self._assets:
            found[_technology_of(asset)][asset.coordinates] = None
        for candidate in self._candidates:
            end = at.get(candidate.site_id)
            if candidate.from_point is not None and end is not None:
                found[candidate.technology][candidate.from_point, end] = None
        return {name: list(lines) for name, lines in found.items()}

    def _dots(
        self,
        sites: Iterable[tuple[Site, LonLat]],
        offered: set[str],
        sheet: Sheet,
        language: Language,
    ) -> Iterator[str]:
        """Yield the sites, each with what is offered and refused there to be read on hovering."""
        by_site: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_site[row.site_id].append(row)
        for site, place in sites:
            x, y = sheet.at(place)
            fill, line = (_OFFERED, "#fff") if site.id in offered else ("#fff", UNSERVED)
            told = escape(_told(site, by_site[site.id], language))
            yield (
                f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{fill}" stroke="{line}">'
                f"<title>{told}</title></circle>"
            )


def _technology_of(asset: Asset) -> str:
    return _FIBRE if asset.kind in _OF_FIBRE else asset.kind


def _edges(roads: Any) -> list[Sequence[LonLat]]:
    edges = sorted(roads.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1])))
    return [data["coordinates"] for _, _, data in edges if data.get("coordinates")]


def _path(lines: Iterable[Sequence[LonLat]], sheet: Sheet, colour: str, width: float) -> str:
    drawn = "".join(dict.fromkeys(sheet.path(line, 0.5) for line in lines))
    if not drawn:
        return ""
    return f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="{width:g}"/>'


def _told(site: Site, rows: Sequence[Row], language: Language) -> str:
    """Return a site with the technologies offered to it, and those refused with their reasons."""
    names = sorted({term("technology", r.technology, language) for r in rows if r.offered})
    told = [f"{site.name} ({site.id})", *names]
    for row in rows:
        if not row.offered:
            name = term("technology", row.technology, language)
            told.append(f"– {name}: {label(f'reason.{row.reason}', language)}")
    return "\n".join(told)


def _legend(
    lines: Mapping[str, Sequence[Any]],
    colours: Mapping[str, str],
    sites: Sequence[Site],
    offered: set[str],
) -> Iterator[LegendRow]:
    for name in sorted(lines, key=lambda name: (-len(lines[name]), name)):
        text = word("technology", name)
        yield LegendRow(colour=colours[name], text=text, shape="line", count=len(lines[name]))
    has = sum(site.id in offered for site in sites)
    rows = ((_OFFERED, "with_offer", "dot", has), (UNSERVED, "none", "ring", len(sites) - has))
    for colour, key, shape, count in rows:
        text = LABELS[f"candidates.{key}"]
        yield LegendRow(colour=colour, text=text, shape=shape, count=count)
    yield LegendRow(colour=EXISTING, text=LABELS["existing_network"], shape="line")


def _refused(row: Row, name: str, language: Language) -> dict[str, Any]:
    """Return a row of the table of what is not offered."""

    def detail(one: Language) -> str:
        return "" if row.detail is None else row.detail.text(one)

    return {
        "site": row.site_id,
        "name": name,
        "technology": in_each(language, lambda one: term("technology", row.technology, one)),
        "reason": in_each(language, lambda one: label(f"reason.{row.reason}", one)),
        "detail": in_each(language, detail),
    }


def _reason_counts(reasons: Mapping[str, int], language: Language) -> str:
    order = sorted(reasons, key=lambda name: (-reasons[name], name))
    return "; ".join(f"{label(f'reason.{name}', language)} {reasons[name]:,}" for name in order)


def _shorter(shown: int, count: int, language: Language) -> str:
    return sentence("candidates.shorter", language, shown=f"{shown:,}", count=f"{count:,}")
