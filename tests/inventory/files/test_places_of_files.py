"""A recorded project is read from its copies alone, however its paths are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.files.places_of_files import RecordedCopies, UnrecordedFileError
from inventory.project import load_project

HEAD = '[project]\nname = "T"\ncountry = "MN"\ncurrency = "MNT"\n'


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("data/sites.csv", "data/sites.csv"),
        ("./data/sites.csv", "data/sites.csv"),
        ("../shared/sites.csv", "../shared/sites.csv"),
        ("./../shared/sites.csv", "../shared/sites.csv"),
        ("data/../data/sites.csv", "data/../data/sites.csv"),
        ("/srv/plans/mongolia/data/sites.csv", "data/sites.csv"),
        ("/srv/shared/sites.csv", "/srv/shared/sites.csv"),
        ("C:\\plans\\mongolia\\data\\sites.csv", "data/sites.csv"),
        ("C:\\shared\\sites.csv", "C:/shared/sites.csv"),
        ("..\\shared\\sites.csv", "../shared/sites.csv"),
        ("\\\\server\\share\\sites.csv", "//server/share/sites.csv"),
    ],
)
def test_every_way_to_write_a_path_leads_to_the_copy(
    tmp_path: Path, written: str, label: str
) -> None:
    """Relative, absolute and Windows paths are matched with the name the run recorded."""
    copy = tmp_path / "inputs" / "outside" / "1" / "sites.csv"
    escaped = written.replace("\\", "\\\\")
    (tmp_path / "kholboo.toml").write_text(
        f'{HEAD}[tables.sites]\npath = "{escaped}"\n', encoding="utf-8"
    )

    (file,) = load_project(tmp_path, {label: copy}).tables["sites"].files

    assert (file.path, file.label) == (copy, label)


def test_one_folder_explains_all_absolute_paths(tmp_path: Path) -> None:
    """Of two folders that a path may have lain in, the one that fits every path is taken."""
    copies = {name: tmp_path / str(n) for n, name in enumerate(("a/b.csv", "b.csv"))}

    found = RecordedCopies.of(["/x/a/a/b.csv", "/x/a/b.csv"], copies)

    assert found.labels == {"/x/a/a/b.csv": "a/b.csv", "/x/a/b.csv": "b.csv"}


def test_a_file_that_was_not_recorded_is_never_read(tmp_path: Path) -> None:
    """The file exists today where the project file says, and is refused all the same."""
    (tmp_path / "today.csv").write_text("site_id\n", encoding="utf-8")
    copies = {"data/sites.csv": tmp_path / "copy.csv"}

    with pytest.raises(UnrecordedFileError, match=r"'today\.csv', which was not recorded"):
        RecordedCopies.of(["data/sites.csv", "today.csv"], copies)
