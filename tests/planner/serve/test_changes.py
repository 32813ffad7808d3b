"""Changes by hand: shown before they are written, whole, taken back, and never over another's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from four_places import write_project
from local_page import LocalPage, local_page

from planner.language.labels import LABELS
from planner.project.load import load_inputs
from planner.runs.lock import held_lock
from planner.scenario.directives import DirectiveKind

OWN = "data/by-hand/directives.csv"
PAPERS = {
    "reason": "Шинэ байр, 9 сард",
    "authority": "Боловсролын яам",
    "document": "A/12",
    "date": "2026-11-30",
    "decided_by": "Б. Бат",
    "decided_role": "Дарга",
}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[LocalPage]:
    """Give a server of a project that has comments in its file."""
    folder = write_project(tmp_path)
    config = folder / "kholboo.toml"
    text = config.read_text(encoding="utf-8").replace(
        "[tables.directives]", "# бидний тайлбар\n[tables.directives]   # decisions"
    )
    config.write_text(text, encoding="utf-8")
    with local_page(folder) as found:
        yield found


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a project but those of Kholboo itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kholboo" not in path.parts
    }


def directive(page: LocalPage, **other: Any) -> Any:
    """Propose to force S-2 and return the reply."""
    wanted = {"what": "directive", "site": "S-2", "kind": "must_serve", **PAPERS, **other}
    return page.send("/propose", wanted)


def written(page: LocalPage, reply: Any) -> Any:
    """Write what was proposed."""
    assert reply.status == 200, reply.json
    return page.send("/write", {"number": reply.json["number"]})


def test_nothing_is_written_before_a_yes(page: LocalPage) -> None:
    """A proposal shows the row and the entry as a difference; the files are as they were."""
    before = files_of(page.desk.view.folder)

    shown = directive(page).json

    assert files_of(page.desk.view.folder) == before
    assert [file["path"] for file in shown["files"]] == [OWN, "kholboo.toml"]
    row = '+H1,must_serve,S-2,,"Шинэ байр, 9 сард",Боловсролын яам,A/12,2026-11-30,Б. Бат,Дарга'
    assert row in shown["files"][0]["lines"]
    assert f'+path = "{OWN}"' in shown["files"][1]["lines"]
    assert shown["errors"] == []


def test_a_forced_site_is_a_directive_with_its_papers(page: LocalPage) -> None:
    """After a yes the project is read with the directive; comments and other files stay."""
    folder = page.desk.view.folder
    before = files_of(folder)

    reply = written(page, directive(page))

    assert reply.json["files"] == [OWN, "kholboo.toml"]
    inputs = load_inputs(folder)
    made = next(d for d in inputs.directives if d.id == "H1")
    assert (made.kind, made.target, made.document) == (DirectiveKind.MUST_SERVE, "S-2", "A/12")
    assert (made.reason, made.decided_by) == (PAPERS["reason"], PAPERS["decided_by"])
    assert inputs.ok
    text = (folder / "kholboo.toml").read_text(encoding="utf-8")
    assert "# бидний тайлбар" in text and "# decisions" in text
    changed = {name for name, content in files_of(folder).items() if before.get(name) != content}
    assert changed == {OWN, "kholboo.toml"}
    state = page.ask("/state").json
    assert state["last"]["command"] == "kholboo serve"
    assert {"id": "H1", "by_hand": True}.items() <= state["directives"][-1].items()


def test_undo_restores_every_byte(page: LocalPage) -> None:
    """Two changes are taken back one after the other, to the first byte; then none is left."""
    folder = page.desk.view.folder
    before = files_of(folder)
    written(page, directive(page))
    first = files_of(folder)
    written(page, directive(page, site="S-3", kind="must_not"))
    rows = (folder / OWN).read_text(encoding="utf-8").splitlines()

    assert [row.split(",")[:3] for row in rows[1:]] == [
        ["H1", "must_serve", "S-2"],
        ["H2", "must_not", "S-3"],
    ]
    assert page.send("/undo").json["command"] == "kholboo undo"
    assert files_of(folder) == first
    page.send("/undo")
    assert files_of(folder) == before
    assert page.send("/undo").status == 409


def test_a_directive_by_hand_is_withdrawn(page: LocalPage) -> None:
    """Its row goes; one of the project's own file stays for its people to change."""
    folder = page.desk.view.folder
    written(page, directive(page))
    own = next(d for d in page.ask("/state").json["directives"] if not d["by_hand"])

    refused = page.send("/propose", {"what": "withdraw", "directive": own["id"]})
    reply = written(page, page.send("/propose", {"what": "withdraw", "directive": "H1"}))

    assert refused.status == 409 and own["id"] in refused.json["error"][1]
    assert reply.status == 200
    assert len((folder / OWN).read_text(encoding="utf-8").splitlines()) == 1
    assert all(d.id != "H1" for d in load_inputs(folder).directives)


def test_a_change_that_brings_errors_is_not_written(page: LocalPage) -> None:
    """To force and to forbid one site is told, and refused even when sent all the same."""
    written(page, directive(page))

    contradiction = directive(page, kind="must_not")

    assert contradiction.status == 200
    assert any("S-2" in mn and "S-2" in en for mn, en in contradiction.json["errors"])
    before = files_of(page.desk.view.folder)
    assert written(page, contradiction).status == 409
    assert files_of(page.desk.view.folder) == before


