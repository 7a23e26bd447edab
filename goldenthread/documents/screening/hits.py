"""What a screening finds."""

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["certain", "likely", "possible"]

KINDS = {
    "nhs_number": "an NHS number",
    "upn": "a unique pupil number",
    "national_insurance": "a National Insurance number",
    "date_of_birth": "a date of birth",
    "postcode": "a postcode",
    "phone": "a phone number",
    "email": "an e-mail address",
    "vehicle": "a car registration",
    "web_address": "a web address of a person",
    "name": "a person's name",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """``text`` stands at ``start`` to ``end``. ``sentence`` tells a person what it looks like, and why."""

    kind: str
    start: int
    end: int
    text: str
    certainty: Certainty
    sentence: str


def hit(kind: str, text: str, start: int, end: int, certainty: Certainty, because: str) -> Hit:
    openings = {"certain": "This is", "likely": "This looks like", "possible": "This may be"}
    return Hit(kind, start, end, text[start:end], certainty, f"{openings[certainty]} {KINDS[kind]}: {because}.")
