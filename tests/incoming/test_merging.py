"""What somebody changed in a Word file of ours comes home into the edition, and nothing else of it is touched."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from press import layout, manuscript
from press.incoming import reading
from press.incoming.edits import Edit, Merged, Sort, State
from press.incoming.merging import merge
from press.incoming.printed import passages
from press.incoming.returned import made_of
from press.incoming.sources import sources
from press.layout import Layout
from press.manuscript import Manuscript
from press.manuscript.fitting import fit
from press.manuscript.passages import leaflet
from press.model import Edition, Leaflet
from press.writers import word
from tests.building import read
from tests.incoming.files import W, raw, saved

ROOT = Path(__file__).parents[2]
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
LARGE = LAYOUTS["large-print"]
LIBRARY = "publisher: Us\nlanguage: en-GB\ncontacts:\n  line:\n    name: Helpline\n    phone: 0808 800 6000\n"
KNEE = """# The knee leaflet.
title: Your knee
summary: >-
  What to do after
  an operation.
review:
  status: approved
  last: "2026-01"   # by the ward
  next: "2028-01"
sections:
  - heading: At home
    # For the reviewer: see the trial of 2019.
    body: |
      Take **30 mg** of the drug, and
      read [our page](https://example.org/a) about an MRI.

      Every day:

      - rest
      - walk for 10 minutes
      - sleep

      Then:

      1. wash
      2. dry

      Table: Doses

      | Who | Dose |
      |---|---|
      | Child | 5 ml |
      | Adult | 10 ml |

      ::: important Call us
      If it bleeds, call at once.
      :::

  - heading: At work
    body: |
      Go back when you can.
abbreviations:
  MRI: magnetic resonance imaging
contacts: [line]
"""


def edition(folder: Path, text: str = KNEE) -> Edition:
    library = folder / "leaflets"
    (library / "knee").mkdir(parents=True, exist_ok=True)
    (library / "library.yaml").write_text(LIBRARY)
    (library / "knee" / "2026-01.yaml").write_text(text)
    found, problems = read(library)
    assert not [str(problem) for problem in problems]
    return found.editions[0]


def composed(of: Edition) -> Manuscript:
    strings = LAYOUTS.strings_for(of.language)
    assert strings
    return manuscript.compose(Leaflet(of), strings)


def written(script: Manuscript, look: Layout = LARGE, size: float = 18) -> bytes:
    return word.write(fit(script, look.at(size)), look.at(size))


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    return composed(edition(tmp_path_factory.mktemp("knee")))


def merged(data: bytes, script: Manuscript, text: str = KNEE) -> Merged:
    return merge(reading.read(data, "x"), reading.read(data, "x", original=True), text, script)


Change = Callable[[WordDocument], object]


def edited(script: Manuscript, change: Change, size: float = 18) -> bytes:
    document = Document(io.BytesIO(written(script, size=size)))
    change(document)
    return saved(document)


def paragraphs(document: WordDocument) -> list[Paragraph]:
    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def starting(document: WordDocument, words: str) -> Paragraph:
    return next(each for each in paragraphs(document) if each.text.startswith(words))


def retyped(words: str, before: str, after: str) -> Change:
    """Other words in a run of the paragraph that starts with ``words``."""

    def change(document: WordDocument) -> None:
        for run in starting(document, words)._p.iter(qn("w:t")):
            if run.text and before in run.text:
                run.text = run.text.replace(before, after)
                return
        raise AssertionError(before)

    return change


def only(result: Merged) -> Edit:
    (edit,) = result.edits
    return edit


def taken_out(element: Any) -> None:
    element.getparent().remove(element)


def removed(words: str) -> Change:
    def change(document: WordDocument) -> None:
        taken_out(starting(document, words)._p)

    return change


@pytest.mark.parametrize("size", [18, 28])
def test_an_unedited_file_changes_not_a_byte(script: Manuscript, size: float) -> None:
    result = merged(written(script, size=size), script)
    assert (result.text, result.edits) == (KNEE, ())


def test_a_file_that_another_program_has_saved_changes_not_a_byte(script: Manuscript) -> None:
    assert merged(edited(script, lambda document: None), script).text == KNEE


def test_a_file_says_of_which_edition_it_was_made(script: Manuscript) -> None:
    assert made_of(reading.read(written(script), "x")) == leaflet("knee", "2026-01", "en-GB")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("Take", "30", "45"),
        ("Take", "our page", "their page"),
        ("Take", "Take", "Do not take"),
        ("walk for", "10", "20"),
        ("dry", "dry", "dry well"),
        ("10", "10", "15"),
        ("Child", "Child", "Baby"),
        ("If it bleeds", "at once", "tomorrow"),
        ("Important: Call us", "Call us", "Call the ward"),
        ("Your knee", "knee", "hip"),
        ("At work", "work", "school"),
        ("What to do", "after", "before"),
        ("Doses", "Doses", "How much"),
    ],
)
def test_other_words_go_to_their_place_and_all_marks_stay(
    script: Manuscript, words: str, before: str, after: str
) -> None:
    result = merged(edited(script, retyped(words, before, after)), script)
    edit = only(result)
    assert (edit.sort, edit.state) == (Sort.CHANGED, State.APPLIED)
    assert len([one for one, other in zip(KNEE.split("\n"), result.text.split("\n"), strict=True) if one != other]) == 1
    assert after in result.text


@pytest.mark.parametrize(
    ("key", "words"),
    [("subtitle: {}", "Where it hurts"), ("references: [{{text: {}}}]", "Knees and studies")],
)
def test_other_words_of_what_stands_around_the_sections_go_to_their_place(tmp_path: Path, key: str, words: str) -> None:
    text = KNEE.replace("review:\n", f"{key.format(words)}\nreview:\n", 1)
    script = composed(edition(tmp_path, text))
    result = merged(edited(script, retyped(words, words.split()[-1], "week")), script, text)
    assert (only(result).state, result.text) == (State.APPLIED, text.replace(words.split()[-1], "week", 1))


@pytest.mark.parametrize("above", ["", "### The first week\n\n      "])
def test_a_cell_of_a_table_that_was_set_as_a_list_keeps_the_head_of_its_column_out_of_the_edition(
    tmp_path: Path, above: str
) -> None:
    wide = "| Who | Morning | Noon | Night |\n      |---|---|---|---|\n      | Child | 5 ml | 6 ml | 7 ml |\n"
    start, end = KNEE.index("| Who"), KNEE.index("\n      ::: important")
    text = f"{KNEE[:start]}{wide}{KNEE[end:]}".replace("Table: Doses", f"{above}Table: Doses")
    script = composed(edition(tmp_path, text))
    result = merged(edited(script, retyped("Noon", "6", "16"), size=28), script, text)
    assert (only(result).before, only(result).after) == ("Noon: 6 ml", "Noon: 16 ml")
    assert (only(result).state, result.text) == (State.APPLIED, text.replace("6 ml", "16 ml"))


def test_words_beside_a_sign_that_is_written_with_a_backslash_come_home_and_the_sign_stays(tmp_path: Path) -> None:
    text = KNEE.replace("Every day:", "Every day take 2 \\* 3 drops \\[of oil\\]:")
    script = composed(edition(tmp_path, text))
    assert merged(written(script), script, text).text == text
    result = merged(edited(script, retyped("Every day", "drops", "drips")), script, text)
    assert (only(result).before, only(result).after) == (
        "Every day take 2 * 3 drops [of oil]:",
        "Every day take 2 * 3 drips [of oil]:",
    )
    assert result.text == text.replace("3 drops", "3 drips")


def test_a_number_is_shown_first(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        retyped("Take", "drug", "medicine")(document)
        retyped("walk for", "10", "20")(document)

    first, second = merged(edited(script, change), script).edits
    assert (first.of_numbers, second.of_numbers) == (True, False)
    assert (first.before, first.after) == ("walk for 10 minutes", "walk for 20 minutes")


def test_words_that_the_press_adds_are_not_put_into_the_edition(script: Manuscript) -> None:
    result = merged(edited(script, retyped("Take", "magnetic", "nuclear")), script)
    assert (only(result).state, result.text) == (State.BY_HAND, KNEE)


def test_what_goes_over_the_end_of_strong_words_is_left_to_a_person(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "Take")
        texts = [each for each in paragraph._p.iter(qn("w:t")) if each.text]
        texts[1].text, texts[2].text = "", (texts[2].text or "").replace(" of the", "", 1)

    result = merged(edited(script, change), script)
    assert (only(result).state, result.text) == (State.BY_HAND, KNEE)


def test_a_new_paragraph_and_a_new_item_go_behind_what_they_stand_behind(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        for words, new in (("Every day:", "Ask *us* first."), ("sleep", "walk again")):
            before = starting(document, words)
            style = before.style if words == "sleep" else None
            before._p.addnext(document.add_paragraph(new, style)._p)

    result = merged(edited(script, change), script)
    wanted = KNEE.replace("      Every day:\n", "      Every day:\n\n      Ask \\*us\\* first.\n")
    assert result.text == wanted.replace("      - sleep\n", "      - sleep\n      - walk again\n")
    assert [(each.sort, each.state) for each in result.edits] == [(Sort.ADDED, State.APPLIED)] * 2


def test_a_step_that_is_added_gets_the_next_number(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        before = starting(document, "dry")
        before._p.addnext(document.add_paragraph("rest", before.style)._p)

    assert "      2. dry\n      3. rest\n" in merged(edited(script, change), script).text


@pytest.mark.parametrize(
    ("words", "lines"),
    [("walk for", "      - walk for 10 minutes\n"), ("Then:", "      Then:\n\n"), ("sleep", "      - sleep\n")],
)
def test_what_was_taken_out_goes_out_of_the_edition(script: Manuscript, words: str, lines: str) -> None:
    result = merged(edited(script, removed(words)), script)
    assert result.text == KNEE.replace(lines, "")
    assert (only(result).sort, only(result).state) == (Sort.REMOVED, State.APPLIED)


def test_a_heading_that_was_taken_out_is_left_to_a_person(script: Manuscript) -> None:
    result = merged(edited(script, removed("At work")), script)
    assert (only(result).sort, only(result).state, result.text) == (Sort.REMOVED, State.BY_HAND, KNEE)


def moved(words: str, behind: str) -> Change:
    return lambda document: starting(document, behind)._p.addnext(starting(document, words)._p)


def test_an_item_that_was_moved_moves_in_the_edition_with_its_marks(script: Manuscript) -> None:
    result = merged(edited(script, moved("rest", behind="sleep")), script)
    assert (only(result).sort, only(result).before, only(result).state) == (Sort.MOVED, "rest", State.APPLIED)
    assert "      Every day:\n\n      - walk for 10 minutes\n      - sleep\n      - rest\n\n" in result.text


def test_a_step_that_was_moved_is_told(script: Manuscript) -> None:
    edit = only(result := merged(edited(script, moved("wash", behind="dry")), script))
    assert (edit.sort, edit.before, edit.state, result.text) == (Sort.MOVED, "wash", State.BY_HAND, KNEE)


def test_what_cannot_be_put_in_without_harm_is_left_to_a_person(
    script: Manuscript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.incoming.wording._ESCAPED", re.compile("((?!))"))
    data = edited(script, retyped("Every day:", "Every day:", "```"))
    result = merged(data, script)
    assert (only(result).state, result.text) == (State.BY_HAND, KNEE)


def test_a_contact_belongs_to_the_library(script: Manuscript) -> None:
    result = merged(edited(script, retyped("Phone", "0808", "0909")), script)
    where = "contact line"
    assert (only(result).state, only(result).where, result.text) == (State.LIBRARY, where, KNEE)


def test_a_tracked_change_is_taken_and_said_to_be_open(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "sleep")
        run = next(paragraph._p.iter(qn("w:r")))
        raw(paragraph, "<w:ins w:id='900' w:author='A'><w:r><w:t>nap</w:t></w:r></w:ins>")
        raw(paragraph, "<w:del w:id='901' w:author='A'><w:r><w:delText>sleep</w:delText></w:r></w:del>")
        taken_out(run)

    result = merged(edited(script, change), script)
    assert (only(result).after, only(result).tracked) == ("nap", True)
    assert "- nap\n" in result.text


def test_a_change_that_is_not_tracked_is_not_said_to_be_open(script: Manuscript) -> None:
    assert not only(merged(edited(script, retyped("sleep", "sleep", "nap")), script)).tracked


def test_a_comment_is_told_with_its_author(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        document.add_comment(starting(document, "Then:").runs, text="When?", author="Dr A.")

    assert merged(edited(script, change), script).comments == ("Dr A. commented: “When?”",)


# What is not words


def leading(address: str) -> Change:
    """Another address for the link of the edition."""

    def change(document: WordDocument) -> None:
        (link,) = [rel for rel in document.part.rels.values() if rel.is_external and rel.target_ref.endswith("/a")]
        link._target = address

    return change


def test_a_link_that_leads_elsewhere_leads_there_in_the_edition(script: Manuscript) -> None:
    result = merged(edited(script, leading("https://example.org/b")), script)
    assert (only(result).before, only(result).after) == ("https://example.org/a", "https://example.org/b")
    assert result.text == KNEE.replace("https://example.org/a", "https://example.org/b")


@pytest.mark.parametrize("address", ["https://example.org/b)c", "ftp://example.org", "javascript:x"])
def test_a_link_that_the_format_cannot_have_is_left_to_a_person(script: Manuscript, address: str) -> None:
    result = merged(edited(script, leading(address)), script)
    assert (only(result).state, result.text) == (State.BY_HAND, KNEE)


def test_a_new_link_is_told(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        name = document.part.relate_to("https://example.org/new", kind, is_external=True)
        run = next(starting(document, "sleep")._p.iter(qn("w:r")))
        link = parse_xml(f'<w:hyperlink xmlns:w="{W}" xmlns:r="{kind.rpartition("/")[0]}" r:id="{name}"/>')
        run.addprevious(link)
        link.append(run)

    result = merged(edited(script, change), script)
    assert (only(result).after, only(result).state, result.text) == ("https://example.org/new", State.BY_HAND, KNEE)


def look(words: str, name: str) -> Change:
    def change(document: WordDocument) -> None:
        for run in starting(document, words).runs:
            run._r.get_or_add_rPr().append(parse_xml(f'<w:{name} xmlns:w="{W}"/>'))

    return change


def test_words_that_became_strong_are_told(script: Manuscript) -> None:
    result = merged(edited(script, look("walk for", "b")), script)
    assert (only(result).before, only(result).after, only(result).state) == ("", "walk for 10 minutes", State.BY_HAND)


def test_an_item_that_became_a_paragraph_is_told(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "rest")
        paragraph.style = document.styles["Normal"]

    edit = only(merged(edited(script, change), script))
    assert (edit.before, edit.state, "no item" in edit.note) == ("rest", State.BY_HAND, True)


def test_a_picture_without_an_alternative_text_that_was_pasted_in_is_told(script: Manuscript) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    file.seek(0)
    edit = only(merged(edited(script, lambda document: document.add_picture(file)), script))
    assert (edit.where, edit.state) == ("a picture", State.BY_HAND)


def test_what_was_typed_above_the_title_is_told(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        starting(document, "Us")._p.addprevious(document.add_paragraph("Draft 3")._p)

    edit = only(merged(edited(script, change), script))
    assert (edit.after, edit.state) == ("Draft 3", State.BY_HAND)


def test_a_copy_of_a_passage_is_told(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "rest")._p
        paragraph.addnext(copy.deepcopy(paragraph))

    assert (only(merged(edited(script, change), script)).where) == "a copy of a passage"


def test_the_halves_of_a_passage_that_cannot_be_changed_word_by_word_are_both_left_to_a_person(
    script: Manuscript,
) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "Take")._p
        half = document.add_paragraph()._p
        paragraph.addnext(half)
        for run in list(next(paragraph.iter(qn("w:hyperlink"))).itersiblings()):
            half.append(run)

    result = merged(edited(script, change), script)
    assert ({each.state for each in result.edits}, result.text) == ({State.BY_HAND}, KNEE)


def test_a_section_that_was_taken_out_is_left_to_a_person_as_one(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        for words in ("At work", "Go back"):
            taken_out(starting(document, words)._p)

    result = merged(edited(script, change), script)
    assert ([each.state for each in result.edits], result.text) == ([State.BY_HAND] * 2, KNEE)


@pytest.mark.parametrize("words", ["Go back", "If it bleeds"])
def test_the_only_words_of_a_section_or_a_box_are_not_taken_out_without_it(script: Manuscript, words: str) -> None:
    result = merged(edited(script, removed(words)), script)
    assert (only(result).state, result.text) == (State.BY_HAND, KNEE)


def test_a_contact_that_was_taken_out_is_told(script: Manuscript) -> None:
    edit = only(merged(edited(script, removed("Phone")), script))
    assert (edit.where, edit.sort, edit.state) == ("contact line", Sort.REMOVED, State.LIBRARY)


def test_the_summary_that_was_taken_out_is_told(script: Manuscript) -> None:
    assert only(merged(edited(script, removed("What to do")), script)).where == "the summary"


def without_its_end(paragraph: Paragraph) -> None:
    """The end of a paragraph deleted in a tracked change."""
    mark = parse_xml(f'<w:rPr xmlns:w="{W}"><w:del w:id="91" w:author="A"/></w:rPr>')
    paragraph._p.get_or_add_pPr().append(mark)


def test_a_paragraph_deleted_in_a_tracked_change_goes_and_the_next_stays_itself(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        paragraph = starting(document, "walk for")
        for text in list(paragraph._p.iter(qn("w:t"))):
            track(text, "")
        without_its_end(paragraph)

    result = merged(edited(script, change), script)
    assert (only(result).sort, result.text) == (Sort.REMOVED, KNEE.replace("      - walk for 10 minutes\n", ""))


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(script: Manuscript) -> None:
    result = merged(edited(script, lambda document: without_its_end(starting(document, "rest"))), script)
    assert "      - restwalk for 10 minutes\n      - sleep\n" in result.text
    assert [(each.sort, each.state) for each in result.edits] == [
        (Sort.CHANGED, State.APPLIED),
        (Sort.REMOVED, State.APPLIED),
    ]


# Two editors


def test_what_changed_in_the_edition_alone_stays(tmp_path: Path, script: Manuscript) -> None:
    later = KNEE.replace("walk for 10 minutes", "walk for an hour")
    result = merged(written(script), composed(edition(tmp_path, later)), later)
    assert (result.edits, result.text) == ((), later)


def test_what_both_changed_is_a_conflict_and_is_not_guessed(tmp_path: Path, script: Manuscript) -> None:
    later = KNEE.replace("walk for 10 minutes", "walk for an hour")
    data = edited(script, retyped("walk for", "10", "20"))
    result = merged(data, composed(edition(tmp_path, later)), later)
    conflict = only(result)
    assert conflict.state is State.CONFLICT
    assert (conflict.before, conflict.after) == ("walk for an hour", "walk for 20 minutes")
    assert result.text == later


def test_what_was_changed_in_the_file_and_taken_out_of_the_edition_is_told_without_another_s_words(
    tmp_path: Path, script: Manuscript
) -> None:
    later = KNEE.replace("      - walk for 10 minutes\n", "")
    data = edited(script, retyped("walk for", "10", "20"))
    conflict = only(merged(data, composed(edition(tmp_path, later)), later))
    assert (conflict.before, conflict.after) == ("", "walk for 20 minutes")
    assert (conflict.where, conflict.state) == ("a passage that the edition has no more", State.CONFLICT)


def test_two_editors_of_different_passages_both_come_home(tmp_path: Path, script: Manuscript) -> None:
    later = KNEE.replace("walk for 10 minutes", "walk for an hour")
    result = merged(edited(script, retyped("Take", "30", "45")), composed(edition(tmp_path, later)), later)
    assert result.text == later.replace("30 mg", "45 mg")
    assert only(result).state is State.APPLIED


def test_what_the_edition_has_since_is_not_taken_out_again(tmp_path: Path, script: Manuscript) -> None:
    later = KNEE.replace("      - sleep\n", "      - sleep\n      - eat\n")
    result = merged(written(script), composed(edition(tmp_path, later)), later)
    assert (only(result).sort, only(result).state, result.text) == (Sort.REMOVED, State.CONFLICT, later)


def test_a_volume_merges_into_the_whole(script: Manuscript) -> None:
    first, second = manuscript.divide(script, [1])
    assert [merged(written(each), script) for each in (first, second)] == [Merged(KNEE, (), ())] * 2
    result = merged(edited(first, retyped("Take", "30", "45")), script)
    assert (only(result).state, result.text) == (State.APPLIED, KNEE.replace("30 mg", "45 mg"))


def test_a_clinics_file_merges_into_the_edition(tmp_path: Path, sample: Leaflet) -> None:
    of = edition(tmp_path)
    strings = LAYOUTS.strings_for("en-GB")
    assert strings
    for_clinic = manuscript.reached(manuscript.compose(replace(sample, edition=of), strings))
    assert for_clinic.reach
    result = merged(edited(for_clinic, retyped("Take", "30", "45")), composed(of))
    assert (only(result).state, result.text) == (State.APPLIED, KNEE.replace("30 mg", "45 mg"))


# Any edit


words = st.text("abcdefghij", min_size=1, max_size=8)
places = st.sampled_from(["Take", "Every day:", "rest", "walk for", "sleep", "wash", "If it", "Go back"])


@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_words_typed_anywhere_come_back_as_exactly_these(data: st.DataObject, script: Manuscript) -> None:
    any_edits(data, script)


@pytest.mark.referee
@settings(max_examples=500, deadline=None, derandomize=True)
@given(data=st.data())
def test_five_hundred_edits_come_back_as_exactly_these(data: st.DataObject, script: Manuscript) -> None:
    any_edits(data, script)


def any_edits(data: st.DataObject, script: Manuscript) -> None:
    """Words put in and exchanged in some paragraphs, each within a run, come back as these edits."""
    document = Document(io.BytesIO(written(script)))
    made = {}
    for start in sorted(data.draw(st.sets(places, min_size=1, max_size=4))):
        paragraph = starting(document, start)
        before = _folded(paragraph)
        runs = [each for each in paragraph._p.iter(qn("w:t")) if (each.text or "").strip(" ,.")]
        chosen = data.draw(st.sampled_from([each for each in runs if "magnetic" not in (each.text or "")]))
        old = (chosen.text or "").split(" ")
        at = data.draw(st.integers(0, len(old) - 1))
        new = data.draw(words)
        kept = [] if data.draw(st.booleans()) else [old[at]]
        typed = " ".join([*old[:at], new, *kept, *old[at + 1 :]])
        tracked = data.draw(st.booleans())
        if tracked:
            track(chosen, typed)
        else:
            chosen.text = typed
        if (after := _folded(paragraph)) != before:
            made[before] = (after, tracked)
    result = merged(saved(document), script)
    assert {each.before: (each.after, each.tracked) for each in result.edits} == made
    assert {each.state for each in result.edits} <= {State.APPLIED, State.BY_HAND}
    for each in result.edits:
        assert (each.state is State.APPLIED) == (each.after in printed(result.text))


def track(text: Any, typed: str) -> None:
    """Exchange the words of a run as Word does that tracks changes (ISO 29500-1, 17.13.5)."""
    run = text.getparent()
    new = copy.deepcopy(run)
    next(new.iter(qn("w:t"))).text = typed
    inserted, deleted = (parse_xml(f'<w:{kind} xmlns:w="{W}" w:id="900" w:author="A"/>') for kind in ("ins", "del"))
    run.addnext(inserted)
    inserted.append(new)
    run.addprevious(deleted)
    deleted.append(run)
    text.tag = qn("w:delText")


def printed(text: str) -> set[str]:
    """What a document of an edition says, passage by passage."""
    with TemporaryDirectory() as folder:
        script = composed(edition(Path(folder), text))
    return {passage.text for passage in passages(script, sources(text))}


def _folded(paragraph: Paragraph) -> str:
    """The words of a paragraph with its tracked changes accepted."""
    said = "".join(each.text or "" for each in paragraph._p.iter(qn("w:t")))
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())
