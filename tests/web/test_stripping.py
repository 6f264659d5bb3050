"""Comments and indentation go; nothing that runs does."""

from __future__ import annotations

import pytest

from gumsole.web import stripping

KEPT = (
    'const a = "// no comment", b = \'/* none */\', c = "\\"//";',
    "const t = `a // b ${x ? `/* text */ ${y}` : '}'} c`;",
    "const u = `\n  <p>  // kept\n  </p>`;",
    'const r = s.replace(/\\/\\*["\'`]/g, "`");',
    'const f = (x) => /[/*]"/.test(x);',
    "function* g() { yield /x\\//; return /'/; }",
    'if (a) /re"g/.exec(b);',
    'const q = a++ / 2 / b, w = c[0] / 2, z = (d) / "/*".length;',
    'const v = word.return / 2 / "x//y".length;',
    "a?.(/'/);",
    "const w = `${{a: {b: 1}}.a.b}//`;",
    "return\nvalue",
    "class A { #p = 1; static m() { return this.#p / 2; } }",
)


@pytest.mark.parametrize("code", KEPT)
def test_code_without_comments_stays_as_it_is(code: str) -> None:
    assert stripping.javascript(code) == code


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("/** @type {number} */\nconst a = 1; // one\n\n\n    const b = 2;", "const a = 1;\nconst b = 2;"),
        ("a/* in between */b", "a b"),
        ("return /* over\n lines */ value", "return\nvalue"),
        ("const f = () => {\n    // nothing\n};", "const f = () => {\n};"),
        ("`${/* why */ a}`", "`${ a}`"),
    ],
)
def test_comments_and_indentation_go(code: str, left: str) -> None:
    assert stripping.javascript(code) == left


def test_the_end_of_a_file_ends_whatever_is_open() -> None:
    assert stripping.javascript("const a = `open ${b") == "const a = `open ${b"


def test_style_sheets_keep_their_strings_and_lose_their_comments() -> None:
    sheet = """
/* head */
.a::before {
    content: "/* not one */" '\\'/*';
    /* inner */ --x: 1px;
}
"""
    assert stripping.css(sheet) == ".a::before {\ncontent: \"/* not one */\" '\\'/*';\n --x: 1px;\n}"
