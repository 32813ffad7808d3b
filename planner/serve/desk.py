"""What the page can ask and do: each question an answer, each deed a file or a command.

Everything is on disk: two servers of one project, or a server and a terminal, show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.language.label import Label
from planner.language.labels import LABELS, filled
from planner.reports.findings_report import in_both_languages
from planner.serve import directive_rows, position_rows
from planner.serve.changes import Change, Changes
from planner.serve.http_server import Answer, Query, Routes
from planner.serve.jobs import Jobs
from planner.serve.map_data import inventory_block, run_block
from planner.serve.page import page_html, script_text, style_text
from planner.serve.project_view import ProjectView
from planner.serve.refused import RefusedError
from planner.serve.setting_changes import floors_changed, setting_changed
from planner.serve.setting_fields import form

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

Sent = Mapping[str, Any]
Proposer = Callable[["Desk", "Inputs", Sent], Change]


@dataclass(kw_only=True)
class Desk:
    """The state of one server: the project as it is on disk, commands, changes that wait."""

    view: ProjectView
    jobs: Jobs
    changes: Changes
    language: str = "en"  # of comments that are written into kholboo.toml

    @classmethod
    def of(cls, folder: Path, language: str) -> Desk:
        """Return the desk of a project folder."""
        view = ProjectView(folder=folder)
        return cls(
            view=view, jobs=Jobs(folder=folder), changes=Changes(view=view), language=language
        )

    def routes(self) -> Routes:
        """Return what the server answers, by address."""
        return Routes(
            reads={
                "/": self._page,
                "/script.js": lambda *_: Answer(
                    body=script_text().encode(), content_type="text/javascript; charset=utf-8"
                ),
                "/style.css": lambda *_: Answer(
                    body=style_text().encode(), content_type="text/css; charset=utf-8"
                ),
                "/state": lambda query, _: Answer.of(self.state(query.get("scenario"))),
                "/form": lambda query, _: Answer.of(
                    form(self.view.inputs(self._known(query.get("scenario"))))
                ),
                "/findings": lambda *_: Answer.of(self.findings()),
                "/map": lambda query, _: Answer(
                    body=self.map_block(query).encode(), content_type="text/plain; charset=utf-8"
                ),
            },
            changes={
                "/plan": lambda sent: Answer.of(self.start_plan(sent)),
                "/check": lambda sent: Answer.of(self.start_check(sent)),
                "/stop": lambda _: Answer.of(self.stop()),
                "/propose": lambda sent: Answer.of(self.propose(sent)),
                "/write": lambda sent: Answer.of(self.write(sent)),
                "/undo": lambda _: Answer.of(self.undo()),
            },
        )

    # -- what the page shows ----------------------------------------------------------------------

    def _page(self, _query: Query, key: str) -> Answer:
        project = self.view.inputs().project
        html = page_html(key=key, name=project.name, folder=str(self.view.folder))
        return Answer(body=html.encode(), content_type="text/html; charset=utf-8")

    def state(self, scenario: str | None) -> dict[str, Any]:
        """Return what changes while the page is open: commands, runs, the last change."""
        inputs = self.view.inputs(self._known(scenario))
        jobs = {"plan": self.jobs.plan, "check": self.jobs.check}
        return {
            "scenario": inputs.scenario_name,
            "scenarios": [
                [name, str(found.get("title", ""))]
                for name, found in inputs.project.scenarios.items()
            ],
            "runs": self.view.runs(),
            "stamp": str(hash(self.view.stamp(inputs))),
            "last": self.changes.last(),
            "moved": position_rows.corrected_points(self.view.folder, inputs),
            "directives": [directive_rows.shown(d) for d in inputs.directives],
            **{name: None if job is None else job.state() for name, job in jobs.items()},
        }

    def findings(self) -> dict[str, Any]:
        """Return what the last check said, in both languages, with the id of each site."""
        job = self.jobs.check
        answer = None if job is None or job.running else job.answer()
        if answer is None:
            return {"findings": [], "counts": None}
        inputs = self.view.inputs()
        sites = {(site.file, site.row): site.id for site in inputs.sites}
        listed = answer.get("findings", [])
        found = [
            {**finding, **told, "site_id": sites.get((finding.get("file"), finding.get("row")))}
            for finding, told in zip(listed, in_both_languages(listed), strict=True)
        ]
        return {"findings": found, "counts": answer.get("data")}

    def map_block(self, query: Query) -> str:
        """Return the packed data of a run's page, of the inventory where no run is named."""
        if query.get("run"):
            return run_block(self.view.run_folder(query["run"]))
        return inventory_block(self.view.inputs(self._known(query.get("scenario"))))

    def _known(self, scenario: str | None) -> str | None:
        """Return a scenario of the project; raises RefusedError for another name."""
        if not scenario:
            return None
        project = self.view.inputs().project
        if not project.scenarios and project.findings:  # kholboo.toml cannot be read: say why
            told = project.findings[0].sentence()
            raise RefusedError(Label(told, told))
        if scenario not in project.scenarios:
            raise RefusedError(filled("serve.no_scenario", scenario=scenario[:80]))
        return scenario

    # -- what it does -----------------------------------------------------------------------------

    def start_plan(self, sent: Sent) -> dict[str, Any]:
        """Start a plan, quick or in full, beginning with a run where one is named."""
        scenario, begins = self._known(_text(sent, "scenario")), _text(sent, "from")
        words = ["--quick"] if sent.get("kind") == "quick" else []
        words += ["--scenario", scenario] if scenario else []
        words += ["--from", self.view.run_folder(begins).name] if begins else []
        return self.jobs.start_plan("quick" if "--quick" in words else "full", words).state()

    def start_check(self, sent: Sent) -> dict[str, Any]:
        """Look for every fault of the input, as `kholboo check` does; make ready for a plan."""
        scenario = self._known(_text(sent, "scenario"))
        self.jobs.prepare(scenario)
        return self.jobs.start_check(["--scenario", scenario] if scenario else []).state()

    def stop(self) -> dict[str, Any]:
        """Stop the plan that is being made; the best until now is kept."""
        if self.jobs.plan is None or not self.jobs.plan.running:
            raise RefusedError(LABELS["serve.nothing_runs"])
        self.jobs.plan.stop()
        return self.jobs.plan.state()

    def propose(self, sent: Sent) -> dict[str, Any]:
        """Work a change out and return what it would do; nothing is written."""
        proposer = PROPOSERS.get(_text(sent, "what"))
        if proposer is None:
            raise RefusedError(LABELS["serve.unknown_change"])
        scenario = self._known(_text(sent, "scenario"))
        inputs = self.view.inputs(scenario)
        return self.changes.propose(proposer(self, inputs, sent), scenario).shown()

    def write(self, sent: Sent) -> dict[str, Any]:
        """Write a change that was proposed."""
        number = sent.get("number")
        if type(number) is not int:  # true and false are numbers, too
            raise RefusedError(LABELS["serve.not_waiting"])
        entry = self.changes.write(number)
        return {"files": [change.path for change in entry.files]}

    def undo(self) -> dict[str, Any]:
        """Take the newest change back."""
        entry = self.changes.undo()
        return {"files": [change.path for change in entry.files], "command": "kholboo undo"}


