"""What records give to a report: lines with their trace, the ledger of impact, contributions and costs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.models import Rung
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import record
from goldenthread.plan.models import ImpactState, ImpactStatement
from goldenthread.reports.models import Contribution, Insertion, LedgerEntry, Report, ReportPart
from goldenthread.reports.operations.writing import WROTE, locked
from goldenthread.reports.queries.offers import Offer

NEEDED = {
    "claim": "what changed", "measure": "how it was measured", "source": "where that comes from",
    "against": "what speaks against it",
}  # fmt: skip


@transaction.atomic
def take_over(chosen: Mapping[ReportPart, Iterable[Offer]], *, by: User) -> None:
    """The records' lines in their words of now, with the way back to them; all headings are of one report. What stands
    there already is left as it is."""
    report = locked(next(iter(chosen)).report)
    for part, offers in chosen.items():
        known = set(part.insertions.values_list("kind", "record_ref"))
        new = [offer for offer in offers if (offer.kind, offer.ref) not in known]
        Insertion.objects.bulk_create(_line(part, offer, by) for offer in new)
        if new:
            said = "\n".join(offer.text for offer in new)
            record(report, WROTE, by=by, new={"heading": part.heading, "taken over": said})


def _line(part: ReportPart, offer: Offer, by: User) -> Insertion:
    return Insertion(
        part=part, kind=offer.kind, record_ref=offer.ref, text=offer.text, href=offer.href, taken_by=by,
        taken_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def remove_insertion(line: Insertion, *, by: User) -> None:
    report = locked(line.part.report)
    old, new = {"taken over": line.text}, {"heading": line.part.heading, "taken over": ""}
    if line.delete()[0]:
        record(report, WROTE, by=by, old=old, new=new)


@transaction.atomic
def add_claim(report: Report, statement: ImpactStatement, *, by: User) -> LedgerEntry:
    """Only a claim that was judged to stand, and that says its measure, source, date, strength and what speaks against
    it."""
    report = locked(report)
    lacking = [words for name, words in NEEDED.items() if not getattr(statement, name).strip()]
    if statement.strength == Rung.NONE:
        lacking.append("how strong it is")
    if lacking:
        raise ValidationError(f"A claim cannot enter without {', '.join(lacking)}.")
    if statement.state != ImpactState.ACCEPTED:
        raise ValidationError("A claim enters the ledger once somebody else has judged that it stands.")
    if statement.plan.partnership_id != report.partnership_id:
        raise ValidationError("This claim belongs to another partnership.")
    if LedgerEntry.objects.filter(report=report, statement=statement).exists():
        raise ValidationError("This claim is in the ledger already.")
    values = {name: getattr(statement, name) for name in (*NEEDED, "strength", "observed_on")}
    entry = LedgerEntry(report=report, statement=statement, added_by=by, added_at=clock.now(), **values)
    entry.full_clean()
    entry.save()
    record(report, WROTE, by=by, new={"claim of impact": entry.claim, "source": entry.source})
    return entry


@transaction.atomic
def remove_claim(entry: LedgerEntry, *, by: User) -> None:
    report = locked(entry.report)
    if entry.delete()[0]:
        record(report, WROTE, by=by, old={"claim of impact": entry.claim}, new={"claim of impact": ""})


@transaction.atomic
def add_contribution(report: Report, *, by: User, answers: dict[str, str] | None = None, **values: Any) -> Contribution:
    report = locked(report)
    row = Contribution(report=report, **values)
    if row.pounds is None and row.days is None:
        raise ValidationError({"pounds": "Give pounds or days."})
    if row.kind != "cost" and row.organisation is None:
        raise ValidationError({"organisation": "Say who gave it."})
    texts = {"what": row.what, "source": row.source}
    refuse_identifiers(report, texts, partnership=report.partnership, by=by, answers=answers)
    row.full_clean()
    row.save()
    new = {"contribution": row.what, "of": str(row.organisation or ""), "pounds": row.pounds, "days": row.days}
    record(report, WROTE, by=by, new=new)
    return row


@transaction.atomic
def remove_contribution(row: Contribution, *, by: User) -> None:
    report = locked(row.report)
    if row.delete()[0]:
        record(report, WROTE, by=by, old={"contribution": row.what}, new={"contribution": ""})
