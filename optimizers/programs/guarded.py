"""The one door through which a search asks for programs: it knows what ended them."""

from __future__ import annotations

from dataclasses import replace

from optimizers.programs.highs import Answer, Floats, Highs, Program


class Guarded:
    """Programs solved with one guard, seed and gap; remembers when the guard ended one of them."""

    def __init__(self, highs: Highs, guard_s: float, seed: int, gap: float = 0.0) -> None:
        self._highs = highs
        self._guard_s = guard_s
        self._seed = seed
        self._gap = gap
        self.stopped_by: str | None = None

    def solve(
        self,
        program: Program,
        *,
        node_limit: int | None = None,
        hint: Floats | None = None,
        near: bool = True,
    ) -> Answer:
        """Solve as `Highs.solve` does; to the program's own gap alone where not `near`."""
        if near and program.integer and program.gap < self._gap:
            program = replace(program, gap=self._gap)
        answer = self._highs.solve(
            program, guard_s=self._guard_s, node_limit=node_limit, seed=self._seed, hint=hint
        )
        self.note(answer.stopped_by)
        return answer

    def note(self, stopped_by: str | None) -> None:
        """Remember that a guard ended a program, of these or of a part of them."""
        if stopped_by == "time":
            self.stopped_by = "time"
