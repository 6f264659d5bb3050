from __future__ import annotations

from pathlib import Path

import pytest

from gumsole.catalog.items.references import MAX_CHARACTERS, References, WebReferences
from gumsole.catalog.items.values import BadValue


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def references(photos: Path, tmp_path: Path) -> References:
    (tmp_path / "feed").mkdir()
    return References(photos, tmp_path / "feed")


def test_relative_paths_start_from_the_photos_folder(references: References, photos: Path) -> None:
    assert references.settle("a b/ü 1.jpg") == str(photos / "a b/ü 1.jpg")
    assert references.settle("./x/../1.jpg") == str(photos / "1.jpg")
    assert references.settle("saleor:1.jpg") == str(photos / "saleor:1.jpg")


def test_web_addresses_stay_as_they_are(references: References) -> None:
    assert references.settle("https://cdn.example/a%2Cb.jpg?w=1") == "https://cdn.example/a%2Cb.jpg?w=1"


def test_absolute_paths_are_allowed_inside_the_two_folders(references: References, photos: Path) -> None:
    inside = str(photos / "1 2.jpg")
    assert references.settle(inside) == inside
    assert references.settle(f"file://{photos}/1%202.jpg") == inside
    assert references.settle(f"file://localhost{photos}/1%202.jpg") == inside
    assert references.settle(str(photos.parent / "feed/2.jpg")) == str(photos.parent / "feed/2.jpg")


@pytest.mark.parametrize(
    "reference",
    ["../secret.jpg", "a/../../secret.jpg", "/etc/passwd", "file:///etc/passwd", "../photos-of-others/1.jpg"],
)
def test_paths_out_of_the_folders_are_refused(references: References, reference: str) -> None:
    with pytest.raises(BadValue, match="leads out"):
        references.settle(reference)


def test_encoded_dots_do_not_lead_out_either(references: References, photos: Path) -> None:
    with pytest.raises(BadValue, match="leads out"):
        references.settle(f"file://{photos}/%2e%2e/%2e%2e/x.jpg")


@pytest.mark.parametrize(
    "reference",
    [
        "ftp://x/1.jpg",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "file://nas/1.jpg",
        "http://",
        "a\x00.jpg",
        "x" * (MAX_CHARACTERS + 1),
    ],
)
def test_other_kinds_of_references_are_refused(references: References, reference: str) -> None:
    with pytest.raises(BadValue):
        references.settle(reference)


def test_the_operator_can_allow_any_absolute_path_but_never_a_relative_escape(photos: Path) -> None:
    trusting = References(photos, photos, any_local_path=True)
    assert trusting.settle("/srv/photos/1.jpg") == "/srv/photos/1.jpg"
    with pytest.raises(BadValue, match="leads out"):
        trusting.settle("../1.jpg")


def test_a_folder_behind_a_symlink_is_known_by_both_names(tmp_path: Path, photos: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(photos)
    references = References(link, link)
    assert references.settle(str(photos / "1.jpg")) == str(photos / "1.jpg")
    assert references.settle("1.jpg") == str(link / "1.jpg")


def test_relative_references_of_a_downloaded_feed_start_from_its_address(tmp_path: Path) -> None:
    references = References(tmp_path, tmp_path, address="https://shop.example/feeds/today.csv")
    assert references.settle("photos/a b.jpg") == "https://shop.example/feeds/photos/a b.jpg"
    assert references.settle("/a.jpg") == "https://shop.example/a.jpg"
    assert references.settle("https://cdn.example/a.jpg") == "https://cdn.example/a.jpg"
    with pytest.raises(BadValue):
        references.settle("file:///etc/passwd")


# Photos that were sent.
HELD = {"sent:" + "0" * 64}


@pytest.mark.parametrize(
    "reference",
    ["https://shop.example/a.jpg", "http://shop.example:8080/a.jpg?size=2", "sent:" + "0" * 64],
)
def test_the_api_may_name_the_public_web_and_what_it_sent(reference: str) -> None:
    assert WebReferences(HELD.__contains__).settle(reference) == reference


@pytest.mark.parametrize(
    "reference",
    [
        "/etc/passwd",
        "a.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://shop.example/a.jpg",
        "http://127.0.0.1/a.jpg",
        "http://[::1]/a.jpg",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3:9200/",
        "sent:../../store.db",
        "sent:" + "A" * 64,
        "sent:" + "1" * 64,
        "https://shop.example/" + "a" * 2_000,
    ],
)
def test_the_api_may_name_no_file_and_no_private_address(reference: str) -> None:
    with pytest.raises(BadValue):
        WebReferences(HELD.__contains__).settle(reference)


def test_private_addresses_are_named_where_the_operator_allows_it() -> None:
    assert (
        WebReferences(HELD.__contains__, allow_private=True).settle("http://10.1.2.3/a.jpg")
        == "http://10.1.2.3/a.jpg"
    )
