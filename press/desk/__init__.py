"""The desk: the press in a browser, for people who open no terminal. The library's files stay the only truth.

app         addresses -> who answers them, and whether the person who asks may
safety      what a request has to be before anybody answers it; sessions, tokens, limits
people      who may do what: the file of users, passwords, roles
visit       one request: who asks, in which language, with which form; and the page in answer
office      what all work on: the library, its documents, and who reads strangers' files
errands     documents that are wanted: one after the other, in turns, watched and stopped
slips       how far an errand is, for the other processes that serve the same desk
room        whether a leaflet has room in a layout, before it is made
look        what a document looks like: its pages as pictures, and what it is called
finding     pages for clinics: find a leaflet, choose how it is printed, is this paper still good
fetching    pages for all who have documents made: how far they are, and what was made
clinics     pages for clinics: a clinic's name, phone and logo, as a form
publishers  pages for editors: who publishes: names in each language, logo, colours, cover, as a form
branding    what files say of publishers: tried, then written whole or not at all
assisting   pages for accessibility staff: readers' wishes, files of others
cycling     pages for whoever runs the cycle: due, builds, recall
proving     pages for whoever runs the cycle: documents measured again, and the evidence
approving   pages for clinicians: the words, what changed, questions, signatures
passages    an edition's words, as they are shown to whoever reads and signs them
sharing     pages for clinicians: a passage that many leaflets share, signed once for all
editing     pages for editors: an edition's words as fields, what is wrong beside them, drafts
comparing   pages for editors: what their words change against the edition in use
settling    pages for editors: what a person has to decide of a leaflet that was taken in
illustrating  pages for editors: a picture is added, with what it says
renewing    pages for editors: the next edition is begun, and put into use when it is signed
signing_in  signing in and out, and the desk's language
broken      files of the library that cannot be read
mending     pages for what cannot be read: its faults, and for editors the text to mend
plainly     what is wrong, said without files and commands
drafts      what people have written and not put into the library yet
failures    what nobody has foreseen: a file for whoever looks after the desk
journal     who did what: a file to which lines are only added
"""
