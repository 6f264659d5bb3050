"""A labeled folder becomes figures; the answers here are made by hand, so every figure is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gumsole.errors import BadFeed, BadQuery, NotFound
from gumsole.evaluate import Ranked, Subject, evaluate, overlap, read_labeled
from gumsole.records import Box, Vector

HEADER = "image,product_id,group_id,category,role,box\n"


def labeled(folder: Path, rows: list[str], header: str = HEADER) -> Path:
    for row in rows:
        (folder / row.split(",")[0]).touch()
    (folder / "items.csv").write_text(header + "\n".join(rows) + "\n")
    return folder


def scripted(folder: Path, answers: dict[str, list[str]], pooled: dict[str, list[float]]) -> Subject:
    """A store that answers as the test says; a photo without pooled features is no photo."""

    def ask(photo: Path, crop: Box | None) -> Ranked:
        name = photo.name if crop is None else f"{photo.name} cropped"
        return Ranked(tuple(folder / shown for shown in answers.get(name, [])), 2.0)

    def features(photo: Path) -> tuple[Vector | None, float]:
        found = pooled.get(photo.name)
        return (None if found is None else np.array(found, np.float32)), 1.0

    return Subject(
        ask=ask,
        pooled=features,
        find=lambda photo: Box(0.0, 0.0, 0.5, 1.0),
    )


SHOP = [
    "a.jpg,a,g1,mugs,catalog,",
    "b.jpg,b,g1,mugs,catalog,",
    "c.jpg,c,g2,lamps,catalog,",
    "q1.jpg,a,g1,mugs,query,",
    "q2.jpg,c,g2,lamps,view,",
    "q3.jpg,,,,query,",
]
POOLED = {
    "a.jpg": [1.0, 0.0],
    "b.jpg": [0.6, 0.8],
    "c.jpg": [0.0, 1.0],
    "q1.jpg": [1.0, 0.1],
    "q2.jpg": [1.0, 0.2],
}


def test_recall_counts_answerable_queries_only(tmp_path: Path) -> None:
    answers = {"q1.jpg": ["a.jpg", "b.jpg"], "q2.jpg": ["a.jpg", "c.jpg"], "q3.jpg": ["a.jpg"]}
    figures = evaluate(read_labeled(labeled(tmp_path, SHOP)), scripted(tmp_path, answers, POOLED)).product
    assert (figures.queries, figures.answerable, figures.unsold, figures.catalog) == (3, 2, 1, 3)
    assert (figures.r1, figures.r5) == (0.5, 1.0)  # q2 finds c second
    assert figures.p10 == pytest.approx((2 / 2 + 1 / 2) / 2)  # q3 has no category
    assert figures.ms_per_query == 2.0


def test_groups_count_once_when_groups_are_asked_for(tmp_path: Path) -> None:
    variants = [f"x{number}.jpg,x{number},g1,mugs,catalog," for number in range(12)]
    shop = read_labeled(labeled(tmp_path, [*variants, SHOP[2], SHOP[4]]))
    answers = {"q2.jpg": [*(f"x{number}.jpg" for number in range(12)), "c.jpg"]}
    pooled = POOLED | {f"x{number}.jpg": [0.0, 1.0] for number in range(12)}
    subject = scripted(tmp_path, answers, pooled)
    assert evaluate(shop, subject, by="product_id").product.r10 == 0.0
    by_group = evaluate(shop, subject, by="group_id").product
    assert (by_group.r1, by_group.r5) == (0.0, 1.0)


def test_a_query_that_finds_nothing_is_wrong_and_goes_on(tmp_path: Path) -> None:
    figures = evaluate(read_labeled(labeled(tmp_path, SHOP)), scripted(tmp_path, {}, POOLED)).product
    assert (figures.r10, figures.p10) == (0.0, 0.0)


def test_bare_features_are_ranked_by_plain_cosine(tmp_path: Path) -> None:
    bare = evaluate(read_labeled(labeled(tmp_path, SHOP)), scripted(tmp_path, {}, POOLED)).bare
    assert (bare.r1, bare.r5) == (0.5, 1.0)  # q1 is nearest to a; q2 to a, then b, then c
    assert bare.ms_per_query > 1.0


def test_a_set_of_one_kind_is_scored_leave_one_out_by_category(tmp_path: Path) -> None:
    rows = ["a.jpg,a,s,mugs,query,", "b.jpg,b,s,mugs,query,", "c.jpg,c,s,lamps,query,"]
    answers = {"a.jpg": ["a.jpg", "b.jpg"], "b.jpg": ["b.jpg", "c.jpg"], "c.jpg": ["c.jpg"]}
    result = evaluate(read_labeled(labeled(tmp_path, rows)), scripted(tmp_path, answers, POOLED))
    assert (result.product.answerable, result.product.r1) == (0, None)
    assert result.product.p10 == pytest.approx((1 + 0 + 0) / 3)
    assert result.bare.p10 == pytest.approx((1 / 2 + 1 / 2 + 0) / 3)


def test_the_box_column_crops_and_is_held_against_the_found_subject(tmp_path: Path) -> None:
    rows = ["a.jpg,a,g,mugs,catalog,", 'q.jpg,a,g,mugs,query,"0,0,0.5,0.5"']
    answers = {"q.jpg": [], "q.jpg cropped": ["a.jpg"]}
    result = evaluate(read_labeled(labeled(tmp_path, rows)), scripted(tmp_path, answers, POOLED))
    assert result.boxed is not None
    assert (result.product.r1, result.boxed.r1) == (0.0, 1.0)
    assert result.box_iou == pytest.approx(0.5)


def test_overlap_is_the_shared_part_of_the_union() -> None:
    assert overlap(Box(0, 0, 0.5, 1), Box(0.25, 0, 0.5, 1)) == pytest.approx(1 / 3)
    assert overlap(Box(0, 0, 0.2, 0.2), Box(0.5, 0.5, 0.2, 0.2)) == 0.0
    assert overlap(Box(0, 0, 0, 0), Box(0, 0, 0, 0)) == 0.0


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"items\.csv"):
        read_labeled(tmp_path)
    (tmp_path / "items.csv").write_text("image,role\nx.jpg,query\n")
    with pytest.raises(BadFeed, match="product_id"):
        read_labeled(tmp_path)
    (tmp_path / "items.csv").write_text(HEADER + "gone.jpg,a,g,c,query,\n")
    with pytest.raises(NotFound, match=r"gone\.jpg"):
        read_labeled(tmp_path)
    (tmp_path / "items.csv").write_text(HEADER)
    with pytest.raises(BadFeed, match="no rows"):
        read_labeled(tmp_path)


@pytest.mark.parametrize("box", ['"1,2,3"', "left"])
def test_a_box_that_is_none_is_refused(tmp_path: Path, box: str) -> None:
    with pytest.raises(BadFeed, match="box of"):
        read_labeled(labeled(tmp_path, [f"q.jpg,a,g,c,query,{box}"]))


def test_only_products_and_groups_can_be_found(tmp_path: Path) -> None:
    shop = read_labeled(labeled(tmp_path, SHOP))
    with pytest.raises(BadQuery, match="product_id or group_id"):
        evaluate(shop, scripted(tmp_path, {}, POOLED), by="brand")
