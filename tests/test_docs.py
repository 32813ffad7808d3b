import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli
from planner.commands.terminal.answer import ExitCode
from planner.commands.terminal.shell import split_example
from planner.language.labels import LABELS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def _generator():
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / ".ci/generate_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _commands(group, path="kholboo"):
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


COMMANDS = dict(_commands(cli.shell))


@pytest.mark.parametrize("name", ["cli.md", "findings.md", "glossary.md", "inputs.md"])
def test_generated_pages_are_current(name):
    """Each generated page is exactly what the code says; `make docs` repairs it."""
    page = _generator().PAGES[name]

    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_help_and_an_example(path):
    """Each command says in one line what it does and shows a command line that works for it."""
    words, example = split_example(COMMANDS[path].help or "")

    assert words.splitlines()[0].endswith(".")
    assert example
    assert all(line.startswith(f"{path}") for line in example)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_example_is_a_command_line_that_parses(path):
    """Options and arguments of each example exist."""
    _, example = split_example(COMMANDS[path].help or "")
    for line in example:
        _parses(line)


def _parses(line):
    command, words = _exists(line)
    context = click.Context(command, info_name=command.name)
    command.make_parser(context).parse_args(list(words))


def _exists(line):
    """Return the command that a line names, with the words after it; its options exist."""
    words = line.split("#")[0].split()[1:]
    command = cli.shell
    while words and isinstance(command, click.Group) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    assert command is not cli.shell or words[0].startswith("-") or words[0] == "COMMAND", line
    options = {w.partition("=")[0] for w in words if w.startswith("-")}
    assert options <= {"--help", *_options(command)}, line
    return command, words


def _options(command):
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_has_help(path):
    """No option is left unexplained."""
    options = [p for p in COMMANDS[path].params if isinstance(p, click.Option)]

    assert [p.name for p in options if not p.help] == []


def test_the_list_of_commands_is_not_cut_off():
    """The first sentence of each command fits on one line of the overview."""
    context = cli.shell.make_context("kholboo", [], resilient_parsing=True, terminal_width=80)

    assert "..." not in cli.shell.get_help(context).split("Commands:")[1]


def test_every_exit_code_is_documented():
    """The table of docs/cli.md lists exactly the codes that the shell uses."""
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    listed = {int(n) for n in re.findall(r"(?m)^\| (\d+) \|", text)}

    assert listed == {int(code) for code in ExitCode}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_command_lines_in_documents_exist(page):
    """Every `kholboo ...` of a document, on a line or within one, is a command that exists."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|bat)\n(.*?)```", text, flags=re.S)
    within = re.findall(r"`(kholboo [a-z][^`\n]*)`", re.sub(r"(?s)```.*?```", "", text))
    for line in within:  # in a sentence an option may stand without its value
        _exists(line)
    for line in "\n".join(blocks).splitlines():
        words = line.replace("\\", "/").split()
        if words and words[0].rpartition("/")[2] == "kholboo":
            _parses(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_targets_in_documents_exist(page):
    """Every `make ...` of a document is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    named = re.findall(r"(?m)(?:^|`)make ([a-z][a-z-]*)", page.read_text(encoding="utf-8"))

    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(page):
    """Every relative link of a document leads to a file or folder of the repository."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_a_page_opens_with_what_can_be_done_in_five_minutes(page):
    """Near its top, so that nobody has to read a page to learn what it is good for."""
    opening = page.read_text(encoding="utf-8")[:700]
    other = {"decisions.md": "Search the page", "glossary.md": "One concept"}

    assert other.get(page.name, "n five minutes") in opening or "in ten minutes" in opening


def test_the_site_lists_every_page():
    """A page that no section lists would end `make site`."""
    listed = re.findall(r"^ +- ([a-z-]+)\.md$", (ROOT / "mkdocs.yml").read_text(), re.M)
    beside = {"index", "contributing", "changelog"}  # .ci/site_pages.py adds them
    assert sorted(set(listed) - beside) == sorted(
        page.stem for page in (ROOT / "docs").glob("*.md")
    )


def test_glossary_covers_the_codes_of_the_labels():
    """Every code that a sheet may print stands in the glossary with both its words."""
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    groups = _generator().GROUPS
    wanted = {k: v for k, v in LABELS.items() if k.startswith(tuple(f"{g}." for g in groups))}

    assert len(wanted) > 40
    assert [k for k, v in wanted.items() if v.mn not in text or v.en not in text] == []


def test_glossary_names_the_headings_of_the_plan():
    """The concepts on the sheets of a plan are explained in both languages."""
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").lower()
    wanted = ("fingerprint", "certified", "benefit", "payer", "bill of quantities", "directive")

    assert [word for word in wanted if word not in text] == []


def test_every_technology_has_its_words():
    """Every technology of the registry is named in both languages."""
    from planner.technologies import TECHNOLOGIES

    names = {technology.id for technology in TECHNOLOGIES}

    assert names
    assert {n for n in names if f"technology.{n}" not in LABELS} == set()


def test_readme_stays_short_and_in_order():
    """README keeps its sections in order and near two screens."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.+)$", text)

    assert headings == [
        "Install",
        "Sixty seconds",
        "What goes in",
        "What comes out",
        "How anyone can check a plan",
        "The map of the code",
        "What it does not model",
        "Contributing, licence, citation",
    ]
    assert len(text.splitlines()) < 160


