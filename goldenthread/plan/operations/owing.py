"""Which returns are owed in a period: it follows the plan while the period is open."""

from django.db import connection
from django.db.models import OuterRef, Subquery, Value

from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import FOREVER, ActionVersion, Delivery, OwedReturn, Period, PlanState, Return

LEADS = {"body": "lead_body", "organisation": "lead_organisation", "post": "lead_post"}
COLUMNS = ("action_id", "body_id", "organisation_id", "post_id", "period_id")


def owe_returns(period: Period) -> None:
    """One row for each action of the plan in force that is not delivered: a single INSERT from a SELECT.

    Rows that are here already follow their action's lead; those of actions that left the plan or were delivered go,
    unless somebody began a return.
    """
    now = ActionVersion.objects.filter(valid_to=FOREVER, plan__partnership=period.partnership_id)
    owing = now.filter(removed=False, plan__state=PlanState.ADOPTED).exclude(delivery=Delivery.DELIVERED)
    here = OwedReturn.objects.filter(period=period)
    begun = Return.objects.filter(period=period).values("action")
    here.exclude(action__in=owing.values("action")).exclude(action__in=begun).delete()
    lead = now.filter(action=OuterRef("action"))
    here.update(**{kind: Subquery(lead.values(column)[:1]) for kind, column in LEADS.items()})
    leads = [f"{column}_id" for column in LEADS.values()]
    chosen = owing.order_by().annotate(of_period=Value(period.pk))
    sql, values = chosen.values_list("action_id", *leads, "of_period").query.sql_with_params()
    table, names = OwedReturn._meta.db_table, ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {sql} ON CONFLICT DO NOTHING", values)


def bring_rounds_up_to_date(partnership: Partnership) -> None:
    """After the plan or what is delivered of it changed: what is owed in the periods that are open follows it."""
    for period in Period.objects.filter(partnership=partnership, opened_at__isnull=False, locked_at=None):
        owe_returns(period)