def _text(sent: Sent, name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""


def _directive(desk: Desk, inputs: Inputs, sent: Sent) -> Change:
    return directive_rows.added(desk.view.folder, inputs, sent, desk.language)


def _withdrawn(desk: Desk, inputs: Inputs, sent: Sent) -> Change:
    return directive_rows.withdrawn(desk.view.folder, inputs, _text(sent, "directive"))


def _setting(desk: Desk, inputs: Inputs, sent: Sent) -> Change:
    _own_scenario(inputs)
    return setting_changed(desk.view.folder, inputs, sent, desk.language)


def _own_scenario(inputs: Inputs) -> None:
    """Raise RefusedError where there is no scenario that a setting could be written into."""
    if inputs.scenario_name not in inputs.project.scenarios:
        raise RefusedError(filled("serve.no_scenario", scenario=inputs.scenario_name or "–"))


def _floors(desk: Desk, inputs: Inputs, sent: Sent) -> Change:
    _own_scenario(inputs)
    return floors_changed(desk.view.folder, inputs, sent)


def _position(desk: Desk, inputs: Inputs, sent: Sent) -> Change:
    return position_rows.moved(desk.view.folder, inputs, sent, desk.language)


def _put_back(desk: Desk, _inputs: Inputs, sent: Sent) -> Change:
    return position_rows.put_back(desk.view.folder, _text(sent, "site"))


PROPOSERS: Mapping[str, Proposer] = {
    "directive": _directive,
    "withdraw": _withdrawn,
    "setting": _setting,
    "floor": _floors,
    "position": _position,
    "put_back": _put_back,
}
"""What the page may change, by the name it sends."""
