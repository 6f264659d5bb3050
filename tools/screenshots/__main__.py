"""`python -m tools.screenshots`: writes docs/images/ anew; look at every picture before you keep it."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools import browser, demo_shop
from tools.screenshots.camera import take
from tools.screenshots.pictures import PICTURES

IMAGES = Path(__file__).parents[2] / "docs" / "images"


def main() -> None:
    """Take all pictures, or some of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=IMAGES, help="folder to write to")
    parser.add_argument("--only", default="", help="pictures whose name contains this")
    options = parser.parse_args()
    wanted = [picture for picture in PICTURES if options.only in picture.name]
    options.out.mkdir(parents=True, exist_ok=True)
    with demo_shop.open_shop() as address, browser.opened() as opened:
        for picture in wanted:
            data = take(opened, address, picture)
            (options.out / picture.file).write_bytes(data)
            print(f"{picture.file:<16} {len(data):>7,} bytes")


if __name__ == "__main__":
    main()
