"""Findings of one cause are one, with a count and three examples."""

from __future__ import annotations

from inventory.findings import Finding, Severity, condensed, total


def findings(count: int, **changes: object) -> list[Finding]:
    """Return findings of one cause in several rows."""
    given = {"rule": "code.unknown", "severity": Severity.ERROR, "file": "s.csv", "column": "type"}
    given = {**given, "found": "public", "expected": "a kind", "todo": "correct it", **changes}
    return [Finding(**given, row=n + 2, site=f"S{n}") for n in range(count)]  # type: ignore[arg-type]


def test_one_cause_is_one_finding() -> None:
    """Thousands of equal findings become one that counts them and names three rows and sites."""
    (one,) = condensed(findings(9248))

    assert (one.count, one.row, one.site) == (9248, 2, "S0")
    assert one.sentence() == (
        "s.csv row 2 (S0), type: found public; 9,248 times, such as row 2 (S0), row 3 (S1), "
        "row 4 (S2); expected a kind; correct it"
    )


def test_a_few_findings_stay_as_they_are() -> None:
    """Three of one cause are told one by one, in their order, and so are different ones."""
    few = findings(3) + [f for n in range(9) for f in findings(1, found=f"x{n}")]

    assert condensed(few) == few


def test_many_values_of_one_column_are_one_finding() -> None:
    """More than twenty different faults of a rule in a column show three of them."""
    many = [f for n in range(21) for f in findings(1, found=f"x{n}")]
    (one,) = condensed(many)

    assert (one.count, total([one])) == (21, 21)
    assert "21 times, such as row 2 (S0), row 2 (S0): x1, row 2 (S0): x2" in one.sentence()


def test_one_cause_in_many_files_is_one_finding() -> None:
    """A remark about each of many files of one layout names three of the files."""
    notes = [
        Finding(rule="column.unknown", severity=Severity.NOTE, file=f"{n}.csv", found="not read: x")
        for n in range(9)
    ]
    (one,) = condensed(notes)

    assert "9 times, such as 0.csv, 1.csv, 2.csv" in one.sentence()
