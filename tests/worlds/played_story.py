"""What is typed, clicked and read when the story of a planner is played in a browser."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from chromium import Browser

PAPERS = {"reason": "Flooded road", "authority": "Ministry", "document": "A/9"}


def typed(chrome: Browser, selector: str, text: str) -> None:
    """Put the focus on a field and type into it."""
    chrome.run(f"document.querySelector({json.dumps(selector)}).focus()")
    chrome.run(f"document.querySelector({json.dumps(selector)}).select?.()")
    chrome.call("Input.insertText", text=text)


def of_workbook(path: Path, technology: str) -> tuple[int, int]:
    """Return what sites of a technology cost once and every year, by the sheets of a workbook."""
    book = openpyxl.load_workbook(path, read_only=True)
    rows = {
        name.split()[-1]: [list(row) for row in book[name].iter_rows(values_only=True)]
        for name in book.sheetnames
    }
    prices = {row[1]: row[7] for row in rows["prices"] if isinstance(row[0], int)}
    sites = {row[0] for row in rows["Sites"] if technology in str(row[8])}
    found = {"Нэг удаа": 0, "Жил бүр": 0}
    for row in rows["Distribution"]:
        if isinstance(row[0], int) and row[1] in sites:
            found[str(row[5])] += row[7] * prices[row[2]]
    return found["Нэг удаа"], found["Жил бүр"]


def total(chrome: Browser, name: str) -> int:
    """Return the first amount among the totals of the selection whose name begins so."""
    rows = "[...document.querySelectorAll('#totals > div')].map(d => [...d.children])"
    told = chrome.run(f"{rows}.map(pair => pair.map(cell => cell.textContent))")
    found = next(value for title, value in told if title.startswith(name))
    return int(found.replace(",", "").removesuffix(" ₮"))


def force(chrome: Browser, site: str) -> None:
    """Search a site that is left out on the local page, and write a directive that serves it."""
    typed(chrome, "#search", site)
    chrome.wait("document.querySelectorAll('.of-sites tbody tr').length === 1")
    chrome.click(".of-sites tbody button")
    assert "not served" in chrome.text("#card")
    chrome.click("[data-kind=must_serve]")
    for name, value in PAPERS.items():
        typed(chrome, f".papers [name={name}]", value)
    chrome.run("document.querySelector('.papers [name=date]').value = '2026-11-30'")
    chrome.click(".papers [type=submit]")
    chrome.wait("document.querySelector('#proposal-write')", 300)
    assert f"must_serve,{site}" in chrome.text("#proposal")
    chrome.key("Enter", "\r")
    chrome.wait("!document.querySelector('#proposal').open", 300)
