"""Looks for input that breaks the program: `python -m fuzz`, from the project's folder."""
