"""Draw the growth of time and memory over sites, from the rows that run.py wrote.

python tests/benchmarks/plot.py ROWS.json OUT.svg
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, MARGIN = 640, 400, 60
COLUMNS = (("seconds", "s", "#1f5fa8"), ("peak_mb", "MB", "#b4552d"))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent fitted through the points: least squares on logarithms."""
    x = [math.log(a) for a, _ in points]
    y = [math.log(b) for _, b in points]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    above = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return above / sum((a - mean_x) ** 2 for a in x)


def drawing(rows: Sequence[dict[str, Any]]) -> str:
    """Return an SVG with both axes logarithmic, a line per figure, and its exponent.

    Raises ValueError when fewer than two sizes were measured.
    """
    known = [r for r in rows if r["work"].startswith("growth") and r["seconds"]]
    if len(known) < 2:
        raise ValueError(f"growth was measured at {len(known)} sizes, expected two or more")
    known.sort(key=lambda r: r["sites"])
    series = [(name, unit, colour, [(r["sites"], max(r[name], 1e-2)) for r in known])
              for name, unit, colour in COLUMNS]  # fmt: skip
    low_x, high_x = known[0]["sites"], known[-1]["sites"]
    values = [v for *_, points in series for _, v in points]
    low_y, high_y = 10 ** math.floor(math.log10(min(values))), max(values) * 1.2

    def place(x: float, y: float) -> tuple[float, float]:
        across = math.log(x / low_x) / math.log(high_x / low_x)
        up = math.log(y / low_y) / math.log(high_y / low_y)
        return MARGIN + across * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)

    parts = [_text(WIDTH / 2, HEIGHT - 15, "sites", "middle", "#333")]
    for x in sorted({r["sites"] for r in known}):
        parts.append(_text(place(x, low_y)[0], HEIGHT - 38, f"{x:,}", "middle", "#333"))
    power = low_y
    while power <= high_y:
        y = place(low_x, power)[1]
        parts.append(f'<path d="M{MARGIN} {y:.1f}H{WIDTH - MARGIN}" stroke="#ddd"/>')
        parts.append(_text(MARGIN - 8, y + 4, f"{power:g}", "end", "#333"))
        power *= 10
    for name, unit, colour, points in series:
        at = [place(*point) for point in points]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in at]
        label = f"{name} ({unit}): exponent {slope(points):.2f}"
        parts.append(_text(MARGIN + 12, at[0][1] - 14, label, "start", colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="sans-serif" font-size="12">\n<rect width="{WIDTH}" height="{HEIGHT}"'
        ' fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def main(arguments: list[str]) -> int:
    """Read the rows and write the drawing."""
    source, target = map(Path, arguments)
    target.write_text(drawing(json.loads(source.read_text("utf-8"))["rows"]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
