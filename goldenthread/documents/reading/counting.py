"""Numbers as lists print them: 1, a, A, i, I."""

ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
         (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip


def format_number(number: int, style: str) -> str:
    """``style`` is a name from Word's list of number formats; those we do not know are written as decimals."""
    match style:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
    return str(number)


def letters(number: int) -> str:
    """Word counts x, y, z, aa, bb, cc."""
    turn, index = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + index) * min(turn + 1, 10)


def roman(number: int) -> str:
    text, left = "", min(max(number, 1), 3999)
    for value, sign in ROMAN:
        while left >= value:
            text, left = text + sign, left - value
    return text
