"""The entry point: finds the command, turns errors into exit codes."""

import errno
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import NoReturn

import click

from cleaner import __version__
from cleaner.cli.printing import finish_streams, fit_streams
from cleaner.errors import CleanerError

# Name: (module, the command's first help line). Modules are imported when their command runs: help stays quick.
COMMANDS = {
    "clean": ("cleaner.cli.clean", "Clean pages and write text and records."),
    "explain": ("cleaner.cli.explain", "Show the fate of each line of a page, and why."),
    "check": ("cleaner.cli.check", "Report what is still wrong in a corpus: chrome, damage, duplicates."),
    "baseline": ("cleaner.cli.baseline", "Take note of known findings, so that only new ones fail."),
    "survey": ("cleaner.cli.survey", "Count the lines of a corpus, by document and by site."),
    "rules": ("cleaner.cli.rules", "List, show, test and write rules."),
    "config": ("cleaner.cli.config", "Show the settings that hold here, and where they come from."),
}

EXIT_FINDINGS, EXIT_USER, EXIT_BUG, EXIT_INTERRUPTED = 1, 2, 3, 130

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # a disk, a share of it, or a file is full
NO_USE = (errno.EIO, errno.EBADF)  # a disk is broken; a stream is open the other way, as nohup leaves stdin


class LazyGroup(click.Group):
    """A group that knows its commands' help lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in their documented order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command list from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="cleaner")
def cli() -> None:
    """Strip boilerplate from web news text by rule, Arabic first, and give back every character taken.

    \b
    Example:
      cleaner clean corpus/ -o cleaned/
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 good, 1 findings or failures, 2 user fault, 3 a bug, 130 interrupted."""
    fit_streams()
    try:
        code = cli.main(args, prog_name="cleaner", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        _leave(EXIT_USER, error.show)
    except (click.Abort, KeyboardInterrupt) as error:
        # click makes an Abort of an interruption; what a command has to say about it is in the cause.
        _leave(EXIT_INTERRUPTED, _saying(str(error.__cause__ or error) or "interrupted"))
    except CleanerError as error:
        _leave(EXIT_USER, _saying(str(error)))
    except BrokenPipeError:
        # The reader went away (head, less): nothing is wrong, and nothing more can be said on that pipe.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if isinstance(error, OSError) and (fault := _fault(error)):
            _leave(EXIT_USER, _saying(fault))
        _leave(EXIT_BUG, _report_bug)
    _leave(code if isinstance(code, int) else 0)


def _leave(code: int, say: Callable[[], None] = lambda: None) -> NoReturn:
    """Say why on stderr, where that can be, and exit."""
    with suppress(OSError):
        say()
    finish_streams()
    sys.exit(code)


def _saying(message: str) -> Callable[[], None]:
    return partial(click.echo, f"cleaner: {message}", err=True)


def _fault(error: OSError) -> str | None:
    """Tell what is wrong outside the program, with a disk or a stream, or None for what may be a bug."""
    if error.errno in NO_ROOM:
        return f"{error.filename or 'the output'} cannot be written: {error.strerror}"
    if error.errno in NO_USE:
        return f"{error.filename or 'stdin, or the output,'} cannot be used: {error.strerror}"
    return None


def _report_bug() -> None:
    import traceback

    traceback.print_exc()
    _saying("this is a bug; please report it with the lines above and the page that caused it")()
