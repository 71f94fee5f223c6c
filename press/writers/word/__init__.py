"""Word: a document as somebody who knows Word well would have made it by hand.

Real styles and lists, contents filled in, alternative texts, bookmarks and links; nothing asks to
be updated on opening.

document  the front page, contents, headers and footers, what the file says of itself
blocks    paragraphs, lists, tables, pictures, boxes
inline    words within a line
pages     the numbers of pages, once they are known
"""

from press.writers.word.document import write
from press.writers.word.pages import EXPORT, drafted, numbered

__all__ = ["EXPORT", "drafted", "numbered", "write"]
