"""Translations: made from an edition, measured against it, sent out and brought home."""
