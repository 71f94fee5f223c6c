"""What braille says besides the words of a leaflet: on its title page, and where its contents are."""

from __future__ import annotations

from press.layout import Layout, Strings
from press.manuscript.script import Manuscript
from press.model import plain


def front_of_braille(script: Manuscript) -> tuple[str, ...]:
    """The words of the leaflet that stand on the title page, in their order."""
    clinic = script.clinic
    named = (clinic.logo_alt, clinic.name) if clinic else ()
    own = (script.notice, plain(script.title), script.volume, plain(script.subtitle))
    return tuple(filter(None, (script.publisher, script.logo_alt, *named, *own)))


def told_of_braille(script: Manuscript, layout: Layout) -> tuple[str, ...]:
    """What the title page tells of the braille: its grade and size, the print edition, who proof-read it, whom to ask.

    Whoever orders braille wants to know these; each volume has them.
    """
    page, strings = layout.braille, script.strings
    if not page:
        return ()
    sides = strings["braille_two_sides" if page.sides == 2 else "braille_one_side"]
    return tuple(
        filter(
            None,
            (
                strings["braille_sheet"].format(
                    grade=grade_of(strings, layout), cells=page.cells, lines=page.lines, sides=sides
                ),
                strings["braille_print"].format(edition=script.edition, code=script.code),
                script.proof_read or strings["braille_unproved"],
                script.help,
            ),
        )
    )


def print_turns(script: Manuscript) -> tuple[tuple[int, int], ...]:
    """Where pages of the print edition begin in the text behind the title page: the index of a word, and the page. The
    page that this text begins on is the first of them."""
    front = len(_seen(" ".join(front_of_braille(script))))
    words = " ".join(script.texts()).split()
    found = {max(len(_seen(" ".join(words[:index]))) - front, 0): page for index, page in script.print_pages}
    return tuple(found.items())


def _seen(text: str) -> list[str]:
    """The words of a text that have any sign that is seen."""
    return [word for word in text.split() if any(map(str.isprintable, word))]


def grade_of(strings: Strings, layout: Layout) -> int:
    """The grade of braille: that of the layout; the other one where nobody has asked and the language has only that."""
    grade = layout.braille.grade if layout.braille else 2
    other = 3 - grade
    tables = strings.tables
    lacks = f"grade_{grade}" not in tables and f"grade_{other}" in tables
    return other if lacks and not layout.reading.grade else grade


def tables_of(strings: Strings, layout: Layout) -> tuple[str, str, str]:
    """liblouis's tables for a language: of the grade that is wished for, of grade 1, and of signs.

    The second and third are the first where the language has none. Empty where there is none of the grade.
    """
    tables = strings.tables
    grade = tables.get(f"grade_{grade_of(strings, layout)}", "")
    return grade, tables.get("grade_1", grade), tables.get("signs", grade)
