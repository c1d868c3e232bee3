"""`timeline-api`: the group of commands, each imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from timeline_api.version import __version__, extractor

COMMANDS = ("serve", "ingest", "feeds", "extract", "export", "keys", "db")


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"timeline_api.commands.{cmd_name}").command
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 when all went well, 1 when some input was bad, 2 for wrong use or missing things.",
)
@click.version_option(f"{__version__}, extractor {extractor()}", prog_name="timeline-api")
def main() -> None:
    """Articles in, dated events with evidence out.

    \b
    A first look:
      timeline-api extract story.txt --published 2024-12-08
      timeline-api serve --seeds seeds/ --print-key

    Settings come from TIMELINE_* environment variables; TIMELINE_DATABASE says where articles and events are
    kept (sqlite:///var/timeline.db unless set).
    """


if __name__ == "__main__":
    main()
