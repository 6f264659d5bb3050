"""A small shop of drawn products, so that what should be found is known by construction."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

COLORS = {"red": (190, 30, 40), "navy": (25, 35, 90), "green": (40, 120, 60), "beige": (215, 195, 160)}
SHAPES = ("mug", "lamp", "rug", "clock")
CATEGORIES = {
    "mug": "Tabletop > Mugs",
    "lamp": "Lighting > Lamps",
    "rug": "Textiles > Rugs",
    "clock": "Decor > Clocks",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One product: a shape in a color on white."""

    shape: str
    color: str
    price: str = "10.00 EUR"
    availability: str = "in_stock"

    @property
    def sku(self) -> str:
        return f"{self.shape}-{self.color}"


def assortment() -> list[Drawn]:
    """Every shape in every color."""
    return [Drawn(shape, color) for shape in SHAPES for color in COLORS]


def drawing(product: Drawn, *, size: int = 256, background: tuple[int, int, int] = (255, 255, 255)) -> bytes:
    """JPEG of the product."""
    image = Image.new("RGB", (size, size), background)
    draw = ImageDraw.Draw(image)
    ink, s = COLORS[product.color], size / 256
    match product.shape:
        case "mug":
            draw.rounded_rectangle((70 * s, 70 * s, 170 * s, 200 * s), 12 * s, fill=ink)
            draw.ellipse((150 * s, 100 * s, 215 * s, 170 * s), outline=ink, width=round(14 * s))
        case "lamp":
            draw.polygon(
                [(90 * s, 40 * s), (166 * s, 40 * s), (200 * s, 120 * s), (56 * s, 120 * s)], fill=ink
            )
            draw.rectangle((122 * s, 120 * s, 134 * s, 215 * s), fill=ink)
            draw.ellipse((85 * s, 205 * s, 171 * s, 230 * s), fill=ink)
        case "rug":
            draw.rectangle((20 * s, 80 * s, 236 * s, 180 * s), fill=ink)
            for x in range(28, 236, 24):
                draw.line((x * s, 84 * s, x * s, 176 * s), fill=(250, 250, 245), width=round(5 * s))
        case "clock":
            draw.ellipse((40 * s, 40 * s, 216 * s, 216 * s), outline=ink, width=round(18 * s))
            draw.line((128 * s, 128 * s, 128 * s, 70 * s), fill=ink, width=round(9 * s))
            draw.line((128 * s, 128 * s, 175 * s, 150 * s), fill=ink, width=round(9 * s))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def lay_out(folder: Path, products: list[Drawn]) -> Path:
    """Photos and a feed of these products; the path of the feed."""
    folder.mkdir(parents=True, exist_ok=True)
    for product in products:
        path = folder / f"{product.sku}.jpg"
        if not path.exists():
            path.write_bytes(drawing(product))
    return write_feed(folder / "feed.csv", products)


def write_feed(path: Path, products: list[Drawn], *, image: str | None = None) -> Path:
    """A plain CSV of these products, each with its own photo or all with `image`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "title", "product_type", "item_group_id", "price", "availability", "image_link"]
        )
        for product in products:
            writer.writerow(
                [
                    product.sku,
                    f"A {product.color} {product.shape}",
                    CATEGORIES[product.shape],
                    product.shape + "-" + product.color,
                    product.price,
                    product.availability,
                    image or f"{product.sku}.jpg",
                ]
            )
    return path


def repriced(products: list[Drawn], price: str) -> list[Drawn]:
    """The same products at another price."""
    return [replace(product, price=price) for product in products]
