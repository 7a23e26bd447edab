"""Identifiers with a form: numbers with check digits, dates of birth, addresses. Every pattern runs in linear time."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from stdnum.gb import nhs, upn

from goldenthread.documents.screening.hits import Certainty, Hit, hit
from goldenthread.documents.screening.lexicon import class_of, fold, words

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?= ?\d))?"
)
DATE = re.compile(
    r"(?<![\w/])(?:"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:\d{4}|\d{2})|"
    r"\d{1,2} \d{1,2} \d{4}|\d{8}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]?{MONTH}(?:[ ,-]{{0,2}}(?:\d{{4}}|'?\d{{2}}))?|"
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:\d{{4}}|'\d{{2}}))?|"
    rf"{MONTH} \d{{4}}"
    r")(?![\w/])",
    re.IGNORECASE,
)
BIRTH_WORD = re.compile(
    r"\bd\.? ?o\.? ?b\b\.?|\bdates? of birth\b|\bbirth ?dates?\b|\bbirthday\b|\bborn\b|\bbirth\b|\bb\. ?(?=\d)",
    re.IGNORECASE,
)
BIRTH_AFTER = re.compile(
    r"\s{0,2}[(\[,:-]?\s?(?:is (?:his|her|their) |was (?:his|her|their) )?(?:d\.?o\.?b|date of birth|birthday)\b",
    re.IGNORECASE,
)
NOT_A_BIRTH = re.compile(r"[!?;]|\b(?:after|before|since|between|until|from|by)\b|\d{4}|[.]\s+[A-Z]")

NHS = re.compile(
    r"(?<![\w.+/-])\d{3}[ .\-\u2013]?\d{3}[ .\-\u2013]?\d{4}(?![\w/]|[.,-]\d)|(?<![\w.+/-])\d(?: ?\d){9}(?![\w/])"
)
NHS_WORD = re.compile(r"\bNHS\b.{0,25}$", re.IGNORECASE | re.DOTALL)
UPN = re.compile(r"(?<![\w-])[A-HJ-NP-RT-Z](?:[ -]?\d){11}[ -]?[0-9A-HJ-NP-RT-Z](?![\w-])", re.IGNORECASE)
UPN_WORD = re.compile(r"\b(?:UPN|pupil number)\b.{0,20}$", re.IGNORECASE | re.DOTALL)
INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D](?!\w)", re.IGNORECASE
)
PHONE = re.compile(
    r"(?<![\w.+/-])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?|\(?0\d)(?:[ .\-()]{0,2}\d){8,10}(?![\w/])",
)
STARTS_AS_DATE = re.compile(r"\d{1,2}[./ -]\d{1,2}[./ -](?:19|20)\d\d")
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%'\u2019-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
POSTCODE = re.compile(
    r"(?<![\w-])(?P<area>[A-Z]{1,2})(?P<district>\d[A-Z]|\d{1,2})"
    r"[ \t\n\u00a0-]{0,2}(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.IGNORECASE,
)
ORDINALS = ("1st", "2nd", "3rd")
VEHICLE = re.compile(
    r"(?<![\w-])(?:(?P<current>[A-HJ-PR-Y]{2}(?:0[2-9]|[1-3]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3})|"
    r"(?P<older>[A-HJ-NPR-Y]\d{1,3}[ -]?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}[ -]?\d{1,3}[A-HJ-NPR-Y]))(?![\w-])",
    re.IGNORECASE,
)
VEHICLE_WORD = re.compile(
    r"\b(?:cars?|vehicles?|reg|registration|registered|plates?|van|taxi|cab|minicab|motorbike|moped|scooter|drives?|driving|"
    r"drove|driven|vrm|parked|hatchback|saloon|4x4|lorry|transit|fiesta|focus|corsa|astra|golf|polo|clio|micra|qashqai|"
    r"ford|vauxhall|volkswagen|vw|audi|bmw|mercedes|toyota|nissan|honda|peugeot|renault|citroen|fiat|skoda|kia|hyundai|"
    r"mazda|volvo|seat|suzuki|mini|jaguar|land rover|range rover|tesla|dacia)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:https?://|\bwww\.|\b(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|youtube|gofundme|justgiving|onlyfans|"
    r"threads|twitch|t)\.(?:com|net|tv|me)/)[^\s<>\"'\u2019()\[\]]{1,300}",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"^(?:https?://)?(?:www\.|m\.|en-gb\.)?(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|youtube|gofundme|"
    r"justgiving|onlyfans|threads|twitch|t)\.(?:com|net|tv|me)/(?:\w+/)?[\w.@%?=-]{2,}",
    re.IGNORECASE,
)
PERSONAL_PATH = re.compile(
    r"/(?:~|u/|users?/|people/|person/|profiles?/|personal/|members?/|in/|@|child(?:ren)?/\d|pupils?/|patients?/|famil(?:y|ies)/\d|cases?/\d)",
    re.IGNORECASE,
)
OF_AN_OFFICE = re.compile(
    r"scp|lscb|council|partnership|police|nhs|trust|school|academy|college|official|charity|safeguarding|gov|news|helpline|"
    r"info|enquir|contact|admin|office|support|help|team|training|referral|mash|duty|complaints|hello|press|service|secure|"
    r"feedback|business|unit|manager|partnership|clerk|chair|communications|reception|headteacher|events|"
    r"policy|board|noreply|no-reply|firstresponse|frontdoor",
    re.IGNORECASE,
)
OFFICE_ADDRESS = re.compile(
    r"\b(?:PO Box|P\.O\. Box|Council|Trust|Partnership|Civic|Headquarters|HQ|Hospital|Surgery|Clinic|Town Hall|"
    r"Police|Station|Office|Offices|Centre|University|School|Academy|College|Board|Freepost|Court|Ltd|Limited|Charity)\b"
)
OFFICE_LINE = re.compile(
    r"\b(?:front door|help ?line|switchboard|hotline|reception|office|"
    r"out of hours|MASH|hub|duty (?:team|desk)|enquiries)\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Hit]:
    """The hits of each kind, the surest kinds first."""
    for finder in FINDERS:
        yield from finder(text)


def _emails(text: str) -> Iterator[Hit]:
    for match in EMAIL.finditer(text):
        office = OF_AN_OFFICE.search(match[0].split("@")[0])
        yield hit("email", text, *match.span(), *(OFFICE if office else ("certain", "it has the form of one")))


def _web_addresses(text: str) -> Iterator[Hit]:
    for match in ADDRESS.finditer(text):
        end = match.start() + len(match[0].rstrip(".,;:!?"))
        address = text[match.start() : end]
        if SOCIAL.match(address):
            office = OF_AN_OFFICE.search(address.split("/", 3)[-1])
            because = OFFICE if office else ("likely", "it leads to an account on a social network")
            yield hit("web_address", text, match.start(), end, *because)
        elif PERSONAL_PATH.search(address) or _names_someone(address):
            yield hit("web_address", text, match.start(), end, "likely", "its path seems to lead to one person")


def _names_someone(address: str) -> bool:
    """Two words of its path, side by side, that are names."""
    path = address.split("://")[-1].partition("/")[2]
    classes = [class_of(fold(word)) for word in re.findall(r"[A-Za-z]{2,30}", path)]
    return any({left, right} == {"given", "family"} for left, right in pairwise(classes))


def _nhs_numbers(text: str) -> Iterator[Hit]:
    for match in NHS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        named = bool(NHS_WORD.search(text[max(0, match.start() - 45) : match.start()]))
        spaced_oddly = " " in match[0] and not re.fullmatch(r"\d{3}.?\d{3}.?\d{4}", match[0])
        if digits[0] == "0" or (spaced_oddly and not named):
            continue
        if nhs.is_valid(digits):
            yield hit("nhs_number", text, *match.span(), "certain" if named else "likely", "its check digit is right")
        elif named:
            yield hit("nhs_number", text, *match.span(), "possible", "it is called one, but its check digit is wrong")


def _pupil_numbers(text: str) -> Iterator[Hit]:
    for match in UPN.finditer(text):
        number = re.sub(r"[ -]", "", match[0]).upper()
        if upn.calc_check_digit(number[1:]) == number[0]:
            yield hit("upn", text, *match.span(), "certain", "its check letter is right")
        elif UPN_WORD.search(text[max(0, match.start() - 40) : match.start()]):
            yield hit("upn", text, *match.span(), "possible", "it is called one, but its check letter is wrong")


def _insurance_numbers(text: str) -> Iterator[Hit]:
    for match in INSURANCE.finditer(text):
        yield hit("national_insurance", text, *match.span(), "certain", "it has the form of one")


def _phones(text: str) -> Iterator[Hit]:
    for match in PHONE.finditer(text):
        digits = re.sub(r"^(?:\+?44|0044)0?|^0", "", re.sub(r"[^\d+]", "", match[0]))
        if len(digits) not in (9, 10) or digits[0] not in "12378" or STARTS_AS_DATE.match(match[0]):
            continue
        start = match.start()
        end = match.end() + (text[match.end() : match.end() + 1] == ")" and "(" in match[0] and ")" not in match[0])
        office = OFFICE_LINE.search(text[max(0, start - 60) : start])
        if office or digits[0] == "3" or digits.startswith(("800", "808")):
            yield hit("phone", text, start, end, *OFFICE)
        else:
            yield hit("phone", text, start, end, "certain", "it has the form of one")


def _dates_of_birth(text: str) -> Iterator[Hit]:
    last_end, last_was_birth = 0, False
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        gap = text[last_end : match.start()]
        follows = last_was_birth and re.fullmatch(r"\s?(?:,|and|&|/|;)?\s?(?:and )?(?:\w+,? )?", gap)
        last_was_birth = bool(
            follows or _speaks_of_birth(before) or BIRTH_AFTER.match(text[match.end() : match.end() + 40])
        )
        last_end = match.end()
        if last_was_birth:
            yield hit("date_of_birth", text, *match.span(), "likely", "the words beside it speak of a birth")


def _speaks_of_birth(before: str) -> bool:
    """Whether the last word for a birth reaches as far as the date that follows."""
    words = list(BIRTH_WORD.finditer(before))
    if not words:
        return False
    between = before[words[-1].end() :]
    return len(between) <= 45 and not NOT_A_BIRTH.search(between)


def _postcodes(text: str) -> Iterator[Hit]:
    for match in POSTCODE.finditer(text):
        inward = match["inward"]
        if fold(match["area"]) not in words("postcode_areas") or (inward in ORDINALS and match[0] != match[0].upper()):
            continue
        before = text[max(0, match.start() - 150) : match.start()]
        office = OFFICE_ADDRESS.search(before.split("\n\n")[-1])
        yield hit("postcode", text, *match.span(), *(OFFICE if office else ("certain", "it has the form of one")))


def _vehicles(text: str) -> Iterator[Hit]:
    for match in VEHICLE.finditer(text):
        around = text[max(0, match.start() - 70) : match.start()] + " " + text[match.end() : match.end() + 40]
        if VEHICLE_WORD.search(around):
            yield hit("vehicle", text, *match.span(), "likely", "it has the form of one, and a vehicle is spoken of")
        elif match["current"]:
            yield hit("vehicle", text, *match.span(), "possible", "it has the form of one")


OFFICE: tuple[Certainty, str] = (
    "possible",
    "it seems to belong to an organisation; a person must say so",
)
FINDERS: tuple[Callable[[str], Iterator[Hit]], ...] = (
    _emails,
    _web_addresses,
    _insurance_numbers,
    _pupil_numbers,
    _phones,
    _nhs_numbers,
    _dates_of_birth,
    _postcodes,
    _vehicles,
)
