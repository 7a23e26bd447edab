"""What the records offer under a heading of a report of a year: lines that can be taken over, each with its trace."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.queries.composite import Composite, Told, composite
from goldenthread.assurance.queries.paper import percent, said, summary
from goldenthread.assurance.queries.rounds import parts_in, rounds_of
from goldenthread.core.addresses import reverse
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.evidence.models import Evidence, EvidenceKind
from goldenthread.governance.models import Challenge, ChallengeState, Decision, DecisionState, Interest, Strategy
from goldenthread.governance.queries.risks import register, still_open
from goldenthread.governance.queries.strategies import followed
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right
from goldenthread.plan.as_at import PARAMETER, AsAt, day_asked
from goldenthread.plan.models import (
    DeliverableKind,
    Delivery,
    ImpactState,
    ImpactStatement,
    PlanState,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.actions import actions_at
from goldenthread.reports.models import Insertion, Report, ReportPart
from goldenthread.reports.queries.attendance import shares, year_of
from goldenthread.reports.queries.workplans import in_force
from goldenthread.reports.queries.written import frozen_day

SHOWN, ROUNDS, WEAKEST = 50, 4, 5


@dataclass(frozen=True, slots=True)
class Offer:
    kind: str
    text: str
    href: str
    ref: str


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom, for which report, as of its day."""

    user: User
    report: Report
    when: AsAt

    @property
    def place(self) -> Partnership:
        return self.report.partnership

    @property
    def year(self) -> tuple[Any, Any]:
        return self.report.starts_on, self.report.ends_on

    @property
    def dated(self) -> str:
        return f"?{PARAMETER}={self.when.day.isoformat()}"


def asked_for(report: Report, user: User) -> Asked:
    """The records as they stood at the end of the year, or today where the year goes on."""
    return Asked(user, report, day_asked(min(report.ends_on, frozen_day(report)).isoformat()))


def _actions(asked: Asked) -> Any:
    found = actions_at(asked.user, asked.when).filter(in_force(asked.when), plan__partnership=asked.place)
    return found.select_related("action__priority", "action__plan__partnership").order_by("plan", "position")


def _lines(asked: Asked, kind: str, versions: Any, say: Callable[[Any], str]) -> Iterator[Offer]:
    for each in versions[:SHOWN]:
        yield Offer(kind, say(each), each.action.get_absolute_url() + asked.dated, each.action.ref)


def _delivered(asked: Asked) -> Iterator[Offer]:
    done = _actions(asked).filter(delivery=Delivery.DELIVERED, actual_on__range=asked.year)
    return _lines(asked, "delivered", done, lambda each: f"{each.words} Delivered on {in_words(each.actual_on)}.")


def _off_track(asked: Asked) -> Iterator[Offer]:
    wrong = _actions(asked).filter(Q(is_late=True) | Q(shown=Delivery.OFF_TRACK))
    return _lines(
        asked, "off_track", wrong,
        lambda each: f"{each.words} Not delivered; it was due by {in_words(each.due_on) or each.deadline_text}.",
    )  # fmt: skip


def _unproven(asked: Asked) -> Iterator[Offer]:
    found = _actions(asked).filter(unproven=True)
    return _lines(asked, "unproven", found, lambda each: f"{each.words} Reported delivered; nothing proves it yet.")


def _reviews(asked: Asked) -> Iterator[Offer]:
    found = _actions(asked).filter(action__kind=DeliverableKind.REVIEW)
    return _lines(asked, "reviews", found, lambda each: f"{each.words} {Delivery(each.shown).label}.")


def _ratings(asked: Asked) -> Iterator[Offer]:
    shown = list(_actions(asked).values_list("shown", flat=True))
    if shown:
        said = ", ".join(f"{shown.count(value)} {label.lower()}" for value, label in Delivery.choices)
        home = f"/p/{asked.place.slug}/actions/{asked.dated}"
        yield Offer("ratings", f"Of {len(shown)} actions of the plan: {said}.", home, asked.when.day.isoformat())


