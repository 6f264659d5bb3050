"""`gumsole policy check`, `explain` and `diff` as a merchandiser meets them, at a desk of known answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gumsole.cli import main
from gumsole.cli.desk import Access, Desk
from gumsole.cli.policy import family
from gumsole.errors import BadPhoto
from gumsole.ranking.policy import Policy, default_policy, load_policy
from gumsole.records import Answer, Availability, Band, Candidate, Hit, Offer, Product, Reason, ReasonKind

WIDE = {"COLUMNS": "200"}
PRICES = {"sofa": 100_00, "chair": 50_00, "lamp": 20_00, "mug": 10_00, "rug": 80_00}


def hit(sku: str, likeness: float, boost: float = 0.0) -> Hit:
    reasons = [Reason(ReasonKind.LIKENESS, "likeness", likeness)]
    if boost:
        reasons.append(Reason(ReasonKind.BOOST, "autumn sale", boost))
    return Hit(
        candidate=Candidate(sku, sku, 1, "", likeness / 100, 0.5, 0.5),
        product=Product(sku, sku, title=f"\x1b[31m[b]{sku.title()}"),
        offer=Offer(sku, Availability.IN_STOCK, price=PRICES[sku], cost=PRICES[sku] // 2),
        band=Band.SIMILAR,
        score=likeness + boost,
        reasons=tuple(reasons),
        sellable=sku != "rug",
    )


def rank(photo: bytes, policy: Policy) -> Answer:
    """Two orders: a policy with rules puts the chair first; a photo named bad cannot be read."""
    if photo == b"bad":
        raise BadPhoto("no photo at all")
    order = [
        hit("sofa", 70.25),
        hit("chair", 69, 3.5 if policy.rules else 0),
        hit("lamp", 60),
        hit("mug", 50),
    ]
    if photo == b"swaps" and policy.rules:
        order = [order[1], order[0], *order[2:]]
    return Answer((*order, hit("rug", 40)), (), (), ())


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    assert folder.name == "store"
    yield Desk(default_policy(), rank, lambda minor: f"{minor / 100:.2f} EUR", 0.0)


def unknown(folder: Path, skus: Sequence[str]) -> frozenset[str]:
    return frozenset(skus) - {"sofa"} if folder.name == "store" else frozenset()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.toml").write_text("version = 1\n")
    Path("new.toml").write_text(
        "version = 1\n[[boost]]\nname = 'autumn sale'\nwhen = \"leaf = 'Chairs'\"\npoints = 3.5\n"
    )


def run(*words: str) -> Result:
    access = Access(desk, unknown, lambda: date(2026, 11, 22))
    return CliRunner().invoke(family(access), words, env=WIDE)


def test_a_policy_without_mistakes_is_summed_up() -> None:
    done = run("check", "new.toml")
    assert (done.exit_code, done.stdout) == (0, "new.toml: no mistakes; rules: 1 boost; leash: 4 places\n")
    assert run("check", "old.toml").stdout == "old.toml: no mistakes; rules: none; leash: 4 places\n"


def test_every_mistake_is_told_and_exits_78() -> None:
    Path("wrong.toml").write_text("version = 1\n[leash]\nplces = 3\n[[boost]]\nname = 'a'\npoints = 1\n")
    done = run("check", "wrong.toml")
    assert (done.exit_code, done.stdout) == (78, "")
    assert done.stderr.splitlines() == [
        "gumsole: wrong.toml has 2 mistakes",
        "wrong.toml:3:1: unknown key 'plces'; did you mean places?",
        "wrong.toml:4:1: [[boost]] lacks when",
    ]


def test_products_that_the_store_has_not_are_a_warning_where_there_is_a_store() -> None:
    Path("pins.toml").write_text("version = 1\n[[pin]]\nname = 'w'\nskus = ['sofa', 'gone']\n")
    with_store = run("check", "pins.toml", "--store", "store")
    assert (with_store.exit_code, with_store.stderr) == (
        0,
        "pins.toml:2: warning: w: the store has no gone\n",
    )
    assert run("check", "pins.toml", "--store", "nowhere").stderr == ""


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("check", "none.toml"), 2, "no policy at none.toml"),
        (("check", "latin.toml"), 78, "latin.toml is no text in UTF-8: byte 2 "),
        (("explain", "none.jpg"), 2, "no photo at none.jpg"),
        (("explain", "bad.jpg", "--store", "store"), 2, "no photo at all"),
        (("diff", "old.toml", "new.toml", "--photos", "none"), 2, "no photos in none (looked for .avif"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(words: tuple[str, ...], code: int, message: str) -> None:
    Path("latin.toml").write_bytes(b"# \xe4")
    Path("bad.jpg").write_bytes(b"bad")
    done = run(*words)
    assert (done.exit_code, done.stderr.count("\n")) == (code, 1)
    assert message in done.stderr


def test_explain_shows_the_points_behind_each_place_as_plain_text() -> None:
    Path("photo.jpg").write_bytes(b"photo")
    done = run("explain", "photo.jpg", "--policy", "new.toml", "--store", "store")
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[1] == ["1", "70.2", "similar", "sofa", "[31m[b]Sofa", "likeness", "+70.2"]
    assert " ".join(lines[2]) == "2 72.5 similar chair [31m[b]Chair likeness +69.0, autumn sale +3.5"
    assert lines[5][4:7] == ["[31m[b]Rug", "(sold", "out)"]


def test_explain_follows_the_store_s_own_policy_and_stops_at_the_limit() -> None:
    Path("photo.jpg").write_bytes(b"photo")
    done = run("explain", "photo.jpg", "--store", "store", "--limit", "2")
    assert len(done.stdout.splitlines()) == 3
    assert "autumn sale" not in done.stdout


def test_diff_tells_which_first_rows_change_and_what_that_does() -> None:
    folder = Path("photos") / "more"
    folder.mkdir(parents=True)
    (folder / "swaps.JPG").write_bytes(b"swaps")
    (folder.parent / "stays.png").write_bytes(b"stays")
    (folder.parent / "bad.webp").write_bytes(b"bad")
    (folder.parent / "notes.txt").write_bytes(b"no photo")
    done = run("diff", "old.toml", "new.toml", "--photos", "photos", "--store", "store")
    assert done.exit_code == 0, done.output
    assert done.stderr == "photos/bad.webp: left out: no photo at all\n"
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        "photo old first row new first row",
        "swaps.JPG sofa chair",
        "chair sofa",
        "lamp lamp",
        "mug mug",
        "2 photos: the first row changes for 1, the first tile for 1",
        "first row (4 tiles) in stock mean margin mean price",
        # (100 + 50 + 20 + 10) / 4 in either order; the sold-out rug is no part of the row.
        "old 100.0% 50.0% 45.00 EUR",
        "new 100.0% 50.0% 45.00 EUR",
    ]


def test_diff_of_equal_policies_shows_no_rows_and_says_so() -> None:
    Path("photos").mkdir()
    Path("photos/bad.jpg").write_bytes(b"bad")
    done = run("diff", "old.toml", "old.toml", "--photos", "photos", "--store", "store")
    lines = done.stdout.splitlines()
    assert lines[0] == "0 photos: the first row changes for 0, the first tile for 0"
    assert lines[2].split() == ["old", "unknown", "unknown", "unknown"]


# --- at a real store ---


def at(store: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["policy", *map(str, words), "--store", str(store)], env=WIDE)


def test_a_store_without_a_policy_of_its_own_shows_the_one_that_ships_ready_to_be_changed(
    wares: Path,
) -> None:
    shown = at(wares, "show")
    Path("policy.toml").write_text(shown.stdout)
    assert at(wares, "check", "policy.toml").stdout.startswith("policy.toml: no mistakes")
    assert load_policy(shown.stdout, name="default.toml") == default_policy()
    assert "# " in shown.stdout


def test_a_policy_of_the_stores_own_is_shown_as_it_stands_and_followed(own_wares: Path, photo: Path) -> None:
    own = "version = 1  # ours\n[[boost]]\nname = 'clock week'\nwhen = \"leaf = 'Clocks'\"\npoints = 3\n"
    (own_wares / "policy.toml").write_text(own)
    assert at(own_wares, "show").stdout == own
    assert "clock week +3.0" in at(own_wares, "explain", photo).stdout
    assert "clock week" not in at(own_wares, "explain", photo, "--policy", "default").stdout


def test_skus_and_groups_of_the_store_are_known_and_others_named(wares: Path, tmp_path: Path) -> None:
    Path("pins.toml").write_text("version = 1\n[[pin]]\nname = 'w'\nskus = ['mug', 'rug-beige', 'gone']\n")
    assert at(wares, "check", "pins.toml").stderr == "pins.toml:2: warning: w: the store has no gone\n"
    assert at(tmp_path / "none", "check", "pins.toml").stderr == ""


def test_nothing_is_unknown_before_anything_was_ingested(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,image_link\n1,gone.jpg\n")
    store = tmp_path / "store"
    CliRunner().invoke(main, ["ingest", str(tmp_path / "bad.csv"), "--store", str(store)])
    Path("pins.toml").write_text("version = 1\n[[pin]]\nname = 'w'\nskus = ['gone']\n")
    assert at(store, "check", "pins.toml").stderr == ""


def test_a_boost_moves_what_it_names_and_diff_says_what_that_does_to_the_row(
    wares: Path, photo: Path
) -> None:
    """Likeness puts the mug first; three groups can be sold, and all of them stand in the row."""
    Path("photos").mkdir()
    photo.rename("photos/mug.jpg")
    Path("boost.toml").write_text(
        "version = 1\n[[boost]]\nname = 'all others'\nwhen = \"leaf <> 'Mugs'\"\npoints = 100\n"
    )
    done = at(wares, "diff", "default", "boost.toml", "--photos", "photos")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "photo old first row new first row"
    assert lines[1].startswith("mug.jpg mug-")
    assert lines[3].split()[1].startswith("mug-")
    assert lines[4] == "1 photos: the first row changes for 1, the first tile for 1"
    assert lines[6].split()[1:] == lines[7].split()[1:]
