"""The preview: a leaflet's page in a browser beside the editor, made anew whenever a file is saved.

state        the topic as it is now: its document, as it is or as it last was, and what is wrong
app          addresses -> the page, the document in it, and word of each change (server-sent events)
"""
