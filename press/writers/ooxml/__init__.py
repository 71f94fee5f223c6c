"""Office Open XML: what a Word file is made of. Knows no leaflet.

markup    WordprocessingML as strings, properties in the order that the schema wants
measure   how wide words are, and so whether a table fits
ground    a layout as Word needs it
styles    its styles and lists
parts     its other parts: settings, fonts, theme
package   parts, relations and content types -> bytes
"""
