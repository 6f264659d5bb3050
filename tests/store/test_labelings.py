"""What services said of photos: kept by content, asked once, found in full text."""

from __future__ import annotations

from dataclasses import replace

from gumsole.records import Box, Known, Label, Labeling, Moderation, Swatch
from gumsole.store import Asked, Flagged, LabelToDo, Refused, Store
from tests.store.making import KEY, OTHER_KEY, hash_of, ingest, item, signals

COUCH = Label(
    "Couch",
    0.98,
    ("Sofa", "Settee"),
    ("Furniture",),
    ("Home and Indoors",),
    (Box(0.1, 0.2, 0.5, 0.5), Box(0, 0, 1, 1)),
)
LABELING = Labeling(
    "rekognition-3.0",
    (COUCH, Label("Velvet", 0.6)),
    foreground=(Swatch((50.5, -10.25, 20.0), 0.75, "navy"),),
    background=(Swatch((100.0, 0.0, 0.0), 1.0, "white"),),
    brightness=71.5,
    sharpness=88.0,
)
UNFIT = Moderation("rekognition-7.0", (Label("Weapons", 0.91, parents=("Violence",)),))
FIT = Moderation("rekognition-7.0", ())


def label(store: Store, *refs: str, labeling: Labeling = LABELING, confidence: float = 0.8) -> None:
    store.labelings.put_many({hash_of(ref): labeling for ref in refs}, Asked.LABELS, confidence=confidence)


def to_do(store: Store, asked: Asked = Asked.LABELS, source: str = "") -> list[str]:
    return sorted(one.ref for one in store.labelings.to_do(asked, source=source))


def found(store: Store, *terms: str) -> list[str]:
    return sorted(match.sku for match in store.words.search(terms, limit=50))


def test_what_was_said_comes_back_as_it_went_in(store: Store) -> None:
    label(store, "/1")
    store.labelings.put_many({hash_of("/1"): UNFIT}, Asked.MODERATION, confidence=0.8)
    assert store.labelings.labels(hash_of("/1")) == LABELING
    assert store.labelings.moderation(hash_of("/1")) == UNFIT
    assert store.labelings.labels(hash_of("/2")) is None
    assert store.labelings.moderation(hash_of("/2")) is None


def test_each_content_is_to_do_once_until_it_was_asked_about(store: Store) -> None:
    ingest(store, item("a", "/1", "/2"), item("b", "/1"))
    assert sorted(store.labelings.to_do(Asked.LABELS), key=lambda one: one.ref) == [
        LabelToDo(hash_of("/1"), "/1"),
        LabelToDo(hash_of("/2"), "/2"),
    ]
    label(store, "/1")
    store.labelings.put_many({hash_of("/2"): Refused("too large")}, Asked.LABELS, confidence=0.8)
    assert to_do(store) == []
    assert to_do(store, Asked.MODERATION) == ["/1", "/2"]
    assert store.labelings.count(Asked.LABELS) == (2, 1)
    assert store.labelings.labels(hash_of("/2")) is None


def test_another_encoder_asks_about_nothing_again(store: Store) -> None:
    ingest(store, item("a"))
    label(store, "/photos/a.jpg")
    ingest(store, item("a"), key=OTHER_KEY)
    assert to_do(store) == []


def test_what_no_live_product_shows_or_nobody_looked_at_is_not_to_do(store: Store) -> None:
    ingest(store, item("gone", "/g"), source="other")
    store.products.retire(["gone"])
    store.products.upsert([item("waiting", "/w")], source="feed", run=store.runs.begin("feed").id)
    assert to_do(store) == []


def test_a_source_may_be_asked_about_alone(store: Store) -> None:
    ingest(store, item("a", "/1"), source="mine")
    ingest(store, item("b", "/2"), source="theirs")
    assert to_do(store, source="theirs") == ["/2"]
    assert to_do(store, source="nobodys") == []


