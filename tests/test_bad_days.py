"""What goes wrong around a planner: broken files, full disks, Ctrl-C, two plans at once."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from planner.commands.terminal.answer import ExitCode

KHOLBOO = [sys.executable, "-c", "import cli; cli.main()"]
CASES = examples(105)  # for each of the five ways of corruption
TABLES = (
    "data/sites.csv",
    "data/places.csv",
    "data/pops.csv",
    "data/towers.xlsx",
    "data/spans.geojson",
    "data/roads.csv",
    "data/catalogue.csv",
    "data/stock.csv",
    "data/exchange_rates.csv",
    "data/directives.csv",
)
DAMAGES = ("empty", "half", "zeros", "noise", "utf-16")
TEXTS = tuple(name for name in TABLES if not name.endswith(".xlsx"))


def kholboo(*arguments):
    """Run a command line in this process and hold it to the promise of every bad day."""
    result = CliRunner().invoke(cli.shell, [str(a) for a in arguments])
    told = f"{arguments}: {result.exit_code}\n{result.output[-2000:]}"
    assert result.exception is None or isinstance(result.exception, SystemExit), told
    assert "Traceback" not in result.output, told
    assert result.exit_code != ExitCode.BUG, told + _newest_log(result.stderr)
    return result


def _newest_log(text):
    for word in text.split():
        path = Path(word.rstrip("."))
        if path.suffix == ".log" and path.is_file():
            return path.read_text(encoding="utf-8")[-3000:]
    return ""


def hashes_of(folder):
    """Path and hash of every file of a project but its runs and its cache."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not {"runs", ".kholboo"} & set(p.relative_to(folder).parts)
    }


def check_survives(project):
    """Check the project: findings or not, but no traceback, and not one input byte changed."""
    before = hashes_of(project)
    result = kholboo("check", "-C", project)
    assert result.exit_code in (
        ExitCode.OK,
        ExitCode.FINDINGS,
        ExitCode.USAGE,
    )
    assert hashes_of(project) == before
    return result


def run_of(project):
    """The finished runs of a project, each of which must verify, and nothing half-written."""
    runs = project / "runs"
    if not runs.is_dir():
        return []
    left = [p.name for p in runs.iterdir() if p.name.startswith(".") and p.name != ".lock"]
    assert left == []
    finished = sorted(p for p in runs.iterdir() if p.is_dir())
    for run in finished:
        result = kholboo("audit", "verify", run, "-C", project)
        assert result.exit_code == ExitCode.OK, result.output
    return finished


def start(project, *arguments, **more):
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [*KHOLBOO, "-C", str(project), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **more,
    )


# broken files


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    "damage", ["empty", "half", "zeros", "noise", "utf-16", "missing", "folder"]
)
def test_a_broken_table_is_a_finding(small, name, damage):
    """Whatever is left of a table, check says what is wrong with that file and goes on."""
    path = small / name
    data = path.read_bytes()
    if damage in ("missing", "folder"):
        path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "missing":
        path.write_bytes(_damaged(data, damage))

    result = check_survives(small)

    assert path.name in result.output or damage in ("half", "utf-16")


