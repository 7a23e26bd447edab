"""Synthetic case notes with planted identifiers, the same for the same seed. Nobody in them exists.

A ``Material`` is what documents are made of: sentences with places for identifiers, sentences that must raise nothing,
and names by origin. The build half and the sealed half have a material each, and share none of it.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stdnum.gb import upn

Names = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Given names and family names of each origin."""


@dataclass(frozen=True)
class Material:
    planted: Sequence[str]
    clean: Sequence[str]
    names: Names
    numbers: Mapping[str, Callable[[random.Random], str]] = field(default_factory=lambda: NUMBERS)


@dataclass(frozen=True)
class Planted:
    kind: str
    start: int
    end: int
    origin: str = ""


@dataclass(frozen=True)
class Sample:
    text: str
    planted: Sequence[Planted]


def read_names(path: Path) -> Names:
    """Lines of the form "Origin: given names / family names"."""
    lines = [line.partition(": ") for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        origin: (given.split(), family.split()) for origin, _, rest in lines for given, family in [rest.split(" / ")]
    }


def samples(material: Material, *, seed: int, count: int) -> Iterator[Sample]:
    chance = random.Random(seed)
    for _ in range(count):
        yield _sample(material, chance)


def _sample(material: Material, chance: random.Random) -> Sample:
    """Seven to ten sentences with identifiers among about as many without, in paragraphs."""
    sentences = chance.choices(material.planted, k=chance.randint(7, 10)) + chance.choices(material.clean, k=8)
    chance.shuffle(sentences)
    text, planted = "", []
    for sentence in sentences:
        for number, piece in enumerate(re.split(r"\{(\w+)\}", sentence)):
            if number % 2 == 0:
                text += piece
                continue
            kind, value, origin = _value(piece, material, chance)
            planted.append(Planted(kind, len(text), len(text) + len(value), origin))
            text += value
        text += chance.choice((" ", " ", " ", "\n", "\n\n"))
    return Sample(text, planted)


def _value(place: str, material: Material, chance: random.Random) -> tuple[str, str, str]:
    if place in material.numbers:
        return place, material.numbers[place](chance), ""
    origin = chance.choice(sorted(material.names))
    given, family = (chance.choice(list(some)) for some in material.names[origin])
    return "name", NAME_FORMS[place](given, family), origin


NAME_FORMS: dict[str, Callable[[str, str], str]] = {
    "full": lambda given, family: f"{given} {family}",
    "given": lambda given, family: given,
    "family": lambda given, family: family,
    "initial": lambda given, family: f"{given[0]}. {family}",
    "bare_initial": lambda given, family: f"{given[0]} {family}",
    "short": lambda given, family: f"{given} {family[0]}.",
    "caps": lambda given, family: f"{given} {family.upper()}",
    "small": lambda given, family: f"{given} {family}".lower(),
}


def _nhs_number(chance: random.Random) -> str:
    while True:
        digits = str(chance.choice((4, 6, 7, 9))) + "".join(str(chance.randint(0, 9)) for _ in range(8))
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            joint = chance.choice((" ", " ", "", "-"))
            return joint.join((digits[:3], digits[3:6], digits[6:] + str(check % 11)))


def _upn(chance: random.Random) -> str:
    digits = f"{chance.randint(201, 943)}{chance.randint(0, 10**9 - 1):09d}"
    return upn.calc_check_digit(digits) + digits


def _postcode(chance: random.Random) -> str:
    area = chance.choice(("B", "M", "LS", "SW", "E", "CV", "WV", "DY", "NG", "EC", "BS", "L", "S", "NE", "PO"))
    district = f"{chance.randint(1, 9)}{chance.choice('AEMPW')}" if area == "EC" else str(chance.randint(1, 29))
    inward = f"{chance.randint(0, 9)}{''.join(chance.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
    return chance.choice(
        (f"{area}{district} {inward}", f"{area}{district} {inward}", f"{area}{district}{inward}".lower())
    )


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _date_of_birth(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2004, 2021)
    name = MONTHS[month - 1]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return chance.choice(
        (
            f"{day:02d}/{month:02d}/{year}",
            f"{day}/{month}/{year % 100:02d}",
            f"{day:02d}.{month:02d}.{year}",
            f"{day:02d}-{month:02d}-{year}",
            f"{year}-{month:02d}-{day:02d}",
            f"{day} {name} {year}",
            f"{day}{ending} {name} {year}",
            f"{day} {name[:3]} {year}",
            f"{day}{ending} of {name} {year}",
            f"{name} {day}, {year}",
        )
    )


def _phone(chance: random.Random) -> str:
    tail = f"{chance.randint(0, 999999):06d}"
    return chance.choice(
        (
            f"07{chance.randint(400, 999)} {tail}",
            f"07{chance.randint(400, 999)}{tail}",
            f"07{chance.randint(400, 999)} {tail[:3]} {tail[3:]}",
            f"+44 7{chance.randint(400, 999)} {tail}",
            f"+447{chance.randint(400, 999)}{tail}",
            f"0121 4{tail[:2]} {tail[2:]}",
            f"(0121) 4{tail[:2]} {tail[2:]}",
            f"020 7{tail[:3]} 0{tail[3:]}",
            f"01902 {tail}",
            f"0113-2{tail[:2]}-{tail[2:]}",
            f"0044 7{chance.randint(400, 999)} {tail}",
        )
    )


WORDS = ("star", "lion", "river", "sunny", "dancer", "rocket", "pearl", "tiger", "ocean", "pixie")


def _email(chance: random.Random) -> str:
    handle = (
        chance.choice(WORDS) + chance.choice(("", ".", "_", "-")) + chance.choice(WORDS) + str(chance.randint(1, 99))
    )
    return f"{handle}@{chance.choice(('example.com', 'mail.example', 'post.example.co.uk', 'web-mail.example.org'))}"


def _vehicle(chance: random.Random) -> str:
    def letters(count: int) -> str:
        return "".join(chance.choices("ABDEFGHKLMNPRSVWXY", k=count))

    current = f"{letters(2)}{chance.choice((12, 15, 18, 21, 56, 62, 69, 71))}"
    older = f"{letters(1)}{chance.randint(100, 999)} {letters(3)}"
    return chance.choice(
        (f"{current} {letters(3)}", f"{current}{letters(3)}", f"{current} {letters(3)}".lower(), older)
    )


def _national_insurance(chance: random.Random) -> str:
    pairs = [f"{chance.randint(0, 99):02d}" for _ in range(3)]
    joint = chance.choice((" ", ""))
    return joint.join((chance.choice(("AB", "JC", "PX", "SR", "WE", "CK")), *pairs, chance.choice("ABCD")))


def _web_address(chance: random.Random) -> str:
    handle = chance.choice(WORDS) + chance.choice(WORDS) + str(chance.randint(1, 99))
    return chance.choice(
        (
            f"https://www.instagram.com/{handle}",
            f"facebook.com/{handle}",
            f"https://www.tiktok.com/@{handle}",
            f"www.facebook.com/profile.php?id=1000{chance.randint(10**9, 10**10)}",
            f"https://games.example.com/users/{handle}",
            f"https://example.org/~{handle}/photos",
            f"http://chat.example.net/profile/{handle}",
            f"https://www.gofundme.com/f/{handle}",
        )
    )


NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "nhs_number": _nhs_number,
    "upn": _upn,
    "postcode": _postcode,
    "date_of_birth": _date_of_birth,
    "phone": _phone,
    "email": _email,
    "vehicle": _vehicle,
    "national_insurance": _national_insurance,
    "web_address": _web_address,
}
