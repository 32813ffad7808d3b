"""What this machine can and cannot do for Kholboo, found by trying it."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any

from planner.language.label import Language
from planner.language.said import Said, said

OLDEST_PYTHON = (3, 11)
LEAST_FREE_MB = 500  # a run of the embedded example takes about 20 MB; the rest is room to work
LEAST_MEMORY_MB = 2048
ROOMS = ("cli", "planner", "inventory", "sites", "optimizers")


def _without(name: str) -> Said:
    """Return what is missing without an optional package or program."""
    return {
        "pyarrow": said("GeoParquet files cannot be read; pip install kholboo[parquet]"),
        "cryptography": said(
            "runs cannot be signed, nor signatures checked; pip install kholboo[sign]"
        ),
        "rasterio": said(
            "rasters of heights or people cannot be read; pip install kholboo[terrain]"
        ),
        "soffice": said(
            "workbooks cannot be recalculated here; any spreadsheet program opens them"
        ),
    }[name]


class Health(StrEnum):
    """What a check found; only a failure stops work."""

    OK = "ok"
    NOTE = "note"
    FAIL = "fail"


def _health(found: Health) -> Said:
    return {Health.OK: said("ok"), Health.NOTE: said("note"), Health.FAIL: said("fail")}[found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was tried."""

    name: str
    health: Health
    found: str
    todo: str = ""

    def line(self, language: Language = "en") -> str:
        """Return the check as one line of text; "both" is English."""

        def told(text: str) -> str:
            return text.text(language) if isinstance(text, Said) else text

        text = f"{_health(self.health).text(language):4}  {told(self.name)}: {told(self.found)}"
        return f"{text}. {told(self.todo)}" if self.todo else text

    def to_json(self) -> dict[str, str]:
        """Return the check as plain data."""
        return {
            "name": self.name,
            "health": self.health.value,
            "found": self.found,
            "todo": self.todo,
        }


def examine(folder: Path) -> list[Check]:
    """Try everything a plan needs and return what was found, in a fixed order."""
    return [
        _python(),
        *_packages(),
        *_one_owner_per_room(),
        _attempt(said("solver"), _solve_something, "pip install --force-reinstall ortools numba"),
        _attempt(said("geometry files"), _write_a_layer, "pip install --force-reinstall pyogrio"),
        _attempt(said("spreadsheets"), _write_a_sheet, "pip install --force-reinstall xlsxwriter"),
        _processor(),
        _memory(),
        _encoding(),
        _writable(folder),
        _free_space(folder),
        _optional("pyarrow", importlib.util.find_spec("pyarrow") is not None),
        _optional("cryptography", importlib.util.find_spec("cryptography") is not None),
        _optional("rasterio", importlib.util.find_spec("rasterio") is not None),
        _optional("soffice", shutil.which("soffice") is not None),
    ]


def _python() -> Check:
    found = said(
        "{version} on {system} {machine}",
        version=platform.python_version(),
        system=platform.system(),
        machine=platform.machine(),
    )
    good = sys.version_info >= OLDEST_PYTHON
    return Check(
        name="Python",
        health=Health.OK if good else Health.FAIL,
        found=found,
        todo="" if good else said("Install Python 3.11 or newer from python.org"),
    )


def _packages() -> Iterator[Check]:
    """Compare installed packages with what the distribution asks for."""
    from packaging.requirements import Requirement  # geopandas brings it

    wanted = [Requirement(text) for text in metadata.requires("kholboo") or ()]
    for need in wanted:
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        yield _package(need.name, need.specifier)
    yield Check(name="kholboo", health=Health.OK, found=metadata.version("kholboo"))


def _package(name: str, allowed: Any) -> Check:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(
            name=name, health=Health.FAIL, found=said("not installed"), todo=f"pip install {name}"
        )
    good = found in allowed
    return Check(
        name=name,
        health=Health.OK if good else Health.FAIL,
        found=found,
        todo="" if good else f"pip install '{name}{allowed}'",
    )


def _one_owner_per_room() -> Iterator[Check]:
    """Say so when another distribution installs a package or module of our name."""
    owners = metadata.packages_distributions()
    for room in ROOMS:
        others = sorted({o for o in owners.get(room, ()) if o.lower() != "kholboo"})
        if others:
            yield Check(
                name=said("name {room}", room=room),
                health=Health.FAIL,
                found=said("also installed by {others}", others=", ".join(others)),
                todo=said("Install Kholboo in a virtual environment of its own"),
            )


