"""How far a long command has come: a bar on the terminal, with the rate and the time that is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_SECONDS_OF_RATE = 30.0  # a rate is that of so many seconds: it says how fast it goes now


class Bar:
    """A bar that goes away when all is done; nothing at all where the stream is no terminal."""

    def __init__(self, progress: Progress, thing: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(thing, total=total)

    def advance(self, by: int = 1) -> None:
        """So many more are done."""
        self._progress.advance(self._task, by)


@contextmanager
def progress_bar(stream: TextIO, thing: str, total: int | None) -> Iterator[Bar]:
    """Show progress while the block runs; `total` is None when nobody knows how many there are.

    Whatever else is written to the stream's terminal meanwhile stands above the bar.
    """
    console = Console(file=stream)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    disabled = not console.is_terminal
    shown = Progress(
        *columns,
        console=console,
        transient=True,
        disable=disabled,
        redirect_stdout=False,  # results go their own way
        speed_estimate_period=_SECONDS_OF_RATE,
    )
    with shown:
        yield Bar(shown, thing, total)


class _RateColumn(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "-/s")
