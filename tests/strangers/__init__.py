"""Leaflets as strangers write them, made up; and whether the press builds them all.

    words      what sentences are filled with
    topics     a library of such leaflets, as files
    trial      every document of it, and what became of each

``python -m tests.strangers COUNT SEED`` tries so many topics in all layouts and sizes.
"""
