"""The root command."""

from __future__ import annotations

import click

from gumsole import __version__
from gumsole.cli import (
    audit,
    catalog,
    demo,
    encoder,
    key,
    measure,
    operate,
    plan,
    policy,
    privacy,
    serve,
    shop,
)
from gumsole.cli.desk import STORES

HELP = ["-h", "--help"]


@click.group(context_settings={"help_option_names": HELP, "max_content_width": 110})
@click.version_option(__version__, prog_name="gumsole")
def main() -> None:
    """Visual search for online stores: a photo in, products that look like it and can be bought now out.

    \b
    gumsole ingest feed.xml          read a merchant's feed into a store
    gumsole search photo.jpg         find what looks like a photo
    """


for command in (
    catalog.ingest,
    shop.search,
    policy.family(STORES),
    measure.evaluate,
    measure.bench,
    plan.plan,
    operate.doctor,
    operate.settings,
    operate.calibrate,
    encoder.tune,
    encoder.encoder,
    operate.reindex,
    operate.backup,
    operate.restore,
    key.key,
    serve.serve,
    privacy.forget,
    privacy.uploads,
    audit.audit,
    demo.demo,
):
    # Its own, too: a command remembers its help option from the first context that asked, whoever's that was.
    command.context_settings["help_option_names"] = HELP
    main.add_command(command)