def _pieces(asked: Asked, kind: str, wanted: Q) -> Iterator[Offer]:
    """Accepted evidence of the year."""
    found = Evidence.objects.visible_to(asked.user).filter(
        wanted, partnership=asked.place, withdrawn_at=None, evidence_on__range=asked.year,
        uses__accepted_at__isnull=False, uses__ended_at=None,
    )  # fmt: skip
    for each in found.select_related("partnership").distinct().order_by("-rung", "evidence_on")[:SHOWN]:
        shows = f": {each.shows}" if each.shows else ""
        text = f"{each.title}, {in_words(each.evidence_on)} ({each.get_rung_display().lower()}){shows}"
        yield Offer(kind, text, each.get_absolute_url(), each.ref)


def _evidence(asked: Asked) -> Iterator[Offer]:
    return _pieces(asked, "evidence", Q(rung__gte=3) & ~Q(kind=EvidenceKind.VOICE))


def _voice(asked: Asked) -> Iterator[Offer]:
    return _pieces(asked, "voice", Q(kind=EvidenceKind.VOICE))


def _decisions(asked: Asked) -> Iterator[Offer]:
    """Taken in the year, and none from an item that is closed to anybody."""
    stepped_back = Interest.objects.filter(item=OuterRef("item"), recused=True, ended_at=None)
    found = Decision.objects.visible_to(asked.user).filter(
        Q(item=None) | Q(item__closed=False), ~Exists(stepped_back), partnership=asked.place,
        state=DecisionState.TAKEN, taken_at__date__range=asked.year,
    )  # fmt: skip
    for each in found.select_related("partnership", "body").order_by("taken_at")[:SHOWN]:
        text = f"{each.body}, {in_words(each.taken_at)}: {each.words}"
        yield Offer("decisions", text, each.get_absolute_url(), each.ref)


def _variations(asked: Asked) -> Iterator[Offer]:
    found = Variation.objects.visible_to(asked.user).filter(
        plan__partnership=asked.place, state=VariationState.APPROVED, decided_at__date__range=asked.year
    )
    for each in found.select_related("plan__partnership").order_by("decided_at")[:SHOWN]:
        yield Offer("variations", f"The plan was changed: {each.summary}.", each.get_absolute_url(), each.ref)


def _challenges(asked: Asked) -> Iterator[Offer]:
    """Closed in the year, with what came of them."""
    found = Challenge.objects.visible_to(asked.user).filter(
        partnership=asked.place, state=ChallengeState.CLOSED, closed_at__date__range=asked.year
    )
    for each in found.select_related("partnership").order_by("closed_at")[:SHOWN]:
        impact = f" {each.impact}" if each.impact else " What difference that made is not evidenced yet."
        yield Offer("challenges", f"{each.title} {each.came_of_it}{impact}", each.get_absolute_url(), each.ref)


def _attendance(asked: Asked) -> Iterator[Offer]:
    """Of each organisation that had a seat, by name."""
    year = year_of(asked.report.ends_on)
    place = reverse("reports:attendance", args=[asked.place.slug])
    for share in shares(asked.user, asked.place, year):
        if share.meetings:
            text = f"{share.name} was represented at {share.represented} of {plural(share.meetings, 'meeting')}."
            yield Offer("attendance", text, f"{place}?year={year.starts}&organisation={share.ref}", share.ref)


def _risks(asked: Asked) -> Iterator[Offer]:
    found = register(asked.user, asked.place, asked.when).filter(still_open(asked.when), rated__gte=10)
    for each in found.order_by("-rated")[:SHOWN]:
        yield Offer("risks", f"{each.title}: {each.words}", each.risk.get_absolute_url(), each.risk.ref)


