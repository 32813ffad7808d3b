"""What the sheets of an evaluation workbook are written from, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.bids.bid import Bid
from planner.rendering.spreadsheet import Book
from planner.rendering.table import FIRST

if TYPE_CHECKING:
    from planner.language.label import Language
    from planner.procurement.tender_plan import Dossier
    from planner.procurement.tenders import Tenders


@dataclass(frozen=True)
class EvaluationSheets:
    """What the sheets of an evaluation are written from; bids are numbered from 1."""

    tenders: Tenders
    dossier: Dossier
    bids: tuple[Bid, ...]
    book: Book

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        return self.tenders.context.language

    @property
    def lots(self) -> tuple[int, ...]:
        """Numbers of the lots; 0 alone for a tender in one piece."""
        return tuple(lot.number for lot in self.dossier.lots) or (0,)

    @property
    def arithmetic_rows(self) -> tuple[int, int]:
        """The first and the last row of the arithmetic."""
        lines = sum(len(bid.lines) for bid in self.bids)
        return FIRST, FIRST + max(lines, 1) - 1
