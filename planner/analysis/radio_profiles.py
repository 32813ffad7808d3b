"""The radio links that a site could have, over the ground: a table for people, and a drawing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.kept import NOTHING_KEPT, Kept
from planner.candidates.candidate import RadioLink
from planner.candidates.sightlines import Sightlines, is_usable, note_of, why_blocked
from planner.errors import SettingsError
from planner.language.label import Label, Language
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.language.said import said
from planner.project.kept_answers import laid_for
from planner.project.recorded_inputs import recorded_settings
from planner.rendering.profile_svg import Panel, drawn, title_of
from planner.runs.run_folder import load_run

if TYPE_CHECKING:
    from sites.terrain.sight import Sight


@dataclass(frozen=True, kw_only=True)
class RadioProfiles:
    """The links of one site, best first, each with what the ground says."""

    site_id: str
    lines_of_sight: Sightlines
    links: tuple[tuple[RadioLink, Sight], ...]

    def lines(self, language: Language = "en") -> list[str]:
        """Return one line for each link; "both" speaks English."""
        spoken = spoken_on_terminal(language)
        if not self.links:
            return [sentence("profile.none", spoken, site=self.site_id)]
        return [
            label("profile.head", spoken),
            *(f"  {self._told(link, sight).text(spoken)}" for link, sight in self.links),
        ]

    def _told(self, link: RadioLink, sight: Sight) -> Label:
        if not self._is_usable(link, sight):
            return why_blocked(link.start, sight, self.lines_of_sight.settings)
        note, km = note_of(sight), f"{sight.length_m / 1000:.1f}"
        return Label(f"{link.start}, {km} км: {note.mn}", f"{link.start}, {km} km: {note.en}")

    def _is_usable(self, link: RadioLink, sight: Sight) -> bool:
        return is_usable(sight, may_raise=link.may_raise)

    def svg(self, language: Language = "en") -> str:
        """Return the drawing; raises SettingsError where there is no link to draw."""
        from sites.terrain.profile import profile_line

        spoken = spoken_on_terminal(language)
        if not self.links:
            raise SettingsError(sentence("profile.none", spoken, site=self.site_id))
        panels = [
            Panel(
                title=title_of(link.start, self.site_id, sight.length_m / 1000, spoken),
                reason=self._told(link, sight).text(spoken),
                line=profile_line(self.lines_of_sight.ground, link.link),
                at_m=sight.at_m,
                is_usable=self._is_usable(link, sight),
            )
            for link, sight in self.links
        ]
        return drawn(panels, spoken)

    def to_json(self) -> list[dict[str, Any]]:
        """Return the links as plain data."""
        return [
            {"start": link.start, "backbone": link.link.is_backbone, **asdict(sight)}
            for link, sight in self.links
        ]


def radio_profiles(run_dir: Path, site_id: str, *, kept: Kept = NOTHING_KEPT) -> RadioProfiles:
    """Return the radio links of a site in a recorded run, judged over its recorded ground.

    Raises SettingsError when the run has no elevation model or no such site, RunError when the
    folder is no run.
    """
    from planner.offers.build import area_of
    from planner.offers.settings import technologies_of

    inputs = recorded_settings(load_run(run_dir), kept=kept)
    if inputs.ground is None:
        raise SettingsError(
            said("the run has no elevation model; name one under [tables.terrain] and plan again")
        )
    known = technologies_of(inputs.scenario)
    area = area_of(inputs, known, laid_for(inputs, kept))
    site, lines = area.sites.get(site_id), area.sightlines
    if site is None or lines is None:
        raise SettingsError(said("no site {site_id!r} in this run", site_id=site_id))
    links = [link for technology in known.technologies for link in technology.radio(site, area)]
    lines.ask(link.link for link in links)
    found = sorted(((link, lines.of(link.link)) for link in links), key=_best_first)
    return RadioProfiles(site_id=site_id, lines_of_sight=lines, links=tuple(found))


def _best_first(pair: tuple[RadioLink, Sight]) -> tuple[bool, float, str]:
    link, sight = pair
    return not is_usable(sight, may_raise=link.may_raise), sight.length_m, link.start
