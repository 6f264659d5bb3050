"""Takes pictures of the demo shop, the same each time."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Browser, Page

from tools.screenshots.pictures import Picture

MOST_BYTES = 150_000
QUALITY = 84

# Waits for the photos that are in sight, within the component as well.
PHOTOS = """async () => {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot ?? [])]
  const inSight = (one) => one.getBoundingClientRect().top < innerHeight && one.checkVisibility()
  const photos = roots.flatMap((root) => [...root.querySelectorAll('img')]).filter(inSight)
  await Promise.all(photos.map((photo) => photo.decode()))
}"""


def take(browser: Browser, address: str, picture: Picture) -> bytes:
    """A picture as WebP.

    Parameters
    ----------
    address : str
        Of the demo shop.
    """
    context = browser.new_context(
        base_url=address, locale="en-US", reduced_motion="reduce", **picture.context
    )
    try:
        page = context.new_page()
        page.goto("/")
        page.locator(".entry").wait_for()
        _settled(page)
        picture.pose(page)
        _settled(page)
        return _packed(page.screenshot(animations="disabled"), picture.file)
    finally:
        context.close()


def _settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate(PHOTOS)


def _packed(png: bytes, name: str) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    if file.tell() > MOST_BYTES:
        raise SystemExit(f"{name} has {file.tell()} bytes, {MOST_BYTES} at most")
    return file.getvalue()