@pytest.mark.parametrize("name", ["kholboo.toml", OWN])
def test_what_somebody_changed_meanwhile_is_kept(page: LocalPage, name: str) -> None:
    """A file edited between the difference and the yes is not overwritten: it is said."""
    folder = page.desk.view.folder
    if name == OWN:
        written(page, directive(page))
    reply = directive(page, site="S-3")
    line = "# өөр хүн\n" if name == "kholboo.toml" else "H9,must_not,L-2,,a,b,c,2026-01-01,,\n"
    with (folder / name).open("a", encoding="utf-8") as stream:
        stream.write(line)
    before = files_of(folder)

    answer = written(page, reply)

    assert answer.status == 409 and name in answer.json["error"][1]
    assert files_of(folder) == before


def test_undo_keeps_what_somebody_edited_since(page: LocalPage) -> None:
    """A file that was edited after the change is not taken back; the message names it."""
    folder = page.desk.view.folder
    written(page, directive(page))
    with (folder / OWN).open("a", encoding="utf-8") as stream:
        stream.write("H9,must_not,L-2,,a,b,c,2026-01-01,,\n")
    before = files_of(folder)

    answer = page.send("/undo")

    assert answer.status == 409 and OWN in answer.json["error"][1]
    assert files_of(folder) == before


def test_a_lock_that_another_server_holds_is_told(page: LocalPage) -> None:
    """Two servers of one project never write at once."""
    folder = page.desk.view.folder
    reply = directive(page)

    with held_lock(folder / ".kholboo" / "changes.lock", str):
        answer = written(page, reply)

    assert answer.status == 409 and "somebody else" in answer.json["error"][1]
    assert written(page, reply).status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("reason", ""), ("document", " "), ("authority", None), ("date", "30.11.2026")),
        *(
            ("date", ""),
            ("reason", "a\nb"),
            ("reason", "x" * 301),
            ("reason", "=cmd|' /C calc'!A0"),
        ),
        *(
            ("document", "@SUM(A1)"),
            ("reason", 7),
            ("site", "S-99"),
            ("site", ""),
            ("kind", "floor"),
        ),
        *(("kind", "rm"), ("site", ["S-2"]), ("decided_by", "\x1b[31m")),
    ],
)
def test_papers_must_be_whole(page: LocalPage, name: str, value: object) -> None:
    """A missing or impossible paper is told in both languages; nothing is proposed."""
    reply = directive(page, **{name: value})

    assert reply.status == 409
    mongolian, english = reply.json["error"]
    assert mongolian != english


@pytest.mark.parametrize("number", [0, 99, -1, "1", None, True, 1.0])
def test_only_what_was_proposed_is_written(page: LocalPage, number: object) -> None:
    """A number that waits for nothing writes nothing."""
    assert page.send("/write", {"number": number}).status == 409


def test_a_change_is_written_once(page: LocalPage) -> None:
    """A second yes to the same difference is refused."""
    reply = directive(page)

    assert written(page, reply).status == 200
    assert written(page, reply).status == 409


@pytest.mark.parametrize("what", ["", "rm", "__class__", None, 3])
def test_no_other_change_can_be_asked_for(page: LocalPage, what: object) -> None:
    """Changes are a fixed list."""
    assert page.send("/propose", {"what": what}).status == 409


def test_a_site_with_markup_and_quotes_is_written_as_it_is(page: LocalPage) -> None:
    """Names and reasons are text in the file, whatever they hold."""
    reason = "«х», \"y\", 'z' <b>&</b> </script> \\"

    written(page, directive(page, reason=reason))

    made = next(d for d in load_inputs(page.desk.view.folder).directives if d.id == "H1")
    assert made.reason == reason
    tomllib.loads((page.desk.view.folder / "kholboo.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["[oops", "", "project = 1", None, "\x00"])
def test_a_project_file_that_somebody_breaks_is_told(page: LocalPage, text: str | None) -> None:
    """While kholboo.toml cannot be read nothing ends in a fault of ours, and all is well after."""
    config = page.desk.view.folder / "kholboo.toml"
    before = config.read_bytes()
    if text is None:
        config.unlink()
    else:
        config.write_text(text, encoding="utf-8")

    for path in ("/", "/state", "/map", "/form", "/findings"):
        assert page.ask(path).status == 200
    told = page.ask("/state?scenario=base")
    assert told.status == 409 and "kholboo.toml" in told.json["error"][1]
    for what in ("setting", "floor", "withdraw", "put_back", "position"):
        sent = {"what": what, "setting": "limits.capex_minor", "value": "1", "source": "a"}
        assert page.send("/propose", sent).status == 409
    assert directive(page).status == 409
    config.write_bytes(before)
    assert directive(page).status == 200


@pytest.mark.parametrize("kind", DirectiveKind)
def test_every_kind_of_directive_has_its_words(kind: DirectiveKind) -> None:
    """The page lists all directives in force; one without words would keep it from opening."""
    assert LABELS[f"serve.kind.{kind.value}"].mn
