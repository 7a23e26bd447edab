"""Person names, by lists of names, by capitals, and by the words around them.

A text is read as runs of words with capitals. A run falls apart at ordinary words; what is left is a name when a
list knows it, when two unknown words stand together, or when the words around it speak of a person.
"""

import re
from collections.abc import Collection, Iterator

from goldenthread.documents.screening.hits import Certainty, Hit, hit
from goldenthread.documents.screening.lexicon import (
    class_of,
    context,
    fold,
    is_family,
    is_given,
    is_organisation,
    is_place,
    only_looks_ordinary,
)
from goldenthread.documents.screening.tokens import INSIDE_A_RUN, Token, runs, tokens_of

AGE_OR_BIRTH = re.compile(r" ?\((?!\d{4}\))\d|, (?:who is )?\d{1,2}\b")
LABEL_WORD = re.compile(r"[A-Z\u00c0-\u00de]?[a-z\u00df-\u00ff]+|[A-Z\u00c0-\u00de]+")
QUOTES = "'\"\u2018\u2019\u201c\u201d(,: -\u2013"

TITLES = context("titles")
KIN = context("kin")
NAMED = context("named")
DONE_TO_PERSONS = context("done_to_persons")
ROLES = context("roles")
SURE_VERBS = context("person_verbs")
BEFORE_PLACES = context("before_places")
BEFORE_DATES = context("before_dates")
PLACE_NOUNS = context("place_nouns")
DIRECTIONS = context("directions")
MONTHS = context("months")
OPENERS = context("openers")
LANDMARKS = context("landmarks")
SHORT_NAMES = context("short_names")
SHORT_WORDS = context("also_short")


def find(text: str, known: Collection[str] = ()) -> Iterator[Hit]:
    """``known`` are words that the caller knows to be no persons: its area, its bodies."""
    tokens = tokens_of(text)
    _set_aside(tokens, {fold(word) for phrase in known for word in phrase.split()} | _local_places(tokens))
    for first, last in runs(tokens):
        for begin, end in _parts(tokens, first, last):
            found = _judge(tokens, begin, end, first, last)
            if found:
                yield _hit(text, tokens[begin], tokens[end], *found)
    yield from _in_small_letters(text, tokens)


def _set_aside(tokens: list[Token], places: Collection[str]) -> None:
    for token in tokens:
        if token.word in places and token.kind == "unknown":
            token.kind = "plain"


def _local_places(tokens: list[Token]) -> set[str]:
    """Words that begin the name of a body somewhere in the text: after "Elmford City Council", Elmford is a place."""
    places: set[str] = set()
    for first, last in runs(tokens):
        classes = [token.kind for token in tokens[first : last + 1]]
        bodies = [
            token for token in tokens[first + 1 : last + 1] if is_organisation(token.word) and not is_family(token.word)
        ]
        if bodies and classes[0] == "unknown" and classes[1] == "plain" and tokens[first].shape == "cap":
            places.add(tokens[first].word)
    return places


def find_in_label(text: str) -> Iterator[Hit]:
    """In the name of a file a capital says nothing, so the lists decide; the words beside a listed name go with it."""
    run: list[re.Match[str]] = []
    for match in [*LABEL_WORD.finditer(text), None]:
        touching = match is not None and (not run or match.start() - run[-1].end() <= 1)
        if match and touching and class_of(fold(match[0])) != "plain" and len(match[0]) > 1:
            run.append(match)
            continue
        yield from _label_hit(text, run)
        run = [match] if match and class_of(fold(match[0])) != "plain" else []


def _label_hit(text: str, run: list[re.Match[str]]) -> Iterator[Hit]:
    if any(class_of(fold(match[0])) in ("given", "family") for match in run):
        yield hit("name", text, run[0].start(), run[-1].end(), "likely", "it is in our lists of names")


def _hit(text: str, first: Token, last: Token, certainty: Certainty, because: str) -> Hit:
    return hit("name", text, first.start, last.end, certainty, because)


