"""Where each string is printed, and for how many characters there is room: for those who write another language."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """``where`` is for people; ``room`` is in characters, with what stands in place of braces left out."""

    where: str
    room: int


_LABEL, _HEADING, _NOTICE, _SPOKEN = 25, 45, 130, 60

USES = {
    "contents": Use("The heading over the list of contents.", _HEADING),
    "page_of": Use("At the foot of every page, beside the code.", 25),
    "volume_of": Use("Below the title of a leaflet in volumes, and at the foot of its pages.", 25),
    "see_volume": Use("Behind a link to a place in another volume, in brackets.", 20),
    "see_page": Use("Behind a link to another page, in brackets, on paper.", 20),
    "your_clinic": Use("The heading over the clinic's address; a colon and its name follow.", _LABEL),
    "address": Use("A label before an address; a colon follows.", _LABEL),
    "phone": Use("A label before a phone number; a colon follows.", _LABEL),
    "extension": Use("A phone number with its extension, on paper.", _LABEL),
    "hours": Use("A label before opening hours (they say days and times); a colon follows.", _LABEL),
    "email": Use("A label before an e-mail address; a colon follows.", _LABEL),
    "website": Use("A label before a web address; a colon follows.", _LABEL),
    "empty_cell": Use("In a cell of a table in which nothing stands.", _LABEL),
    "support": Use("The heading over whom to turn to.", _HEADING),
    "notes": Use("The heading over lines for notes, on a panel that would be empty.", _HEADING),
    "pictures": Use("The heading over what pictures show, in words.", _HEADING),
    "picture_in_words": Use("A link below a picture, to what it shows in words.", _SPOKEN),
    "glossary": Use("The heading over the words that are explained.", _HEADING),
    "glossary_legend": Use("Below that heading: how these words look in the text (a line of dots).", 80),
    "related": Use("The heading over other leaflets.", _HEADING),
    "ask_for_leaflets": Use("Below the other leaflets; {who} is a name with a phone number.", 110),
    "who_gave_it": Use("In place of {who} above, where nobody is named: mind the case that it stands in.", 60),
    "references": Use("The heading over the evidence.", _HEADING),
    "formats": Use("The heading over how to get braille, audio or another language.", _HEADING),
    "kinds": Use("Below that heading; {kinds} is a list of those that follow here: mind the case.", 130),
    "kind_print": Use("One of those: on paper.", _HEADING),
    "kind_large_print": Use("One of those: on paper, in large letters.", _HEADING),
    "kind_word": Use("One of those: a file for Word.", _HEADING),
    "kind_web_page": Use("One of those: a page on the web.", _HEADING),
    "kind_e_book": Use("One of those: a file for readers of e-books.", _HEADING),
    "kind_plain_text": Use("One of those: letters alone, as in an e-mail.", _HEADING),
    "kind_braille": Use("One of those: on paper, in braille.", _HEADING),
    "ask_for_kinds": Use("Behind that list, where no web address follows; {who} as above.", 60),
    "about": Use("The heading over who published the leaflet, and when.", _HEADING),
    "published_by": Use("A label; the publisher's name follows.", _HEADING),
    "last_reviewed": Use("A label; a date follows.", _HEADING),
    "next_review": Use("A label; a date follows.", _HEADING),
    "edition": Use("A label; the edition's name follows, such as 2026-11.", _HEADING),
    "code": Use("A label; the code follows by which this text is known.", _HEADING),
    "approved_by": Use("A label; a role follows, such as Clinical lead.", _HEADING),
    "online": Use("Below the QR code; a colon and a web address follow.", _LABEL),
    "qr_code": Use("Read aloud in place of the QR code; {words} is a web address.", _SPOKEN),
    "changes": Use("The heading over what has changed in this edition.", _HEADING),
    "important": Use("Before the heading of a box that matters, unless the word is in it; {heading} follows.", _LABEL),
    "urgent": Use("Before the heading of a box on what to do at once, unless the word is in it.", _LABEL),
    "image_credit": Use("A label below a picture; a colon and who made it follow.", _LABEL),
    "licence": Use("Behind who made a picture; a colon and the licence follow.", _LABEL),
    "superseded": Use("On every page of paper that is out of date.", _NOTICE),
    "draft": Use("On every page of a draft.", _NOTICE),
    "void": Use("On every page of a text that has changed since it was approved.", _NOTICE),
    "behind": Use("On every page of a translation whose original has changed since.", _NOTICE),
    "withdrawn": Use("On every page of a leaflet that was withdrawn.", _NOTICE),
    "opens_email": Use("Read aloud of a link that writes an e-mail; {words} are those of the link.", _SPOKEN),
    "opens_phone": Use("Read aloud of a link that dials a number.", _SPOKEN),
    "opens_website": Use("Read aloud of a link to a web page.", _SPOKEN),
    "opens_section": Use("Read aloud of a link to a place in the leaflet.", _SPOKEN),
    "opens_term": Use("Read aloud of a link to the meaning of a term.", _SPOKEN),
    "skip": Use("A link at the top of the web page, for those who use a keyboard.", _SPOKEN),
    "close": Use("A button on the web page that puts the meaning of a word away.", _LABEL),
    "braille_sheet": Use("On the title page of braille; {sides} is one of the next two.", 0),
    "braille_one_side": Use("What a sheet of braille is embossed on.", _LABEL),
    "braille_two_sides": Use("As above.", _LABEL),
    "braille_print": Use("On the title page of braille: what it was made from.", 0),
    "braille_unproved": Use("On the title page of braille, until a person has proof-read it.", _NOTICE),
    "braille_proved": Use("On that page, once a person has: in which role, and when.", 0),
    "book_structure": Use("What an e-book says of itself to those who choose one. May stay empty.", 0),
    "book_pictures": Use("What an e-book with pictures says besides. May stay empty.", 0),
    "to": Use("Between two numbers, as in 9am to 4pm.", 15),
    "months": Use("The months, from January on. Left empty, those of Unicode's data are used.", 0),
    "counters": Use("Words that hold on to the number behind them, as in stage 3: a list. May stay empty.", 0),
    "limits": Use("Words that hold on to the number behind them and limit it: a list. May stay empty.", 0),
    "negations": Use("Words that say no: no page ends before them; braille is proved by them. May stay empty.", 0),
    "braille_grade_1": Use("liblouis's table for braille, letter by letter. Left empty, there is no such braille.", 0),
    "braille_grade_2": Use("liblouis's table for braille with contractions. Left empty, as above.", 0),
    "braille_signs": Use("The table for what the language's own cannot say, such as addresses. May stay empty.", 0),
    "alphabet": Use("The letters in their order, for the words explained. Left empty, that of Unicode.", 0),
}