def _strategies(asked: Asked) -> Iterator[Offer]:
    each: Strategy | Any
    for each in followed(asked.user, asked.place).filter(ended_at=None)[:SHOWN]:
        said = f" Its owner says: {each.said}" if each.said else ""
        yield Offer("strategies", f"{each.title} ({each.owner}).{said}", each.get_absolute_url(), each.ref)


def _assessments(asked: Asked) -> Iterator[Offer]:
    """Of rounds of self-assessment that ran in the time: how far they are, and the standards least in place.

    As everybody may read it: small groups are hidden whatever the writer may see.
    """
    starts_on, ends_on = asked.year
    if not may(asked.user, Right.READ_ROUND_REPORTS, asked.place):
        return
    for opened in rounds_of(asked.user, asked.place).filter(opens_on__lte=ends_on, closes_on__gte=starts_on)[:ROUNDS]:
        for part in parts_in(opened, asked.place):
            told = composite(asked.user, asked.place, opened, part, for_others=True)
            place = reverse("assurance:round_report", args=[asked.place.slug, opened.ref])
            text = f"{opened.title}, {part}: {summary(told)}"
            yield Offer("assessments", text, f"{place}?part={part.edition.ref}", f"{part.pk}")
            for each in [each for each in told.weakest if each.here][:WEAKEST]:
                yield _standard(told, each, part.pk)


def _standard(told: Composite, each: Told, part: int) -> Offer:
    asked = each.standard
    elsewhere = f", {percent(each.elsewhere)} elsewhere" if each.elsewhere else ""
    before = f", {percent(each.before)} the round before" if each.before else ""
    here = f"in place at {said(each.here)} organisations ({percent(each.here)}{elsewhere}{before})"
    place = [told.partnership.slug, told.opened.ref, asked.part.edition.ref, asked.question.id]
    return Offer(
        "assessments", f"{told.opened.title}: “{asked.question.text}” {here}.",
        reverse("assurance:reported_standard", args=place), f"{part}.{asked.number}",
    )  # fmt: skip


OFFERS: dict[str, Callable[[Asked], Iterator[Offer]]] = {
    "delivered": _delivered, "off_track": _off_track, "unproven": _unproven, "reviews": _reviews, "ratings": _ratings,
    "evidence": _evidence, "voice": _voice, "decisions": _decisions, "variations": _variations,
    "challenges": _challenges, "attendance": _attendance, "risks": _risks, "strategies": _strategies,
    "assessments": _assessments,
}  # fmt: skip
"""``ledger`` and ``contributions`` are parts of the report of their own."""


def offers(asked: Asked, kinds: list[str]) -> list[Offer]:
    """A query a kind."""
    return [offer for kind in kinds if kind in OFFERS for offer in OFFERS[kind](asked)]


def offered(asked: Asked, parts: Iterable[ReportPart]) -> Iterator[tuple[ReportPart, list[Offer]]]:
    """What the report did not take over yet, each kind under the first heading that it fits."""
    taken = set(Insertion.objects.filter(part__report=asked.report).values_list("kind", "record_ref"))
    told: set[str] = set()
    for part in parts:
        kinds = [kind for kind in part.offers if kind not in told]
        told.update(kinds)
        yield part, [each for each in offers(asked, kinds) if (each.kind, each.ref) not in taken]


def claims(asked: Asked) -> list[ImpactStatement]:
    """Claims of impact of the year that were judged to stand and are not in the report's ledger yet."""
    taken = asked.report.ledger.values("statement")
    found = ImpactStatement.objects.visible_to(asked.user).filter(
        plan__partnership=asked.place, plan__state__in=[PlanState.ADOPTED, PlanState.CLOSED],
        observed_on__range=asked.year, state=ImpactState.ACCEPTED,
    )  # fmt: skip
    related = ("action__priority", "outcome__priority", "judged_by", "plan__partnership")
    return list(found.exclude(pk__in=taken).select_related(*related).order_by("-strength", "observed_on")[:SHOWN])
