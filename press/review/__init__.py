"""The review cycle, from what is due to which paper to throw away.

due        what is overdue, due soon, in progress; the workload by month
agenda     the same for machines, spreadsheets and calendars
choosing   which editions of a topic a command is about
alike      passages that say nearly the same in several topics
answering  the file of questions that a person answers of an edition, and what is open
signing    who signs an edition's words, and what is wrong with a library's sign-offs
renewal    the next edition of a topic, opened as a draft
changes    what changed between two editions, in terms of patients' safety
record     what was published, when, and by which version of the program
codes      what a code on a piece of paper means; which codes to take off the shelves
evidence   one page of all that was measured, signed and answered of an edition, for auditors
catalogue  one page of all that was published and all that is due
building   a build: made anew, put on record, published, and in the catalogue
wording    an edition's words as fields, and its YAML with others in their place
deciding   what a person has to decide of a draft that was taken in, until it is settled
illustrating  an edition's YAML with one more picture in it
altered    whether a finished file is still as it was published
returning  edited Word files of ours, put into the editions that they were made of
importing  old leaflets of Word, as drafts in the library
recording  what a build puts on record
"""
