"""Checks: independent witnesses that read the bytes of a finished document."""