def _damaged(data, damage):
    match damage:
        case "empty":
            return b""
        case "half":
            return data[: len(data) // 2]
        case "zeros":
            return bytes(5000)
        case "noise":
            return random.Random(7).randbytes(20_000)
        case "utf-16":
            return data.decode("utf-8", "replace").encode("utf-16")
        case _:
            raise ValueError(damage)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_project_file_is_a_matter_of_configuration(small, damage):
    """A damaged kholboo.toml ends with code 2 and names the file."""
    path = small / "kholboo.toml"
    path.write_bytes(_damaged(path.read_bytes(), damage))

    result = check_survives(small)

    assert result.exit_code == ExitCode.USAGE
    assert "kholboo.toml" in result.output


@pytest.mark.slow
def test_a_workbook_that_unpacks_to_gigabytes_is_refused(small):
    """A workbook of kilobytes that would unpack to two gigabytes is a finding, not a hang."""
    path = small / "data/towers.xlsx"
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = next(n for n in parts if n.startswith("xl/worksheets/sheet"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for name, content in parts.items():
            if name != sheet:
                bomb.writestr(name, content)
        with bomb.open(sheet, "w", force_zip64=True) as stream:
            block = b"<row>" + b" " * (2**20) + b"</row>"
            for _ in range(2048):
                stream.write(block)
    assert path.stat().st_size < 10 * 2**20

    result = check_survives(small)

    assert result.exit_code == ExitCode.FINDINGS
    assert "towers.xlsx" in result.output


@pytest.mark.slow
def test_a_table_of_a_hundred_megabytes_is_answered(small):
    """A table of 100 MB is refused or read, with a finding that names it."""
    path = small / "data/stock.csv"
    row = b"PC-5;" + "Агуулах".encode() * 20 + b";150\n"
    header = path.read_bytes().splitlines(keepends=True)[0]
    with path.open("wb") as stream:
        stream.write(header)
        for _ in range(100 * 2**20 // len(row) // 1000 + 1):
            stream.write(row * 1000)
    assert path.stat().st_size >= 100 * 2**20

    result = check_survives(small)

    assert result.exit_code == ExitCode.FINDINGS
    assert "stock.csv" in result.output


def test_geojson_nested_without_end_is_a_finding(small):
    """A layer nested deeper than any parser likes is a finding."""
    (small / "data/spans.geojson").write_text("[" * 200_000, encoding="utf-8")

    assert check_survives(small).exit_code == ExitCode.FINDINGS


def test_a_table_that_links_to_itself_is_a_finding(small):
    """A file that is a link to itself cannot be read, and check says so."""
    path = small / "data/stock.csv"
    path.unlink()
    path.symlink_to(path.name)

    assert "stock.csv" in check_survives(small).output


# random corruption: at least 500 cases in the long tests

random_cases = settings(
    max_examples=CASES,
    deadline=None,
    derandomize="KHOLBOO_RANDOM" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "", " ", "0", "-1", "nan", "inf", "1e400", "12,500", "1.234.567,8", "=1+1", "@cmd",
            "тийм", "үгүй", "None", "\ufeff", "\u202e", "😀", "2026-02-30", "9" * 400, "x" * 5000,
            "MN-035-01", "school", "101.2", "٣", "½", "1_000", "0x10", "\x00", '"', "'",
        ]
    ),
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
)  # fmt: skip


def survive(project, name, data):
    """Write corrupted bytes to a file, check, compute candidates if that may be, and restore."""
    path = project / name
    good = path.read_bytes()
    path.write_bytes(data)
    try:
        if check_survives(project).exit_code == ExitCode.OK:
            result = kholboo("candidates", "-q", "-C", project, "--technology", "fibre")
            assert result.exit_code in (
                ExitCode.OK,
                ExitCode.USAGE,
            ), result.output
    finally:
        path.write_bytes(good)


@pytest.mark.slow
@given(data=st.data())
@random_cases
def test_random_bytes_never_reach_the_terminal_as_a_traceback(small, data):
    """Any bytes of any input file may be cut, turned or doubled: findings, never a traceback."""
    name = data.draw(st.sampled_from((*TABLES, "kholboo.toml")))
    content = bytearray((small / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        length = data.draw(st.integers(0, 200))
        patch = data.draw(st.binary(max_size=8))
        content[at : at + length] = patch
    survive(small, name, bytes(content))


@pytest.mark.slow
@given(data=st.data())
@random_cases
def test_random_cells_never_reach_the_terminal_as_a_traceback(small, data):
    """Any cells of any text table may hold anything: findings, never a traceback."""
    name = data.draw(st.sampled_from([t for t in TEXTS if t.endswith(".csv")]))
    separator = ";" if "stock" in name else ","
    lines = (small / name).read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        cells = lines[at].split(separator)
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(CELLS)
        lines[at] = separator.join(cells)
    survive(small, name, "\n".join(lines).encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@given(data=st.data())
@random_cases
def test_random_rows_never_reach_the_terminal_as_a_traceback(small, data):
    """Rows may be dropped, doubled, shuffled or torn: findings, never a traceback."""
    name = data.draw(st.sampled_from([t for t in TEXTS if t.endswith(".csv")]))
    lines = (small / name).read_text(encoding="utf-8").splitlines()
    seed = data.draw(st.integers(0, 10**6))
    chance = random.Random(seed)
    match data.draw(st.sampled_from(["drop", "double", "shuffle", "tear", "headless", "columns"])):
        case "drop":
            lines = [line for line in lines if chance.random() < 0.6]
        case "double":
            lines = [line for line in lines for _ in range(chance.choice((1, 1, 2, 3)))]
        case "shuffle":
            chance.shuffle(lines)
        case "tear":
            lines = [line[: chance.randrange(len(line) + 1)] for line in lines]
        case "headless":
            lines = lines[1:]
        case "columns":
            order = list(range(len(lines[0].split(","))))
            chance.shuffle(order)
            kept = order[: chance.randrange(1, len(order) + 1)]
            lines = [",".join(_at(line.split(","), i) for i in kept) for line in lines]
    survive(small, name, "\n".join(lines).encode())


def _at(cells, index):
    return cells[index] if index < len(cells) else ""


@pytest.mark.slow
@given(data=st.data())
@random_cases
def test_random_settings_never_reach_the_terminal_as_a_traceback(small, data):
    """Any setting may have any value: a finding of kholboo.toml, never a traceback."""
    lines = (small / "kholboo.toml").read_text(encoding="utf-8").splitlines()
    with_values = [i for i, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    value = st.one_of(
        st.sampled_from(
            ["-1", "0", "1e308", "nan", "inf", "true", "[]", "{}", '""', "2026-01-01", "[[1]]"]
        ),
        st.integers(-(10**20), 10**20).map(str),
        st.floats().map(str),
        st.text(max_size=10).map(json.dumps),
    )
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(with_values))
        key = lines[at].partition("=")[0].rstrip()
        key = data.draw(st.sampled_from([key, key, key, f"{key}x", key[:-1] or "k"]))
        lines[at] = f"{key} = {data.draw(value)}"
    survive(small, "kholboo.toml", "\n".join(lines).encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@given(data=st.data())
@random_cases
def test_random_features_never_reach_the_terminal_as_a_traceback(small, data):
    """Geometry and properties of a layer may be anything: findings, never a traceback."""
    layer = json.loads((small / "data/spans.geojson").read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        feature = data.draw(st.sampled_from(layer["features"]))
        where = data.draw(st.sampled_from(["geometry", "properties", "point", "type", "feature"]))
        junk = data.draw(
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(max_size=4), inner, max_size=2)
                ),
                max_leaves=6,
            )
        )
        match where:
            case "geometry" | "properties":
                feature[where] = junk
            case "point" if isinstance(feature.get("geometry"), dict):
                feature["geometry"]["coordinates"] = junk
            case "type":
                feature["type"] = junk
            case _:
                layer["features"][0] = junk if isinstance(junk, dict) else {"type": "Feature"}
    survive(small, "data/spans.geojson", json.dumps(layer).encode())


# disks and permissions


def _limited_files():
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_a_file_that_cannot_grow_leaves_no_run(ready):
    """When files cannot grow as on a full disk, the plan ends with a message and no run."""
    before = hashes_of(ready)
    process = start(ready, "plan", preexec_fn=_limited_files)
    _, told = process.communicate(timeout=300)

    assert process.returncode in (
        ExitCode.NO_PLAN,
        ExitCode.USAGE,
    )
    assert "Traceback" not in told
    assert "Error:" in told
    assert run_of(ready) == []
    assert hashes_of(ready) == before


def _with_mounted(project, mount, *arguments):
    """Run a command where runs/ is a file system of its own; skip where that is forbidden."""
    runs = project / "runs"
    runs.mkdir(exist_ok=True)
    command = " ".join(f"'{word}'" for word in [*KHOLBOO, "-C", str(project), *arguments])
    script = (
        f"mount {mount} '{runs}' || exit 99; {command}; code=$?; ls -A '{runs}' >&2; exit $code"
    )
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("mounting a small or read-only disk is not allowed here")
    return done


@pytest.mark.skipif(not Path("/proc/self/ns/mnt").exists(), reason="needs Linux namespaces")
def test_a_full_disk_is_said_so(four_places):
    """A disk that fills up while the run is written ends with code 4, and nothing stays behind."""
    done = _with_mounted(four_places, "-t tmpfs -o size=64k tmpfs", "plan")

    assert done.returncode == ExitCode.NO_PLAN, done.stderr
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert ".tmp-" not in done.stderr.splitlines()[-1]


@pytest.mark.skipif(not Path("/proc/self/ns/mnt").exists(), reason="needs Linux namespaces")
def test_a_read_only_run_folder_is_said_so(four_places):
    """A run folder that cannot be written ends with code 2 and what to do."""
    done = _with_mounted(four_places, "-t tmpfs -o ro tmpfs", "plan")

    assert done.returncode == ExitCode.USAGE, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_in_place_of_the_run_folder_is_said_so(four_places):
    """Where runs/ is a file, the plan ends with code 2 and names it."""
    (four_places / "runs").write_text("mine", encoding="utf-8")

    result = kholboo("plan", "-C", four_places)

    assert result.exit_code == ExitCode.USAGE
    assert "runs" in result.stderr
    assert (four_places / "runs").read_text(encoding="utf-8") == "mine"


# interrupts and company


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("moment", ["read", "first", "third", "last stage"])
def test_ctrl_c_leaves_a_whole_run_or_none(request, moment):
    """Ctrl-C ends with 130, or 0 when it came too late; what is in runs/ verifies."""
    # a search worth stopping is that of the larger project; what comes before it any has
    project = request.getfixturevalue("ready" if moment == "third" else "four_places")
    before = hashes_of(project)
    process = start(project, "plan", "--log-json")
    assert process.stderr is not None
    if moment == "read":
        while not (project / "runs").exists() and process.poll() is None:
            pass
    else:
        wanted = {"first": 1, "third": 3, "last stage": 6}[moment]
        for _ in range(wanted):
            process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=300)

    assert process.returncode in (
        ExitCode.INTERRUPTED,
        ExitCode.OK,
    ), told
    assert "Traceback" not in told
    finished = run_of(project)
    assert hashes_of(project) == before
    if finished:
        assert finished[0].name in out
    else:
        assert process.returncode == ExitCode.INTERRUPTED


def test_two_plans_at_once_do_not_mix(four_places):
    """Of two plans started together each is whole, or told that another is being made."""
    pair = [start(four_places, "plan"), start(four_places, "plan", "--budget", "8e6")]
    told = [process.communicate(timeout=300) for process in pair]
    codes = [process.returncode for process in pair]

    assert ExitCode.OK in codes, told
    for code, (_, errors) in zip(codes, told, strict=True):
        assert code in (ExitCode.OK, ExitCode.USAGE), errors
        assert code == ExitCode.OK or "another plan" in errors
    assert len(run_of(four_places)) == codes.count(ExitCode.OK)


def test_a_reader_that_has_seen_enough_is_no_error(small):
    """`kholboo candidates | head` ends quietly."""
    process = start(small, "candidates")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.wait(timeout=300)

    assert told == ""
    assert process.returncode == ExitCode.OK


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "latin-1"])
def test_terminals_without_our_letters_still_get_an_answer(small, encoding):
    """A terminal or pipe that knows no ө ү ₮ gets the answer all the same."""
    process = start(small, "check", env={**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"})
    out, told = process.communicate(timeout=300)

    assert process.returncode == ExitCode.OK, told
    assert "0 errors" in out


@pytest.mark.skipif(os.name != "posix", reason="elsewhere file names are never read as ASCII")
@pytest.mark.parametrize("more", [{}, {"PYTHONIOENCODING": "ascii"}])
def test_a_python_forced_to_ascii_still_reads_a_cyrillic_folder(small, more):
    """Where Python is told to read file names as ASCII, the command starts again in UTF-8."""
    forced = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", **more}
    _layer_of_pops(small)
    process = start(small, "check", "--lang", "mn", env={**os.environ, **forced})
    out, told = process.communicate(timeout=300)

    assert process.returncode == ExitCode.OK, out + told
    assert "Дараагийн алхам" in out


def _layer_of_pops(project):
    """Write the points of presence as a GeoPackage, whose readers take names as UTF-8."""
    import geopandas
    import pandas as pd

    frame = pd.read_csv(project / "data/pops.csv", dtype=str)
    places = geopandas.points_from_xy(frame["longitude"].astype(float), frame["latitude"])
    layer = geopandas.GeoDataFrame(frame, geometry=places, crs="EPSG:4326")
    layer.to_file(project / "data/pops.gpkg", layer="pops")
    path = project / "kholboo.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("data/pops.csv", "data/pops.gpkg"), encoding="utf-8")
