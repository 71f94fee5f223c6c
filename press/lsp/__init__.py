"""The language server: the press in an editor, over the Language Server Protocol 3.17.

server       what an editor asks -> what the others answer
workspace    a library that is read again as its files change, and what is wrong with each file
outline      a text, sound or not -> its keys, and which of them the cursor stands in
spans        where in a text a problem is
completing   what may be written at the cursor
telling      what something means that stands there, and where it is used
finding      where something is said, and what a file holds
mending      a problem whose mending is plain -> the change of the text that mends it
"""
