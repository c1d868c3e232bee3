"""Reliability as a picture: what was said against what was right, the size of a dot for how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from bench.reliability import Case, bins, calibration_error

_SIDE = 4.2  # inches


def draw(path: Path, subjects: Mapping[str, Sequence[Case]]) -> None:
    """A PNG with one diagram a subject; on the diagonal confidence is the chance of being right."""
    figure = Figure(figsize=(_SIDE * len(subjects), _SIDE), layout="constrained")
    for number, (name, cases) in enumerate(subjects.items(), 1):
        axes = figure.add_subplot(1, len(subjects), number, aspect="equal", xlim=(0, 1), ylim=(0, 1))
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        found = bins(cases)
        sizes = [20 + 400 * each.count / len(cases) for each in found]
        axes.scatter([each.said for each in found], [each.right for each in found], sizes, alpha=0.7)
        for each in found:
            axes.annotate(str(each.count), (each.said, each.right), fontsize=7, ha="center", va="center")
        axes.set(title=f"{name}\nerror {calibration_error(cases):.3f}, {len(cases)} cases", xlabel="said")
        axes.set_ylabel("right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
