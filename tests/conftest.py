"""A few soums cut out of the embedded example: every table is real in form, and small."""

import csv
import json
import os
import re
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
from examples import examples
from four_places import write_project
from hypothesis import settings
from made_once import made_once
from slow_tests import pytest_collection_modifyitems, pytest_runtest_call

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_call"]

# laws that name no number of their own; the profile before says the rest (the same draws in CI)
settings.register_profile("kholboo", settings(), max_examples=examples(100))
settings.load_profile("kholboo")

# a shell starts what it puts in the background deaf to Ctrl-C, and so would be what tests start
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

AIMAGS = {"Говьсүмбэр", "Орхон"}  # 38 sites in five soums
DISTANT = "MN-071-03-"  # one far soum, which a directive of the example names


@pytest.fixture(scope="session", autouse=True)
def own_secret(tmp_path_factory):
    """Keep the secret of the cache out of the folder of whoever runs the tests."""
    from inventory.kept import _secret

    state = made_once(tmp_path_factory, "state", lambda place: _secret(_key(place)))
    before = {name: os.environ.get(name) for name in ("XDG_STATE_HOME", "LOCALAPPDATA")}
    os.environ.update(dict.fromkeys(before, str(state)))
    yield
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(autouse=True)
def words_of_mongolia():
    """Begin each test with the words of Mongolia; reading a project chooses others."""
    from inventory.place_words import MONGOLIA, use

    use(MONGOLIA)
    yield
    use(MONGOLIA)


@pytest.fixture(autouse=True)
def help_as_written():
    """Begin each test with help in English; a command with `--lang mn` leaves it in Mongolian."""
    from planner.commands.terminal.help_texts import speak

    speak("en")
    yield
    speak("en")


def _key(state):
    return state / "kholboo" / "cache.key"


@pytest.fixture(scope="session")
def small_template(tmp_path_factory):
    """The small project, made once; tests work on copies of it."""
    from planner.project.init import init_project

    folder = tmp_path_factory.mktemp("template") / "small"
    init_project(folder, "mongolia")
    sites = _filter(folder / "data/sites.csv", _is_kept)
    soums = {site["site_id"].rpartition("-")[0] for site in sites}
    aimags = {soum.rpartition("-")[0] for soum in soums}
    _filter(folder / "data/places.csv", lambda r: _aimag(r["code"]) in aimags)
    _filter(folder / "data/roads.csv", lambda r: _soum(r["from_node"]) in soums)
    _filter(folder / "data/pops.csv", lambda r: r["pop_id"].removeprefix("P-") in soums)
    _filter(folder / "data/directives.csv", lambda r: r["directive_id"] in {"D1", "D5"})
    _filter(folder / "data/transport.csv", lambda r: r["aimag"] in {"", "Баян-Өлгий", *AIMAGS})
    _keep_aimags_of_funds(folder / "data/funds.csv")
    _keep_spans(folder / "data/spans.geojson", sites)
    _scale_budgets(folder / "kholboo.toml")
    return folder


@pytest.fixture
def small(small_template, tmp_path):
    """A copy of the small project, free to be broken."""
    return Path(shutil.copytree(small_template, tmp_path / "төсөл small"))


@dataclass(frozen=True)
class Told:
    """What a command said: its answer on stdout, its progress on stderr."""

    answer: str
    progress: str


@pytest.fixture(scope="session")
def planned_once(small_template, tmp_path_factory):
    """A folder with the small project, planned by a command line, and what that said."""
    from click.testing import CliRunner

    import cli

    def make(place):
        shutil.copytree(small_template, place / "small")
        words = ["plan", "--json", "--log-json", "-C", str(place / "small")]
        result = CliRunner().invoke(cli.shell, words)
        assert result.exit_code == 0, result.output
        (place / "answer").write_text(result.stdout, encoding="utf-8")
        (place / "progress").write_text(result.stderr, encoding="utf-8")

    return made_once(tmp_path_factory, "planned", make)


@pytest.fixture(scope="session")
def planned_template(planned_once):
    """The small project with one finished run."""
    return planned_once / "small"


@pytest.fixture(scope="session")
def told(planned_once):
    """What the command line said that planned the small project, as JSON."""
    said = (planned_once / name for name in ("answer", "progress"))
    return Told(*(path.read_text(encoding="utf-8") for path in said))


@pytest.fixture
def ready(small, planned_template):
    """A copy of the small project that knows its fair level, so that its plan takes less."""
    cache = small / ".kholboo" / "cache"
    cache.mkdir(parents=True)
    for entry in (planned_template / ".kholboo" / "cache").glob("fair-*.json"):
        shutil.copy2(entry, cache)
    return small


@pytest.fixture
def four_places(tmp_path):
    """The project of four places, which is planned in a second."""
    return write_project(tmp_path / "дөрвөн газар")


@pytest.fixture
def planned(planned_template, tmp_path):
    """A copy of the small project with one finished run, free to be changed."""
    return Path(shutil.copytree(planned_template, tmp_path / "төсөл planned"))


def _is_kept(site):
    return site["aimag"] in AIMAGS or site["site_id"].startswith(DISTANT)


def _soum(node):
    return "-".join(node.split("-")[:3])


def _aimag(code):
    return "-".join(code.split("-")[:2])


def _filter(path, keep):
    """Keep the rows of a CSV file that are wanted, and return them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [row for row in reader if keep(row)]
        names = reader.fieldnames
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)
    assert rows, f"nothing is left of {path.name}"
    return rows


def _keep_aimags_of_funds(path):
    """Let the gift of the example go to the one of its three aimags that is left."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Ховд;Баян-Өлгий;Увс", "Баян-Өлгий"), encoding="utf-8")


def _keep_spans(path, sites):
    """Keep the spans that touch the box around the sites."""
    points = [(float(s["longitude"]), float(s["latitude"])) for s in sites if s["longitude"]]
    (west, east), (south, north) = ((min(v), max(v)) for v in zip(*points, strict=True))
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"] = [
        feature
        for feature in layer["features"]
        if any(
            west <= x <= east and south <= y <= north for x, y in feature["geometry"]["coordinates"]
        )
    ][:20]
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")


def _scale_budgets(path):
    """Set budgets that bind in so small a country."""
    text = path.read_text(encoding="utf-8")
    for name, amount in (("capex", 400_000_000), ("opex_per_year", 90_000_000)):
        text, found = re.subn(rf"(?m)^{name} = [0-9_]+", f"{name} = {amount}", text, count=1)
        assert found, f"{name} is not in {path.name}"
    path.write_text(text, encoding="utf-8")