def test_addresses_whose_content_was_asked_about_are_known(store: Store) -> None:
    ingest(store, item("a", "/1", "/2"))
    label(store, "/1")
    assert store.labelings.asked_about(["/1", "/2", "/3"], Asked.LABELS) == {"/1"}
    assert store.labelings.asked_about(["/1"], Asked.MODERATION) == set()


def test_words_of_confident_labels_are_found_and_those_of_others_are_not(store: Store) -> None:
    ingest(store, item("a", title="Halden"), item("b", title="Mug"))
    label(store, "/photos/a.jpg")
    assert found(store, "couch") == found(store, "settee") == ["a"]
    assert found(store, "velvet") == found(store, "furniture") == []
    assert store.labelings.spell(confidence=0.5) == 1
    assert found(store, "velvet") == ["a"]
    assert store.labelings.spell(confidence=0.5) == 0


def test_a_word_that_the_merchant_wrote_counts_more_than_one_that_was_seen(store: Store) -> None:
    ingest(store, item("seen", title="Halden"), item("named", title="Halden couch"))
    label(store, "/photos/seen.jpg")
    assert [match.sku for match in store.words.search(["couch"], limit=9)] == ["named", "seen"]


def test_words_follow_the_photos_and_titles_of_a_product(store: Store) -> None:
    ingest(store, item("a", title="Halden"))
    label(store, "/photos/a.jpg")
    ingest(store, item("a", title="Renamed"))
    assert found(store, "couch") == found(store, "renamed") == ["a"]
    assert found(store, "halden") == []
    ingest(store, item("a", "/another", title="Renamed"))
    assert store.labelings.spell(confidence=0.8) == 1
    assert found(store, "couch") == []
    assert found(store, "renamed") == ["a"]


def test_a_product_that_shows_a_photo_of_another_gets_its_words(store: Store) -> None:
    ingest(store, item("a", "/1"))
    label(store, "/1")
    ingest(store, item("a", "/1"), item("b", "/1"))
    store.labelings.spell(confidence=0.8)
    assert found(store, "couch") == ["a", "b"]


def test_a_product_that_was_taken_out_and_comes_back_is_found_again(store: Store) -> None:
    ingest(store, item("a"))
    label(store, "/photos/a.jpg")
    store.products.retire(["a"])
    assert found(store, "couch") == []
    store.labelings.spell(confidence=0.8)
    ingest(store, item("a"))
    store.labelings.spell(confidence=0.8)
    assert found(store, "couch") == ["a"]


def test_full_text_holds_nothing_of_what_went(store: Store) -> None:
    """As FTS5 itself counts it: a word that was told wrongly when it was taken out would stay."""
    ingest(store, item("a", title="Halden"), item("jp", title="革靴"))
    rainy = replace(item("jp"), product=replace(item("jp", "/jp").product, description="雨の日も"))
    store.products.upsert([rainy], source="feed", run=store.runs.begin("feed").id)
    (store_photo,) = store.photos.to_do(key=KEY, checked_before=0.0)
    with store.writing():
        store.photos.record(store_photo.ref, Known(hash_of("/jp")))
        store.signals.put_many({hash_of("/jp"): signals()}, key=KEY)
    label(store, "/photos/a.jpg", "/jp")
    assert found(store, "couch") == ["a", "jp"]
    store.labelings.spell(confidence=1.0)
    store.products.retire(["a", "jp"])
    with store._database.writing() as connection:
        for table in ("words", "fragments"):
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.{table}_terms USING fts5vocab('main', '{table}', 'row')"
            )
            assert connection.execute(f"SELECT term FROM temp.{table}_terms").fetchall() == []


def test_photos_that_moderation_has_something_against_are_told(store: Store) -> None:
    ingest(store, item("a", "/1"), item("b", "/1"), item("c", "/2"))
    judged = {hash_of("/1"): UNFIT, hash_of("/2"): FIT}
    store.labelings.put_many(judged, Asked.MODERATION, confidence=0.8)
    assert store.labelings.flagged() == [Flagged("/1", UNFIT.labels, ("a", "b"))]
    assert found(store, "weapons") == []
