"""Leaflet Press: patient information, written once, made into every document a clinic hands out.

The words
---------
topic     a subject, a folder of the library; its name is its id
edition   what a topic says as of one review; one YAML file
leaflet   one edition made for one clinic, or for none
layout    how it looks; a folder under ``layouts/``
document  one leaflet in one layout, size and file format; a file in ``output/``
card      what is known of an edition without reading it in full: enough to plan its documents
order     a document that is wanted; a job, when its edition has been read

The stages, in order
--------------------
reader        the library's files -> editions, clinics (or every fault in them)
layout        layouts/ and fonts/ -> layouts, with their strings
manuscript    a leaflet and a layout's strings -> every word a document says, in reading order; fitted to the page
              (what is too wide or too tall is set otherwise), and divided into volumes where it is too long for one
writers       a manuscript and a layout -> the bytes of one document
checks        those bytes, beside the manuscript -> problems
pipeline      takes each document through these stages and publishes it
review        what is due, what changed, who signed, what was published and proved: from edition to edition
desk          the press in a browser: pages and forms over the same verbs as the command line
lsp           the same in an editor, over the Language Server Protocol
preview       a leaflet's page in a browser beside the editor, made anew when a file is saved
cli           arguments in; report, progress and exit code out

Beside them
-----------
incoming      files of others (Word, web pages) -> drafts, with an account of every word
schema        the shapes of YAML files -> JSON Schema, for editors
specimen      a leaflet in a layout -> a picture of its first page
formats       which there are, and all that can be done in each: written, checked, read aloud, told of by other programs
rulebook      the rules that finished documents keep, and who may waive them
transcript    a finished file -> what a screen reader says of it
verification  finished files, without their manuscripts -> problems, also those that other programs find
store         what is kept from build to build, and how it survives: keys, manifest, output folder, record
content       what is judged of an edition before there is any document: how hard it is to read, how its drawings print
prose         Markdown -> blocks
hypertext     pages of HTML as they are read out: web pages, and those of an EPUB
programs      foreign programs, and the limits in which they and strangers' files are read

Under all of them
-----------------
model         what a leaflet says, and what an edition, a clinic and a library are; it knows nobody
problems      what is wrong, with what, where, why, and how to mend it
shape         which keys a YAML file has, what each holds and is for: by it files are read, schemas made, editors helped
source        a YAML file -> values that know their lines
pictures      drawings and photographs: made safe, measured, turned into pixels; QR codes
standing      how an edition stands on a day: what codes, reviews, the catalogue and paper say of it
questions     what only a person can tell of an edition, and what was answered
imprint       an edition's fingerprint and code, and whether its sign-off holds
digest        a value -> a short digest that is the same in every process
numerals      numbers as lists print them: letters, Roman numerals, digits of other scripts
phones        phone numbers as people write them, and what a link to one dials
risks         "3 in 100 people": read, refused where it does not say how many, and what follows from it
quantities    what a quantity is: for setting, turning, checking and comparing
pagination    what the ends of pages cost a reader: one scale for those who choose them and those who measure them
shorthand     abbreviations as they stand in a text, with their endings
braille       cells and their letters in files; whether words have come back from cells
aloud         figures, signs and capitals -> words for a voice, with an account of what is said for what
speech        what a screen reader says, as a tree, and as lines
addresses     where a link may lead
interchange   the leaflet as data: what its JSON holds, and the schema of it
symbols       the pictures in fonts that have them in place of letters, in Unicode
xmp           what a file's metadata say
spreadsheet   rows -> CSV and Excel
__main__      ``python -m press``, the command line
"""

__version__ = "0.2.0"
