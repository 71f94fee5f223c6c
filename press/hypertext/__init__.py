"""Pages of HTML as they are read out: web pages, and what stands in an EPUB.

names    what elements are, and what they are called
spoken   what a screen reader says of a page
"""