def _parts(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of a run that could be names: without ordinary words, titles and words all in capitals."""
    begin = None
    for position in range(first, last + 2):
        if position <= last and _could_be_part(tokens, position, first, last):
            begin = position if begin is None else begin
        elif begin is not None:
            yield begin, position - 1
            begin = None


def _could_be_part(tokens: list[Token], position: int, first: int, last: int) -> bool:
    token = tokens[position]
    before = tokens[position - 1] if position > first else None
    if token.shape == "lower":
        return True  # a particle: only those stand within a run
    if token.word in SHORT_NAMES and token.shape == "cap" and not token.known:
        return _short_name(tokens, position, first, last)
    if (token.word in TITLES and not is_given(token.word)) or token.kind == "plain":
        return before is not None and token.shape == "cap" and _may_end_a_name(before, token, position == last)
    if token.shape == "upper":
        return _is_name_in_capitals(token, [tokens[at] for at in (position - 1, position + 1) if first <= at <= last])
    if token.shape == "initial":
        return before is None or before.kind != "plain" or before.word in OPENERS
    return True


def _short_name(tokens: list[Token], position: int, first: int, last: int) -> bool:
    """An Nguyen; and alone where no word would have a capital, or where a person acts: "told An", "An said"."""
    if any(tokens[at].known for at in (position - 1, position + 1) if first <= at <= last):
        return True
    token, after = tokens[position], tokens[position + 1] if position + 1 < len(tokens) else None
    if token.word in SHORT_WORDS or first != last:
        return False
    acts = after is not None and after.gap == " " and after.word in SURE_VERBS
    return not token.opens_sentence or acts or token.possessive or _is_spoken_of(tokens, position, position)


def _may_end_a_name(before: Token, token: Token, ends_run: bool) -> bool:
    """Deirdre Wall, Mr Rashed: a family name that is also an ordinary word, and is in no list of names."""
    if token.word in ROLES | KIN | TITLES | MONTHS or is_organisation(token.word):
        return False
    if is_place(token.word):
        return ends_run and before.kind == "given" and before.word not in LANDMARKS
    if before.word in TITLES or before.kind == "given":
        return ends_run
    return (
        before.kind == "unknown"
        and ends_run
        and only_looks_ordinary(token.word)
        and token.word.endswith(("er", "ed", "es"))
    )


def _is_name_in_capitals(token: Token, near: list[Token]) -> bool:
    """A listed name of some length, or a word beside one; acronyms are short."""
    company = [other for other in near if other.shape == "cap" and other.kind in ("given", "family", "unknown")]
    if token.known and (len(token.word) > 4 or company or any(other.known for other in near)):
        return True
    if token.kind == "either":
        return is_family(token.word) and bool(company)
    if any(other.kind == "given" for other in company):
        return len(token.word) > 2
    return bool(company) and len(token.word) > 3 and bool(set(token.word) & set("aeiouy"))


def _judge(tokens: list[Token], begin: int, end: int, first: int, last: int) -> tuple[Certainty, str] | None:
    """Whether a part of a run is a name, how surely, and why."""
    part = tokens[begin : end + 1]
    full = [token for token in part if token.shape != "initial"]
    if not full or _belongs_to_a_place(tokens, begin, end):
        return None
    spoken_of = _is_spoken_of(tokens, begin, end)
    if len(part) > 1 and _ends_as_a_place(part) and not spoken_of:
        return None
    if any(token.known for token in full):
        if len(part) == 1 and part[0].kind == "family" and not spoken_of and _reads_as_a_place(tokens, begin):
            return None
        return _how_sure(full, spoken_of), "it is in our lists of names"
    if spoken_of:
        return "likely", "the words around it speak of a person"
    if len(full) > 1:
        return _judge_unlisted_pair(full)
    if len(part) > 1:
        return _judge_with_initial(part, full[0])
    return _judge_single(tokens, begin, first, last)


def _how_sure(full: list[Token], spoken_of: bool) -> Certainty:
    """A family name alone, of which nothing is said, is as often a street, a firm or a village."""
    if len(full) > 1 or spoken_of:
        return "certain"
    return "likely" if full[0].kind == "given" else "possible"


def _reads_as_a_place(tokens: list[Token], position: int) -> bool:
    """In Wray, the Ashby, Holt and Wray: or too short to say anything at the beginning of a sentence."""
    token, before = tokens[position], _word(tokens, position - 1)
    if token.opens_sentence:
        return len(token.word) < 3
    return not token.possessive and (
        before in BEFORE_PLACES or before == "the" or _stands_among_places(tokens, position)
    )


def _judge_unlisted_pair(full: list[Token]) -> tuple[Certainty, str] | None:
    if any(token.kind == "unknown" for token in full):
        return "likely", "words with capitals that are not ordinary words"
    if _reads_as_given(full[0]) and is_family(full[-1].word):
        return "likely", "a given name and a family name, though both are also ordinary words"
    return None


def _judge_with_initial(part: list[Token], name: Token) -> tuple[Certainty, str] | None:
    if name.kind == "unknown" or (name.kind == "either" and part[0].word not in ("a", "i")):
        return "likely", "an initial stands beside it"
    return None


def _judge_single(tokens: list[Token], position: int, first: int, last: int) -> tuple[Certainty, str] | None:
    """One word that no list knows as a name only, without anything beside it that speaks of a person."""
    token = tokens[position]
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if token.kind != "either" and token.opens_sentence:
        acts = after is not None and ((after.gap == " " and after.shape == "lower") or _goes_with_in_a_list(after))
        return (
            ("possible", "a word that is not an ordinary word opens the sentence") if acts or token.possessive else None
        )
    if not _stands_alone(tokens, position, first, last):
        return None
    before = _word(tokens, position - 1)
    if token.kind == "either":
        acts = after is not None and after.gap == " " and after.word in SURE_VERBS
        word_or_place = token.opens_sentence or token.word in MONTHS or is_place(token.word)
        likely = is_given(token.word) and before not in BEFORE_PLACES | BEFORE_DATES and (acts or not word_or_place)
        return ("possible", "it is a name as well as a word") if likely else None
    if before in BEFORE_PLACES or before == "the" or _stands_among_places(tokens, position):
        return None
    return "possible", "a word with a capital that is not an ordinary word"


def _stands_alone(tokens: list[Token], position: int, first: int, last: int) -> bool:
    """No other word with a capital beside it, but for one that opens the sentence, or a month after it."""
    begins = position == first or (position == first + 1 and tokens[first].word in OPENERS)
    return begins and (position == last or tokens[position + 1].word in MONTHS)


def _goes_with_in_a_list(after: Token) -> bool:
    return after.gap == ", " and after.shape == "cap" and after.kind in ("given", "unknown")


def _reads_as_given(token: Token) -> bool:
    return is_given(token.word) and token.word not in MONTHS


def _is_spoken_of(tokens: list[Token], begin: int, end: int) -> bool:
    """A title, a relation or a way of naming stands before it, or an age or a relation after it."""
    return _is_introduced(tokens, begin) or _is_described(tokens, end)


def _is_introduced(tokens: list[Token], position: int) -> bool:
    token, before = tokens[position], tokens[position - 1] if position else None
    if before is None or "\n" in token.gap or token.gap.strip(QUOTES + "."):
        return False
    if _is_title_of(before, token):
        return True
    if "." in token.gap or before.possessive:
        return False
    if before.word in DONE_TO_PERSONS and token.shape == "lower":
        return token.gap == " "
    if before.word in NAMED:
        return before.word != "as" or _word(tokens, position - 2) == "known"
    doing = before.word in ROLES and before.shape == "lower" and token.gap == " " and token.kind != "either"
    return before.word in KIN or doing


def _is_described(tokens: list[Token], position: int) -> bool:
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if after is None:
        return False
    if tokens[position].possessive and after.gap == " ":
        return after.word in KIN or _word(tokens, position + 2) in KIN
    aged = after.word in ("aged", "age", "nee") and len(after.gap) < 4
    return aged or bool(AGE_OR_BIRTH.match(after.gap)) or (after.gap == " (" and after.word in MONTHS)


def _is_title_of(title: Token, name: Token) -> bool:
    """Mr, Dr. or Auntie before a name; the DS of a postcode stands close to its digits."""
    abbreviated = len(title.word) < 5 and title.word not in KIN and name.gap in (". ", ".")
    return title.word in TITLES and (name.gap == " " or abbreviated) and not title.gap[-1:].isdigit()


def _word(tokens: list[Token], position: int) -> str:
    return tokens[position].word if 0 <= position < len(tokens) else ""


def _belongs_to_a_place(tokens: list[Token], begin: int, end: int) -> bool:
    """Hollybank School, St Mary's Hall, North Elmford, Operation Sycamore, the University of Elmford."""
    part = tokens[begin : end + 1]
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    if after and after.shape != "lower" and INSIDE_A_RUN.fullmatch(after.gap) and is_organisation(after.word):
        return True
    before = _word(tokens, begin - 1)
    if part[0].word in DIRECTIONS or (before == "of" and _word(tokens, begin - 2) in PLACE_NOUNS):
        return True
    joined = tokens[begin].gap == " " or (tokens[begin].gap == ". " and before == "st")
    if before in PLACE_NOUNS and joined and tokens[begin - 1].shape != "lower":
        return True
    return all(token.kind == "either" and is_place(token.word) for token in part) and before in BEFORE_PLACES


def _ends_as_a_place(part: list[Token]) -> bool:
    """Victoria Park is a place, but Amina Park and A. Park are persons."""
    tail, rest = part[-1], part[:-1]
    if not is_organisation(tail.word) or tail.shape == "initial":
        return False
    personal = is_family(tail.word) and any(token.kind == "given" or token.shape == "initial" for token in rest)
    return not personal or rest[-1].word in LANDMARKS


def _stands_among_places(tokens: list[Token], position: int) -> bool:
    for other, joint in ((position - 1, position), (position + 1, position + 1)):
        if (
            0 <= other < len(tokens)
            and 0 <= joint < len(tokens)
            and is_place(tokens[other].word)
            and tokens[joint].gap == ", "
        ):
            return True
    return _word(tokens, position - 1) == "and" and is_place(_word(tokens, position - 2))


def _in_small_letters(text: str, tokens: list[Token]) -> Iterator[Hit]:
    """Names typed without capitals: two words side by side of which one is listed, or a listed one where a person is
    spoken of."""
    position = 0
    while position < len(tokens):
        token, after = tokens[position], tokens[position + 1] if position + 1 < len(tokens) else None
        if token.shape != "lower" or token.kind not in ("given", "family", "unknown"):
            position += 1
            continue
        spoken_of = _is_spoken_of(tokens, position, position)
        if after and _is_small_pair(token, after, spoken_of):
            yield _hit(text, token, after, "possible", "it reads as a name without its capitals")
            position += 1
        elif token.kind == "given" and len(token.word) > 3 and spoken_of:
            yield _hit(text, token, token, "possible", "it is in our lists of names")
        position += 1


def _is_small_pair(token: Token, after: Token, spoken_of: bool) -> bool:
    if after.shape != "lower" or after.gap != " " or min(len(token.word), len(after.word)) < 2:
        return False
    if token.known and after.known and "given" in (token.kind, after.kind):
        return True
    if after.kind == "either":
        return token.kind == "given" and is_family(after.word)
    one_listed = token.kind == "given" and len(token.word) > 3 and after.kind == "unknown"
    return one_listed or (spoken_of and after.kind != "plain" and (len(token.word) > 3 or token.known))