@pytest.mark.parametrize(
    "claim", ["prices that fall with volume", "no trench is planned", "no fibre is planned"]
)
def test_no_document_denies_what_is_modelled(claim):
    """Price tiers are part of the optimum, and trenches need neither roads nor a PoP."""
    pages = [*PAGES, *(ROOT / "planner/templates").rglob("*.md")]
    pages += (ROOT / "planner/templates").rglob("*.toml")

    assert [p.name for p in pages if claim in p.read_text(encoding="utf-8")] == []


def test_offline_starters_are_whole():
    """The starters of the offline zip are valid on their systems and leave one gap to fill in."""
    folder = ROOT / ".ci/offline"
    bat = (folder / "install.bat").read_bytes()

    assert bat.count(b"\r\n") == bat.count(b"\n")
    for name in ("install.bat", "install.sh", "README.txt"):
        assert b"@PYTHON@" in (folder / name).read_bytes()
    subprocess.run([sys.executable, "-m", "py_compile", folder / "install.py"], check=True)


_OF_YEARS = ("tutorial.md", "years.md")


@pytest.fixture
def own_project(small_template, tmp_path):
    """The project of the tutorial's fifth section, made from the page itself."""
    text = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(?:csv|toml) (\S+)\n(.*?)```", text, flags=re.S))
    folder = tmp_path / "orkhon"
    (folder / "data").mkdir(parents=True)
    for name in ("places", "catalogue", "pops", "exchange_rates"):
        table = (small_template / f"data/{name}.csv").read_bytes()
        (folder / f"data/{name}.csv").write_bytes(table)
    mapping = blocks.pop("mapping")
    del blocks["five_years"]
    for name, content in blocks.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder, mapping


def test_the_programme_of_the_tutorial_is_that_of_its_page_and_has_no_fault(small):
    """The settings are told twice in the same words, and `check` accepts them and the new date."""
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in _OF_YEARS]
    told = [re.search(r"```toml[^\n]*\n(\[scenarios.five_years\].*?)```", p, re.S) for p in pages]
    assert told[0] and told[1]
    assert told[0][1] == told[1][1]
    later = re.search(r"`(earliest = \{.*?\})`", pages[0])
    config = small / "kholboo.toml"
    text = config.read_text(encoding="utf-8") + "\n" + told[0][1]
    for line in ("", later[1] + "\n"):
        config.write_text(text + line, encoding="utf-8")
        words = ["check", "--scenario", "five_years", "-C", str(small), "--lang", "en"]
        result = CliRunner().invoke(cli.shell, words)
        assert result.exit_code == ExitCode.OK, result.output
        assert "0 errors" in result.stdout


def test_tutorial_works_as_it_is_written(own_project):
    """The tutorial's own spreadsheet has two missing columns, then none, then a plan."""
    folder, mapping = own_project
    config = folder / "kholboo.toml"

    def run(*words):
        return CliRunner().invoke(cli.shell, [*words, "-C", str(folder)])

    first = run("check")
    line = 'number_format = "1 234,5"\n'
    config.write_text(
        config.read_text(encoding="utf-8").replace(line, line + mapping), encoding="utf-8"
    )
    second = run("check")

    assert first.exit_code == ExitCode.FINDINGS
    assert first.stdout.count("found no header for it") == 2
    assert second.exit_code == ExitCode.OK, second.output
    assert "0 errors, 0 warnings" in second.stdout
    assert run("plan").exit_code == ExitCode.OK
    assert "ОР-02" in run("explain", "ОР-02").stdout
