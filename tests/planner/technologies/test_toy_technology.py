"""docs/adding-a-technology.md, performed: one new file and one line of the register."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

import cli
from planner import technologies
from planner.commands.terminal.answer import ExitCode

PAGE = Path(__file__).parents[3] / "docs" / "adding-a-technology.md"


def worked_example() -> str:
    """Return the file that the page shows."""
    found = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return next(text for text in found if "class Balloon" in text)


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Load the file of the page from a folder of its own and add the line to the register."""
    file = tmp_path / "elsewhere" / "balloon.py"
    file.parent.mkdir()
    file.write_text(worked_example(), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("balloon", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    known = (*technologies.TECHNOLOGIES, module.Balloon)
    monkeypatch.setattr(technologies, "TECHNOLOGIES", known)
    yield


def kholboo(project: Path, *words: str) -> Result:
    """Run a command on a project and expect it to succeed."""
    result = CliRunner().invoke(cli.shell, [*words, "-C", str(project)])
    assert result.exit_code == ExitCode.OK, result.output
    return result


def answer_of(result: Result) -> object:
    """Return the data of a command run with --json."""
    return json.loads(result.stdout)["data"]


def only_balloons(config: Path) -> None:
    """Switch off every technology that reaches a site over a link of its own."""
    others = ("upgrade", "neighbour", "fibre", "microwave", "cellular", "leo", "geo")
    off = "".join(f"{name} = {{ enabled = false }}\n" for name in others)
    head = '[scenarios.base.technologies]\nfibre = { upkeep_payer = "ministry" }\n'
    text = config.read_text(encoding="utf-8")
    assert head in text
    config.write_text(text.replace(head, head.splitlines(keepends=True)[0] + off), encoding="utf-8")


# what the balloon sells: its mast, a contract and what a site needs for it
GOODS = """\
B-10,contract,Агаарын бөмбөлөг 10,Balloon 10,services,per_month,C62,1,60000,MNT,yes,2026-06-30,\
offer,cellular,10,10,,low,,
BT-1,terminal,Хүлээн авагч,Receiver,goods,one_time,C62,1,90000,MNT,yes,2026-06-30,offer,cellular,\
,,,,5,10
BM-1,mast,Уяа,Mooring,works,one_time,C62,1,2500000,MNT,yes,2026-06-30,offer,microwave,,,,,15,
"""


@pytest.mark.usefixtures("registered")
def test_one_file_and_one_line_add_a_technology(four_places: Path) -> None:
    """The technology of the page is offered, planned, explained, priced and written to sheets."""
    with (four_places / "catalogue.csv").open("a", encoding="utf-8") as catalogue:
        catalogue.write(GOODS)
    offered = answer_of(kholboo(four_places, "candidates", "--technology", "balloon", "--json"))
    assert isinstance(offered, list)
    assert any(row["offered"] for row in offered), offered[0]["detail"]

    only_balloons(four_places / "kholboo.toml")
    asked = four_places / "directives.csv"  # one of them asks for fibre
    asked.write_text(asked.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    planned = answer_of(kholboo(four_places, "plan", "--effort", "0", "--json"))
    assert isinstance(planned, dict)
    run = next((four_places / "runs").glob("*/plan.json")).parent
    plan = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    served = [d["site_id"] for d in plan["deployments"] if d["technology"] == "balloon"]
    moorings = [link for link in plan["links"] if link["kind"] == "mooring"]
    assert served
    assert len(moorings) == 1, "sites share the mooring, and pay for it once"

    told = kholboo(four_places, "explain", served[0], "--lang", "en").stdout
    assert "balloon" in told

    book = load_workbook(run / "plan.xlsx", read_only=True)
    cells = {str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row}
    assert any("balloon" in cell for cell in cells)
    kholboo(four_places, "audit", "verify")
