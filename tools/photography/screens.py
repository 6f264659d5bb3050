"""Screens of a phone around a photo: a post in a feed, and a product page of another shop."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont
from PIL.Image import Image as Photo

SIZE = (540, 1080)
POST_TOP, SHOP_TOP = 150, 132  # where the photo begins
INK, MUTED, LINE, BUTTON = "#1d1d1f", "#8a8a8e", "#e4e4e7", "#24342c"


def post(render: Photo) -> Photo:
    """Put a render into a feed: status bar, author, picture, hearts, words."""
    page, pen = _screen()
    width = SIZE[0]
    pen.ellipse((24, 82, 76, 134), fill="#c9b8a2")
    pen.ellipse((40, 94, 60, 114), fill="#f4efe7")
    pen.text((92, 86), "slow.rooms", fill=INK, font=_font(21))
    pen.text((92, 112), "Sunday corner", fill=MUTED, font=_font(17))
    for dot in range(3):
        pen.ellipse((width - 56 + dot * 11, 104, width - 51 + dot * 11, 109), fill=INK)
    page.paste(render.convert("RGB"), (0, POST_TOP))
    low = POST_TOP + render.height + 22
    _heart(pen, (42, low + 14))
    pen.ellipse((84, low, 114, low + 28), outline=INK, width=3)
    pen.polygon([(140, low + 2), (170, low + 12), (152, low + 28)], outline=INK, width=3)
    pen.polygon(
        [(486, low), (506, low), (506, low + 28), (496, low + 18), (486, low + 28)], outline=INK, width=3
    )
    pen.text((26, low + 48), "2,184 likes", fill=INK, font=_font(20))
    pen.text((26, low + 78), "slow.rooms  this one has my whole heart", fill=INK, font=_font(19))
    pen.text((26, low + 108), "View all 63 comments", fill=MUTED, font=_font(18))
    return page


def shop_page(render: Photo) -> Photo:
    """Put a render into another shop's app: title bar, picture with dots, words, price, buttons."""
    page, pen = _screen()
    pen.line([(44, 82), (28, 98), (44, 114)], fill=INK, width=4, joint="curve")
    pen.text((SIZE[0] / 2, 98), "casa nova", fill=INK, anchor="mm", font=_font(26))
    pen.ellipse((428, 84, 450, 106), outline=INK, width=3)
    pen.line([(447, 103), (457, 113)], fill=INK, width=4)
    pen.rounded_rectangle((484, 92, 512, 116), 4, outline=INK, width=3)
    pen.arc((490, 80, 506, 102), 180, 360, fill=INK, width=3)
    page.paste(render.convert("RGB"), (0, SHOP_TOP))
    low = SHOP_TOP + render.height
    for dot in range(5):
        x = SIZE[0] / 2 - 40 + 20 * dot
        pen.ellipse((x - 5, low + 13, x + 5, low + 23), fill=INK if dot == 1 else LINE)
    pen.text((26, low + 42), "New season favorite", fill=INK, font=_font(28))
    pen.text((26, low + 80), "In stock, at your door in 3 to 5 days", fill=MUTED, font=_font(19))
    pen.text((26, low + 110), "249.00 EUR", fill=INK, font=_font(32))
    pen.text((226, low + 120), "4.6 (318)", fill=MUTED, font=_font(20))
    for number, color in enumerate(("#d9ccb3", "#96503a", "#2f4a3e", "#1f2b4d")):
        x = 26 + 52 * number
        pen.ellipse(
            (x, low + 166, x + 38, low + 204), fill=color, outline=INK if number == 1 else LINE, width=3
        )
    pen.line([(0, low + 228), (SIZE[0], low + 228)], fill=LINE, width=2)
    pen.rounded_rectangle((26, low + 250, 430, low + 320), 12, fill=BUTTON)
    pen.text((228, low + 285), "Add to basket", fill="white", anchor="mm", font=_font(24))
    pen.rounded_rectangle((446, low + 250, 514, low + 320), 12, outline=BUTTON, width=3)
    _heart(pen, (480, low + 284))
    return page


def _screen() -> tuple[Photo, ImageDraw.ImageDraw]:
    """Return a white page with its status bar and the bar to swipe up."""
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.text((34, 18), "9:41", fill=INK, font=_font(22))
    for bar in range(4):
        pen.rectangle((400 + bar * 9, 38 - 5 * bar - 4, 405 + bar * 9, 38), fill=INK)
    pen.rounded_rectangle((452, 20, 494, 40), 6, outline=INK, width=2)
    pen.rounded_rectangle((456, 24, 484, 36), 3, fill=INK)
    pen.rounded_rectangle((180, SIZE[1] - 22, 360, SIZE[1] - 15), 4, fill=INK)
    return page, pen


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _heart(pen: ImageDraw.ImageDraw, middle: tuple[int, int]) -> None:
    x, y = middle
    pen.ellipse((x - 16, y - 13, x, y + 3), fill="#e0344b")
    pen.ellipse((x, y - 13, x + 16, y + 3), fill="#e0344b")
    pen.polygon([(x - 15, y - 1), (x + 15, y - 1), (x, y + 16)], fill="#e0344b")
