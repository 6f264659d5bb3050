from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.catalog.readers import google_xml
from gumsole.errors import BadFeed
from gumsole.records import Availability
from tests.catalog.feeds import Read, written

G = 'xmlns:g="http://base.google.com/ns/1.0"'


def rss(*items: str, head: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    channel = f"<channel><title>Shop</title>{body}</channel>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0" {G}>{channel}</rss>'


def test_rss_2_with_plain_and_prefixed_elements(tmp_path: Path) -> None:
    read = Read(
        written(
            tmp_path,
            "\n\n"
            + rss(
                "<title>plain</title><g:title>Gum &lt;b&gt;</g:title><link>https://x.example/1</link><g:id>1</g:id>"
                "<description><![CDATA[<p>a</p><p>b</p>]]></description><g:price>5.00 EUR</g:price>"
                "<g:image_link>https://x.example/1.jpg</g:image_link>"
                "<g:additional_image_link>https://x.example/2.jpg</g:additional_image_link>"
                "<g:additional_image_link>https://x.example/3.jpg</g:additional_image_link>"
                "<g:availability>in_stock</g:availability><g:product_type>A &gt; B</g:product_type>"
                "<g:shipping><g:country>US</g:country><g:price>4.95 USD</g:price></g:shipping>"
                "<g:ads_label>x</g:ads_label><g:shipping><g:country>DE</g:country></g:shipping>",
                "<title>plain</title><g:id>2</g:id><guid>other</guid>",
            ),
        )
    )
    first, second = read.products.values()
    assert read.feed.format == "google xml"
    assert (first.sku, first.title, first.description) == ("1", "Gum <b>", "a\nb")
    assert (first.link, first.category) == ("https://x.example/1", ("A", "B"))
    assert [photo[-5:] for photo in first.photos] == ["1.jpg", "2.jpg", "3.jpg"]
    assert read.offers["1"].ships_to == ("US", "DE")
    assert read.offers["1"].price == 500
    assert (second.sku, second.title) == ("2", "plain")
    assert read.offers["2"].availability is Availability.UNKNOWN


def test_rss_1_keeps_its_items_beside_the_channel(tmp_path: Path) -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns="http://purl.org/rss/1.0/" {G}>'
        '<channel rdf:about="x"><title>Shop</title></channel>'
        '<item rdf:about="y"><title>靴</title><g:id>1</g:id></item></rdf:RDF>'
    )
    assert Read(written(tmp_path, text)).products["1"].title == "靴"


def test_atom_links_stand_in_an_attribute(tmp_path: Path) -> None:
    text = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {G}><title>Shop</title>'
        "<entry><id>tag:1</id><g:id>1</g:id>"
        '<title>حذاء</title><link href="https://x.example/1"/>'
        '<summary type="xhtml"><div>a <b>b</b></div></summary>'
        "</entry><entry><id>tag:2</id></entry></feed>"
    )
    read = Read(written(tmp_path, text))
    assert list(read.products) == ["1", "tag:2"]
    product = read.products["1"]
    assert (product.title, product.link, product.description) == ("حذاء", "https://x.example/1", "a b")


def test_xml_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss("<g:id>ž</g:id>").replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"))
    assert list(Read(path).products) == ["ž"]


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://x.example/rss.dtd">'])
def test_a_dtd_is_refused_whatever_it_holds(tmp_path: Path, head: str) -> None:
    with pytest.raises(BadFeed, match="DTD or entities"):
        Read(written(tmp_path, rss("<g:id>&b;</g:id>" if "lolz" in head else "<g:id>1</g:id>", head=head)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<svg><item/></svg>", "begins with <svg>"),
        ("<rss><channel><item><g:id>1</g:id></item></channel></rss>", "unbound prefix"),
        (rss("<g:id>1</g:id>")[:-20], "no well-formed XML"),
        (rss(), "no products"),
        ("<!DOCTYPE html><html></html>", "web page"),
        ("\ufeff <HTML><body></body></HTML>", "web page"),
    ],
)
def test_xml_that_is_no_feed_is_refused_with_what_it_is(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadFeed, match=message):
        Read(written(tmp_path, text))


def test_a_feed_cut_off_late_is_refused_so_that_nothing_is_retired(tmp_path: Path) -> None:
    whole = rss(*(f"<g:id>{number}</g:id>" for number in range(5_000)))
    with pytest.raises(BadFeed, match="no well-formed XML"):
        Read(written(tmp_path, whole[: len(whole) * 3 // 4]))


@pytest.mark.parametrize(
    ("endless", "message"),
    [
        ("<title>" + "x" * 2_000_000, "1 MiB"),
        ("<x>" * 700_000, "64 levels"),
        ('<x y="' + "z" * 2_000_000, "1 MiB"),
    ],
)
def test_an_element_without_end_is_refused(tmp_path: Path, endless: str, message: str) -> None:
    assert len(endless) > google_xml.MAX_ITEM_BYTES
    with pytest.raises(BadFeed, match=message):
        Read(written(tmp_path, f'<rss version="2.0"><channel><item>{endless}'))
