import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from planner.runs.manifest import versions

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("cli", "planner", "inventory", "sites", "optimizers")
SPDX = "Apache-2.0"


@pytest.fixture(scope="module")
def project():
    """The content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_a_room(room):
    """No other installed distribution brings a package or module of our name."""
    owners = metadata.packages_distributions().get(room, [])

    assert set(owners) <= {"kholboo"}


def test_top_level_is_as_fixed(project):
    """The wheel is told to ship the four rooms and the shell, and nothing else."""
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]

    assert set(ROOMS) == {name.removesuffix(".py") for name in shipped}


@pytest.mark.parametrize("room", [r for r in ROOMS if r != "cli"])
def test_rooms_are_typed(room):
    """Each package tells type checkers that it is typed."""
    assert (ROOT / room / "py.typed").exists()


def test_no_folder_under_tests_is_a_package():
    """No folder under tests/ can shadow the package of its name."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_fingerprints_rest_on_what_every_installation_has(project):
    """A library that only an extra brings does not change the fingerprint of a plan."""
    required = {_name(text) for text in project["project"]["dependencies"]}

    assert versions().keys() <= required | {"kholboo", "python"}


def test_every_dependency_is_pinned(project):
    """constraints.txt pins every direct dependency, extras included."""
    data = project["project"]
    extras = data["optional-dependencies"].values()
    wanted = [*data["dependencies"], *(text for extra in extras for text in extra)]
    wanted += project["build-system"]["requires"]
    names = {_name(text) for text in wanted}

    assert names <= _pins().keys()


def _name(requirement):
    cut = min((requirement.find(c) for c in "<>=!~[; " if c in requirement), default=None)
    return requirement[:cut].strip().lower().replace("_", "-")


def test_pins_are_within_what_is_asked(project):
    """Every pinned version is one that pyproject.toml allows."""
    from packaging.requirements import Requirement

    data = project["project"]
    asked = [Requirement(t) for t in [*data["dependencies"], *data["optional-dependencies"]["dev"]]]
    pins = _pins()
    outside = [r for r in asked if pins[r.name.lower()] not in r.specifier]

    assert outside == []


def test_pins_name_no_host():
    """constraints.txt holds versions only: no index, address or path."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert not any(sign in text for sign in ("://", "--", "@", "file:"))


def test_python_floor_is_kept(project):
    """The oldest supported Python is 3.11, for the linters as for pip, and this one is enough."""
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert sys.version_info >= (3, 11)


def test_licence_is_whole(project):
    """The licence is Apache-2.0, named in the metadata and present in full."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert project["project"]["license"] == SPDX
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_command_is_the_shell():
    """The command kholboo starts cli.main."""
    found = metadata.entry_points(group="console_scripts", name="kholboo")

    assert [entry.value for entry in found] == ["cli:main"]


def test_version_is_in_the_changelog_or_unreleased(project):
    """The version of the package has a changelog section, or everything is still unreleased."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert "## [Unreleased]" in text or f"## [{project['project']['version']}]" in text


def test_no_machine_paths_are_committed():
    """No tracked text file holds a path of somebody's machine."""
    import re
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git clone: nothing is tracked here")
    pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/")
    named = [
        name
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file() and pattern.search(_text(ROOT / name))
    ]

    assert named == []


def _text(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
