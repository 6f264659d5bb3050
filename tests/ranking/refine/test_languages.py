"""Every language understands the same wishes in the same way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gumsole.colors import NAMED
from gumsole.ranking.refine import Currency, Vocabulary, Wish, lexicon_languages, understand
from gumsole.ranking.refine.lexicon import Cue, lexicon, palette_name, shades
from gumsole.ranking.refine.tokens import phrase
from gumsole.store import StoreValue
from tests.ranking.refine.stocked import EURO, vocabulary

STORE = vocabulary()

# What English says, and the same in other languages.
SAID = {
    "navy": {
        "es": ["azul marino", "en azul oscuro", "de color azul marino"],
        "de": ["in dunkelblau", "marineblau"],
        "ja": ["紺", "紺色の", "ネイビー"],
        "ar": ["كحلي", "بلون كحلي", "باللون الأزرق الداكن", "زرقاء غامقة"],
    },
    "red": {
        "es": ["rojo", "en roja", "rojos", "ROJAS"],
        "de": ["rot", "ein rotes"],
        "ja": ["赤い", "赤色の", "レッド"],
        "ar": ["أحمر", "احمر", "حمراء", "الحمراء", "أَحْمَر", "أحمـــر", "بالأحمر"],
    },
    "red or green": {
        "es": ["rojo o verde", "rojas y verdes"],
        "de": ["rot oder grün"],
        "ja": ["赤か緑", "赤または緑"],
        "ar": ["أحمر أو أخضر", "حمراء وخضراء", "الأحمر والأخضر"],
    },
    "wool": {
        "es": ["de lana", "hecho de lana"],
        "de": ["aus Wolle"],
        "ja": ["ウール製", "羊毛の"],
        "ar": ["صوف", "من الصوف", "صوفية", "مصنوع من الصوف"],
    },
    "not leather": {
        "es": ["no de cuero", "sin cuero", "sin piel", "que no sea de cuero", "nada de cuero"],
        "de": ["ohne Leder", "nicht aus Leder"],
        "ja": ["革以外", "革なし", "革ではない", "レザーを除く", "本革じゃない", "革を使っていない"],
        "ar": [
            "ليس جلد",
            "ليس جلدًا",
            "ليس من الجلد",
            "بدون جلد",
            "بلا جلد",
            "غير جلدي",
            "ما عدا الجلد",
            "لا جلد",
        ],
    },
    "not leather or wool": {
        "es": ["sin cuero ni lana", "que no sea de cuero ni de lana", "sin cuero o lana"],
        "de": ["kein Leder oder Wolle"],
        "ja": ["革以外 ウール以外"],
        "ar": ["بدون جلد أو صوف", "بدون جلد ولا صوف"],
    },
    "not red": {
        "es": ["no rojo", "que no sea rojo"],
        "de": ["nicht rot"],
        "ja": ["赤以外", "赤じゃない"],
        "ar": ["ليس أحمر", "غير أحمر", "عدا الأحمر"],
    },
    "plain": {
        "es": ["liso", "lisas", "sin estampado"],
        "de": ["einfarbig", "ohne Muster"],
        "ja": ["無地"],
        "ar": ["سادة", "بدون نقوش"],
    },
    "under 80": {
        "es": [
            "menos de 80",
            "por menos de 80 €",
            "hasta 80 €",
            "80 euros o menos",
            "no más de 80",
            "80 € como máximo",
        ],
        "de": ["unter 80", "bis 80 €", "80 oder weniger", "höchstens 80 Euro"],
        "ja": ["80ユーロ以下", "80以下", "80ユーロまで", "80ユーロ未満", "８０ユーロ以内"],
        "ar": [
            "أقل من 80",
            "أقل من ٨٠",
            "تحت ٨٠ يورو",
            "حتى 80 €",
            "٨٠ يورو أو أقل",
            "80 فأقل",
            "لا يزيد عن 80",
            "بـ80 يورو",
        ],
    },
    "over 50": {
        "es": [
            "más de 50",
            "desde 50 €",
            "a partir de 50",
            "50 o más",
            "como mínimo 50 euros",
            "50 en adelante",
        ],
        "de": ["über 50", "ab 50 Euro", "mindestens 50"],
        "ja": ["50以上", "50ユーロから", "50ユーロ以上の"],
        "ar": ["أكثر من 50", "فوق ٥٠", "ابتداءً من ٥٠ يورو", "٥٠ أو أكثر", "50 فما فوق", "على الأقل 50"],
    },
    "between 50 and 80": {
        "es": ["entre 50 y 80", "de 50 a 80 €", "desde 50 hasta 80", "50-80"],
        "de": ["zwischen 50 und 80", "50 bis 80 Euro"],
        "ja": ["50ユーロから80ユーロ", "50〜80", "50ユーロ以上80ユーロ以下"],
        "ar": ["بين 50 و80", "بين ٥٠ و ٨٠ يورو", "من ٥٠ إلى ٨٠", "٥٠-٨٠", "من 50 حتى 80 يورو"],
    },
    "under 1,299.50": {
        "es": ["menos de 1.299,50", "hasta 1299,50 euros"],
        "de": ["unter 1.299,50"],
        "ja": ["1,299.50以下"],
        "ar": ["أقل من ١٬٢٩٩٫٥٠", "أقل من 1,299.50", "حتى ۱۲۹۹٫۵۰"],
    },
    "under 2k": {
        "es": ["menos de 2 mil", "hasta 2000 euros"],
        "de": ["unter 2 tausend"],
        "ja": ["2千ユーロ以下"],
        "ar": ["أقل من 2 ألف", "حتى ٢ آلاف يورو"],
    },
    "under 1000": {
        "es": ["menos de mil euros"],
        "de": ["unter tausend Euro"],
        "ja": ["千ユーロ以下"],
        "ar": ["أقل من ألف يورو"],
    },
    "cheaper": {
        "es": ["más barato", "algo más barato", "más baratas que este", "menos caro"],
        "de": ["günstiger", "etwas billiger"],
        "ja": ["もっと安い", "もっと安いもの"],
        "ar": ["أرخص", "شيء أرخص", "أقل سعرًا", "بسعر أقل"],
    },
    "the same in another color": {
        "es": [
            "el mismo en otro color",
            "en otros colores",
            "otro color",
            "lo mismo pero en un color diferente",
        ],
        "de": ["dasselbe in einer anderen Farbe", "andere Farbe"],
        "ja": ["色違い", "別の色", "同じもので別の色", "違うカラーが欲しい"],
        "ar": ["نفسه بلون آخر", "لون آخر", "نفس الشيء بألوان أخرى", "بلون مختلف"],
    },
    "Kilnroot navy, not leather, under 80": {
        "es": ["Kilnroot azul marino, sin cuero, por menos de 80 €"],
        "de": ["Kilnroot dunkelblau, ohne Leder, unter 80 Euro"],
        "ja": ["Kilnrootの紺、革以外、80ユーロ以下"],
        "ar": ["Kilnroot كحلي، بلا جلد، أقل من ٨٠ يورو"],
    },
}
# Keyboards of Arabic type one of these.
DIGITS = {"ar": ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]}
PAIRS = [
    (english, language, words)
    for english, others in SAID.items()
    for language, said in others.items()
    for words in said
]


def meaning(wish: Wish) -> Wish:
    """A wish without the words in which it was said."""
    return replace(wish, parts=(), colors=tuple(replace(aim, name="") for aim in wish.colors))


def test_every_wish_of_the_table_is_said_in_every_language() -> None:
    assert all({*others, "en"} == {*lexicon_languages()} for others in SAID.values())


@pytest.mark.parametrize(("english", "language", "words"), PAIRS)
def test_a_wish_means_the_same_in_every_language(english: str, language: str, words: str) -> None:
    wish = understand(words, STORE, language=language)
    assert wish.terms == ()
    assert meaning(wish) == meaning(understand(english, STORE)) != Wish()


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_language_names_every_color_and_material(language: str) -> None:
    assert set(lexicon(language).colors.values()) == set(lexicon("en").colors.values()) >= set(NAMED)
    assert set(lexicon(language).materials.values()) == set(lexicon("en").materials.values())


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_language_has_the_same_labels_with_the_same_gaps(language: str) -> None:
    own, english = lexicon(language).labels, lexicon("en").labels
    filled = {"low": "50", "high": "80"}
    assert own.keys() == english.keys()
    for kind, gaps in (("under", {"high"}), ("over", {"low"}), ("between", {"low", "high"})):
        said = own[kind].format(**filled)
        assert {gap for gap, price in filled.items() if price in said} == gaps


@pytest.mark.parametrize(
    ("color", "language", "words"),
    [
        ("black", "es", "negro negra negros negras"),
        ("white", "es", "blanco blanca blancos blancas"),
        ("yellow", "es", "amarillo amarilla amarillos amarillas"),
        ("purple", "es", "morado morada morados moradas"),
        ("gray", "es", "gris grises"),
        ("brown", "es", "marrón marron marrones"),
        ("gold", "es", "dorado dorada dorados doradas"),
        ("black", "ar", "أسود اسود سوداء السوداء الأسود الاسود"),
        ("white", "ar", "أبيض ابيض بيضاء البيضاء الأبيض"),
        ("yellow", "ar", "أصفر اصفر صفراء الصفراء الأصفر"),
        ("green", "ar", "أخضر اخضر خضراء الخضراء الأخضر"),
        ("blue", "ar", "أزرق ازرق زرقاء الزرقاء الأزرق"),
        ("gray", "ar", "رمادي رمادية رماديه الرمادي الرمادية رمادى"),
        ("brown", "ar", "بني بنية بنى البني البنية"),
        ("gold", "ar", "ذهبي ذهبية الذهبي الذهبية"),
        ("black", "ja", "黒 黒い 黒色 ブラック"),
        ("white", "ja", "白 白い 白色 ホワイト"),
    ],
)
def test_a_color_is_known_in_all_its_forms(color: str, language: str, words: str) -> None:
    for word in words.split():
        (aim,) = understand(word, STORE, language=language).colors
        assert aim.palette == color, word


@dataclass(frozen=True, slots=True)
class Priced:
    """A price as the words of a language say it."""

    words: tuple[str, ...]
    low: int | None = None
    high: int | None = None


def _prices(language: str, low: int, high: int, written: Callable[[int], str]) -> list[Priced]:
    """Every way in which a language limits a price."""
    cues = {cue: sorted(said) for cue, said in lexicon(language).cues.items()}
    first, second = written(low), written(high)
    return [
        *(Priced((*cue, first), low=low) for cue in cues[Cue.OVER]),
        *(Priced((first, *cue), low=low) for cue in cues[Cue.OVER_AFTER]),
        *(Priced((*cue, first), high=low) for cue in cues[Cue.UNDER]),
        *(Priced((first, *cue), high=low) for cue in cues[Cue.UNDER_AFTER]),
        *(
            Priced((*cue, first, *to, second), low=low, high=high)
            for cue in cues[Cue.BETWEEN] or [()]
            for to in cues[Cue.TO]
        ),
    ]


@given(language=st.sampled_from(lexicon_languages()), data=st.data())
@settings(deadline=None, max_examples=400)
def test_a_color_with_a_price_gives_both_in_any_language(language: str, data: st.DataObject) -> None:
    known, gap = lexicon(language), "" if language == "ja" else " "
    color = data.draw(st.sampled_from(sorted(words for words, key in known.colors.items() if shades()[key])))
    euro = data.draw(
        st.sampled_from(["", "€", *(gap.join(name) for name in sorted(known.currencies["EUR"]))])
    )
    digits = str.maketrans("0123456789", data.draw(st.sampled_from(DIGITS.get(language, ["0123456789"]))))
    low = data.draw(st.integers(1, 9_000))
    price = data.draw(
        st.sampled_from(
            _prices(
                language,
                low,
                data.draw(st.integers(low + 1, 10_000)),
                lambda amount: gap.join([str(amount).translate(digits), euro]).strip(),
            )
        )
    )
    said = data.draw(st.permutations([gap.join(color), gap.join(price.words)]))
    words = ("の" if language == "ja" else " ").join(said)
    wish = understand(words, Vocabulary.of([], currency=EURO), language=language)
    assert [aim.palette for aim in wish.colors] == [palette_name(known.colors[color])]
    assert wish.filter.min_price == (price.low and price.low * 100)
    assert wish.filter.max_price == (price.high and price.high * 100)
    assert (wish.terms, wish.unwanted) == ((), ())


ARABIC = sorted({words for _, language, words in PAIRS if language == "ar"})


@given(words=st.sampled_from(ARABIC), data=st.data())
@settings(deadline=None, max_examples=100)
def test_vowel_marks_and_stretching_change_nothing_of_arabic(words: str, data: st.DataObject) -> None:
    marks = [
        data.draw(st.sampled_from(["", "", "\u064e", "\u0650", "\u0652", "\u0651\u064f", "\u0640"]))
        for _ in words
    ]
    marked = "".join(
        chain.from_iterable(
            (letter, mark if letter.isalpha() else "") for letter, mark in zip(words, marks, strict=True)
        )
    )
    assert understand(marked, STORE, language="ar") == understand(words, STORE, language="ar")


@pytest.mark.parametrize(
    ("written", "other"),
    [("أريكة", "اريكه"), ("إطار", "اطار"), ("آلة", "اله"), ("كرسى", "كرسي"), ("کتاب", "كتاب")],
)
def test_letters_that_arabic_keyboards_exchange_are_one(written: str, other: str) -> None:
    assert phrase(written) == phrase(other)


@pytest.mark.parametrize(
    ("category", "language", "words"),
    [
        ("Sofás", "es", "sofa"),
        ("Sillones", "es", "sillón"),
        ("Luces", "es", "una luz"),
        ("Sillas", "es", "sillas"),
        ("طاولات", "ar", "طاولة"),
        ("طاولات", "ar", "الطاولة"),
        ("وسائد", "ar", "الوسائد"),
        ("طاولات جانبية", "ar", "الطاولات الجانبية"),
        ("الأرائك", "ar", "أرائك"),
    ],
)
def test_categories_of_a_store_are_named_in_singular_and_with_the_article(
    category: str, language: str, words: str
) -> None:
    store = Vocabulary.of([StoreValue("category", f'["{category}"]', 1)])
    wish = understand(words, store, language=language)
    assert (wish.filter.categories, wish.terms) == (((category,),), ())


@pytest.mark.parametrize(("language", "words"), [("es", "sofá cama"), ("ar", "وسائد كنب")])
def test_where_the_thing_comes_first_what_it_is_for_is_no_category(language: str, words: str) -> None:
    first, second = words.split()
    store = Vocabulary.of([StoreValue("category", f'["{name}"]', 1) for name in (first, second)])
    wish = understand(words, store, language=language)
    assert (wish.filter.categories, wish.terms) == (((first,),), (second,))


@pytest.mark.parametrize(
    ("language", "leather", "imitated"),
    [
        ("es", "Piel", "Piel sintética"),
        ("es", "Cuero", "Imitación de cuero"),
        ("ar", "جلد طبيعي", "جلد صناعي"),
        ("ar", "الجلد", "الجلد الصناعي"),
        ("ja", "皮革", "合成皮革"),
        ("ja", "革", "人工皮革"),
        ("de", "Leder", "Veganes Leder"),
    ],
)
def test_an_imitation_is_not_what_it_imitates(language: str, leather: str, imitated: str) -> None:
    store = Vocabulary.of([StoreValue("material", value, 1) for value in (leather, imitated)])
    (demand,) = understand(leather, store, language=language).demands
    assert demand.anywhere == (("material", frozenset({leather})),)


def test_a_store_is_asked_in_another_language_than_its_own() -> None:
    store = Vocabulary.of([StoreValue("color", "أزرق داكن", 1), StoreValue("color", "Azul marino", 1)])
    (aim,) = understand("dark blue", store).colors
    assert aim.values == {"أزرق داكن", "Azul marino"}


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("SAR", "ar", "٨٠ ريال"),
        ("SAR", "ar", "80 ر.س"),
        ("AED", "ar", "٨٠ درهمًا"),
        ("EGP", "ar", "٨٠ جنيهًا مصريًا"),
        ("MXN", "es", "80 pesos"),
        ("USD", "es", "80 dólares"),
        ("JPY", "ja", "80円"),
    ],
)
def test_an_amount_in_the_stores_currency_is_a_budget(code: str, language: str, words: str) -> None:
    wish = understand(words, Vocabulary.of([], currency=Currency(code)), language=language)
    assert (wish.filter.max_price, wish.terms) == (8000, ())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "mesa de 120 cm"),
        ("es", "colchón 160 por 200"),
        ("ar", "طاولة ١٢٠ سم"),
        ("ar", "طقم من 6 قطع"),
        ("ja", "120センチ"),
    ],
)
def test_measures_are_no_prices(language: str, words: str) -> None:
    wish = understand(words, STORE, language=language)
    assert (wish.filter.min_price, wish.filter.max_price) == (None, None)
    assert wish.terms
