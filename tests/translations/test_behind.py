"""A translation knows what it was made from, and says so when that changes."""

from __future__ import annotations

import re

from tests.translations.conftest import Library

WELSH, SOURCE = "pain/2026-01.cy.yaml", "pain/2026-01.cy.source.yaml"
NOTICE = "Mae’r cyfieithiad hwn yn hŷn na’r testun y cafodd ei wneud ohono."


def confirmed(library: Library) -> Library:
    said = library.run("translate", "confirm", "pain", "--to", "cy")
    assert said.code == 0, said
    return library


def page(library: Library) -> str:
    said = library.run("build", "pain", "--layout", "web", "--lang", "cy")
    assert said.code == 0, said
    return (library.out / "pain" / "2026-01.cy" / "pain-web.html").read_text(encoding="utf-8")


def test_a_translation_of_which_nobody_says_what_it_was_made_from_is_a_warning(library: Library) -> None:
    assert "2026-01.cy.yaml: warning: Nobody has said which edition this was translated from" in (
        library.run("check").err
    )
    assert "Nobody has said" not in confirmed(library).run("check").err


def test_confirm_keeps_each_passage_of_the_original_with_a_fingerprint(library: Library) -> None:
    text = confirmed(library).text(SOURCE)
    assert 'edition: "2026-01"\nlanguage: "en-GB"\n' in text
    assert text.count("fingerprint: ") == text.count("  - key: ") == 25
    assert '"Take **500 mg** twice a day, with [food](term:). Do not take more than 2 g in a day."' in text


def test_a_dose_that_changed_since_is_told_in_words_before_all_else(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "An", "Absolutely an")
    library.edit("pain/2026-01.yaml", "cannot breathe", "cannot breathe well")
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    said = library.run("check")
    assert said.code == 0
    assert (
        "The translation is behind 2026-01 (en-GB), which it was made from. Since then “500 mg” became “1000 mg”; "
        "a warning changed: “Call 999 if you cannot breathe” became “Call 999 if you cannot breathe well”; "
        "1 other passage changed."
    ) in said.err


def test_what_comes_and_goes_is_told(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "      | Children | 1 ml |\n", "")
    library.edit("pain/2026-01.yaml", "      - one at 8pm", "      - one at 8pm\n      - never on an empty stomach")
    said = library.run("check").err
    assert "“1 ml” was taken out" in said
    assert "a warning is new: “never on an empty stomach”" in said


def test_a_newer_edition_of_the_original_leaves_the_translation_behind(library: Library) -> None:
    confirmed(library)
    newer = library.text("pain/2026-01.yaml").replace("2026-01", "2026-05").replace("2 g", "3 g")
    library.put("pain/2026-05.yaml", newer.replace("approved", "draft"))
    assert "is behind" not in library.run("check").err, "a draft is nobody's original yet"
    library.put("pain/2026-05.yaml", newer)
    assert "Since then “more than 2 g” became “more than 3 g”." in library.run("check").err


def test_the_paper_says_so_in_one_line_unless_the_library_wants_none(library: Library) -> None:
    confirmed(library)
    assert NOTICE not in page(library)
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    assert page(library).count(NOTICE) >= 1
    library.edit("library.yaml", "language: en-GB", "language: en-GB\ntranslations: {behind: none}")
    assert NOTICE not in page(library)


def test_a_translation_brought_up_to_date_by_hand_is_no_fault_and_confirmed_again(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    library.edit(WELSH, "500 mg", "1000 mg")
    said = library.run("check")
    assert said.code == 0
    assert "is behind" in said.err
    assert "is behind" not in confirmed(library).run("check").err


def test_confirm_refuses_what_does_not_say_the_same_numbers(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    said = library.run("translate", "confirm", "pain", "--to", "cy")
    assert said.code == 1
    assert "it says “500 mg” for “1000 mg”" in said.err
    assert "500 mg" in library.text(SOURCE)


def test_a_passage_changed_by_hand_in_the_record_is_an_error(library: Library) -> None:
    confirmed(library)
    library.edit(SOURCE, "500 mg", "50 mg")
    assert "cy.source.yaml:14: error: This passage was changed after it was written" in library.run("check").err


def test_an_original_that_was_taken_away_is_told(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "status: approved", "status: withdrawn")
    assert "the edition in en-GB that it was made from was taken away" in library.run("check").err


def test_the_fingerprint_of_a_translation_is_the_same_whether_or_not_it_is_behind(library: Library) -> None:
    before = library.run("list").out
    signed = library.run("sign", "pain", "--lang", "cy", "--role", "Nurse", "--name", "Ann", "--despite", "Seen")
    confirmed(library)
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    again = library.run("sign", "pain", "--lang", "cy", "--role", "Nurse", "--name", "Ann", "--despite", "Seen")
    assert before
    assert signed.out == again.out


def test_due_code_and_the_catalogue_say_that_it_is_behind_and_by_what(library: Library) -> None:
    confirmed(library)
    library.edit("pain/2026-01.yaml", "500 mg", "1000 mg")
    text = page(library)
    assert "behind the edition that it was translated from (“500 mg” became “1000 mg”)" in library.run("due").out
    code = re.findall(r"code=([A-Z0-9-]+)", text) or re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", text)
    said = library.run("code", code[0])
    assert said.code == 1
    assert "do not use" in said.out
    assert "“500 mg” became “1000 mg”" in said.out
    index = (library.out / "index.html").read_text(encoding="utf-8")
    assert "“500 mg” became “1000 mg”" in index


def test_what_is_remembered_of_a_translation_knows_when_its_original_changes(library: Library) -> None:
    confirmed(library)
    page(library)
    library.edit("pain/2026-01.yaml", "1 June", "2 June")
    assert NOTICE in page(library)
    library.edit("pain/2026-01.yaml", "2 June", "1 June")
    assert NOTICE not in page(library)


def test_the_next_edition_of_a_translation_was_made_from_the_same(library: Library) -> None:
    confirmed(library)
    assert library.run("next", "pain", "--lang", "cy", "--last", "2026-06").code == 0
    assert library.text("pain/2026-06.cy.source.yaml") == library.text(SOURCE)
