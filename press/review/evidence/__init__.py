"""The evidence pack: one page that shows an auditor what was measured of an edition, and what was not.

measuring   what there is of an edition, measured again: documents, sign-offs, answers; and what is missing
criteria    the criteria of standards, and what may show that each is kept
judging     what the evidence shows of each criterion
phrases     the page's words, and the blocks that they are put in
results     what was measured, as sections of the page
page        the page, as a leaflet that the press makes like any other
pack        the files of the folder
"""