def _attempt(name: str, trial: Callable[[], str], todo: str) -> Check:
    try:
        return Check(name=name, health=Health.OK, found=trial())
    except Exception as error:  # whatever is broken on this machine is what we report
        return Check(
            name=name, health=Health.FAIL, found=f"{type(error).__name__}: {error}", todo=todo
        )


def _solve_something() -> str:
    """Choose the better of two arcs under a limit, with a proof."""
    from optimizers.problem import Limit, Problem
    from optimizers.solve import solve

    problem = Problem(
        node_ids=("root", "a", "b"),
        prize=(0, 5, 3),
        arc_ids=("to a", "to b"),
        tail=(0, 0),
        head=(1, 2),
        loss=(0, 0),
        quantities={"capex": (10, 10)},
        limits=(
            Limit(
                id="capex", title="budget", unit="MNT", arcs=(0, 1), coefficients=(10, 10), upper=10
            ),
        ),
    )
    result = solve(problem)
    if result.objective != 5:
        raise ValueError(f"two arcs and one limit gave {result.objective}, expected 5")
    return said("ortools {version} answers rightly", version=metadata.version("ortools"))


def _write_a_layer() -> str:
    import geopandas as gpd
    from shapely import Point

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "зам зай.gpkg"
        frame = gpd.GeoDataFrame({"name": ["Өлгий"]}, geometry=[Point(90, 49)], crs="EPSG:4326")
        frame.to_file(path, layer="sites", driver="GPKG")
        if list(gpd.read_file(path)["name"]) != ["Өлгий"]:
            raise ValueError("a GeoPackage came back changed")
    return said("a GeoPackage is written and read, Cyrillic path included")


def _write_a_sheet() -> str:
    import python_calamine
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "зам зай.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Нүүр").write(0, 0, "Өлгий")
        rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        if rows.to_python() != [["Өлгий"]]:
            raise ValueError("a workbook came back changed")
    return said("a workbook is written and read, Cyrillic path included")


def _processor() -> Check:
    return Check(
        name=said("processor"),
        health=Health.OK,
        found=said("{count} cores", count=os.cpu_count() or 1),
    )


def _memory() -> Check:
    try:
        megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return Check(
            name=said("memory"), health=Health.NOTE, found=said("cannot be asked on this system")
        )
    low = megabytes < LEAST_MEMORY_MB
    return Check(
        name=said("memory"),
        health=Health.NOTE if low else Health.OK,
        found=f"{megabytes} MB",
        todo=said("A whole country may not fit; plan with --region") if low else "",
    )


def _encoding() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    try:
        "ө ү ₮".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Check(
            name=said("terminal"),
            health=Health.NOTE,
            found=said("{encoding} cannot show ө ү ₮", encoding=encoding),
            todo=said("Set PYTHONUTF8=1; files are always UTF-8"),
        )
    return Check(
        name=said("terminal"),
        health=Health.OK,
        found=said("{encoding} shows ө ү ₮", encoding=encoding),
    )


def _writable(folder: Path) -> Check:
    try:
        with tempfile.NamedTemporaryFile(prefix=".kholboo-", dir=folder):
            pass
    except OSError as error:
        return Check(
            name=said("project folder"),
            health=Health.FAIL,
            found=said("cannot be written ({reason})", reason=error.strerror),
            todo=said("Copy the project to a folder of your own, or name one with -C"),
        )
    return Check(name=said("project folder"), health=Health.OK, found=said("can be written"))


def _free_space(folder: Path) -> Check:
    try:
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        return Check(name=said("disk"), health=Health.FAIL, found=error.strerror or str(error))
    low = free < LEAST_FREE_MB
    return Check(
        name=said("disk"),
        health=Health.NOTE if low else Health.OK,
        found=said("{free} MB free", free=free),
        todo=said("Free some space before planning a country") if low else "",
    )


def _optional(name: str, present: bool) -> Check:
    if present:
        return Check(name=name, health=Health.OK, found=said("present"))
    return Check(name=name, health=Health.NOTE, found=said("not present"), todo=_without(name))
