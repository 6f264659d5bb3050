"""The command line: `gumsole COMMAND`; one file per family of commands."""

from gumsole.cli.main import main

__all__ = ["main"]
