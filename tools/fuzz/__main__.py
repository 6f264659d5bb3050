"""Command line of the fuzzer."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import atheris  # type: ignore[import-untyped]
import click

# Only what is under test is instrumented, and that is imported below for this reason.
INSTRUMENTED = [
    "gumsole.images.container",
    "gumsole.images.decode",
    "gumsole.web.forms",
    "gumsole.web.gate.frames",
    "python_multipart.multipart",
]

# Longer inputs find nothing that shorter ones do not; slower ones than this are a finding.
MAX_BYTES = 1 << 16
SLOW_S = 10


@click.command()
@click.argument("target", type=click.Choice(["uploads", "forms", "answers"]))
@click.option("--seconds", type=int, default=60, show_default=True, help="How long to look for findings.")
@click.option(
    "--corpus",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".cache/fuzz"),
    show_default=True,
    help="Where inputs that reach new code are kept between runs, and findings are written.",
)
def main(target: str, seconds: int, corpus: Path) -> None:
    """Look for bytes that break TARGET; exits with 0 if none were found.

    Example: python -m tools.fuzz uploads --seconds 600
    """
    with atheris.instrument_imports(include=INSTRUMENTED):
        targets = import_module("tools.fuzz.targets")
    inputs = corpus / target
    inputs.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(target)):
        (inputs / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={MAX_BYTES}",
        f"-timeout={SLOW_S}",
        f"-artifact_prefix={corpus}/{target}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(inputs)], getattr(targets, target))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
