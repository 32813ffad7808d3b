"""What a file is that is no workbook of ours, and the exact next step for each kind."""

from __future__ import annotations

from planner.language.messages.findings import Phrase, phrase

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and workbooks locked by a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096  # bytes that are looked at


def other_format(data: bytes) -> tuple[Phrase, Phrase] | None:
    """Return what a file is and what to do with it, None where it may be an XLSX workbook."""
    if data.startswith(b"%PDF"):
        return phrase("a PDF file"), phrase(
            "ask for the workbook itself: a print proves the signature, prices are read from .xlsx"
        )
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return phrase("a workbook locked by a password"), phrase(
            "open it with the bidder's password, save it without one, and read that"
        )
    if data.startswith(_OLE):
        return phrase("a workbook of Excel 97-2003 (.xls)"), phrase(
            "open it, save it as Excel workbook (.xlsx), and read that; keep the file as received"
        )
    if data.startswith(b"PK"):
        return None
    return _text_format(data)


def _text_format(data: bytes) -> tuple[Phrase, Phrase] | None:
    head = data[:_HEAD]
    try:
        text = head.decode("utf-8", "strict" if len(data) <= _HEAD else "ignore")
    except UnicodeDecodeError:
        return None
    if not text.strip() or "\0" in text or not any(mark in text for mark in ",;\t"):
        return None
    return phrase("a text table (.csv)"), phrase(
        "ask for the workbook: one sheet as text has neither bid form nor specification"
    )
