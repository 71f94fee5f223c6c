"""Equations of a web page (MathML Core) on one line, as a calculator would have them typed."""

from __future__ import annotations

from press.hypertext.names import Element, flat, text

_DEEPEST = 60
"""Within each other; what stands deeper is read without its form."""
_UNSAID = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})


def linear(equation: Element, depth: int = 0) -> str:
    """What an equation says: `1/2`, `(a+b)/2`, `x^2`, `√(x)`."""
    loose = "".join((equation.text or "", *(kid.tail or "" for kid in equation)))
    if depth > _DEEPEST or not len(equation) or loose.strip():
        return flat(text(equation))
    kids = [kid for kid in equation.iterchildren("*") if kid.tag not in _UNSAID]
    said = [linear(kid, depth + 1) for kid in kids]
    return _formed(str(equation.tag), said)


def _formed(name: str, said: list[str]) -> str:
    match name, said:
        case "mfrac", [above, below]:
            return f"{_held(above)}/{_held(below)}"
        case "msup" | "mover", [base, script]:
            return f"{base}^{_held(script)}"
        case "msub" | "munder", [base, script]:
            return f"{base}_{_held(script)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{_held(below)}^{_held(above)}"
        case "mroot", [base, degree]:
            return f"{degree}√{_held(base)}"
        case "msqrt", _:
            return f"√{_held(''.join(said))}"
        case "mfenced", _:
            return f"({','.join(said)})"
        case "mtable", _:
            return "; ".join(said)
        case "mtr", _:
            return ", ".join(said)
        case "semantics", [first, *_]:
            return first
        case _:
            return _beside(said)


def _beside(said: list[str]) -> str:
    """Parts in a row; a fraction behind a number is parted from it, so that one and a half is not eleven halves."""
    row = ""
    for part in said:
        row += f" {part}" if "/" in part and row[-1:].isdigit() else part
    return row


def _held(words: str) -> str:
    """In brackets, where it is more than one number or name."""
    return words if words.isalnum() or len(words) == 1 else f"({words})"
