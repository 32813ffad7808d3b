import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "geopandas",
    "jinja2",
    "networkx",
    "numba",
    "numpy",
    "openpyxl",
    "ortools",
    "pandas",
    "pydantic",
    "pyogrio",
    "python_calamine",
    "rich",
    "scipy",
    "shapely",
    "tomlkit",
    "xlsxwriter",
)
LIST_HEAVY = (
    "import sys; import cli\n"
    "try: cli.shell.main({arguments!r})\n"
    "except SystemExit: pass\n"
    "print(*sorted(set({heavy!r}) & sys.modules.keys()), file=sys.stderr)"
)


def _heavy_modules_of(*arguments):
    code = LIST_HEAVY.format(arguments=list(arguments), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stderr.splitlines()[-1].split()


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("plan", "--help"), ("export", "--help"), ("--version",), ("plna",)],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(arguments):
    """Help, version and typing errors load no heavy library, so that they come at once."""
    assert _heavy_modules_of(*arguments) == []


def test_listing_heavy_modules_sees_them():
    """The list of loaded modules is not empty for a command that needs them."""
    assert "pydantic" in _heavy_modules_of("schema", "scenario")


def test_import_rules_hold():
    """Rooms are entered one way: import-linter keeps every contract of pyproject.toml."""
    pytest.importorskip("importlinter")
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_console_script_imports_only_the_planner():
    """cli.py imports the standard library and the commands of the planner."""
    import ast

    tree = ast.parse((ROOT / "cli.py").read_text(encoding="utf-8"))
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add((node.module or "").partition(".")[0])
    others = {n for n in named if n not in sys.stdlib_module_names}

    assert others == {"planner"}
