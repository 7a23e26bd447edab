"""What each row of a list would do. Nothing is changed here; ``operations.importing`` does what was judged.

Everything that rows are compared with is read once, so that the number of queries does not grow with the rows.
"""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.partnerships.importing.columns import Line, What
from goldenthread.partnerships.importing.judging.appointments import Appointments
from goldenthread.partnerships.importing.judging.known import Known
from goldenthread.partnerships.importing.judging.organisations import Organisations
from goldenthread.partnerships.importing.judging.outcomes import Judged, Outcome
from goldenthread.partnerships.importing.judging.people import People
from goldenthread.partnerships.models import Partnership

__all__ = ["Judged", "Outcome", "judge"]

LONGEST = 200
JUDGES: dict[What, Callable[[Known], Callable[[Line], Judged]]] = {
    What.ORGANISATIONS: Organisations,
    What.PEOPLE: People,
    What.APPOINTMENTS: Appointments,
}


def judge(lines: Sequence[Line], what: What, partnership: Partnership, user: User) -> list[Judged]:
    one = JUDGES[what](Known(partnership, user))
    return [_refused_or(one, line) for line in lines]


def _refused_or(one: Callable[[Line], Judged], line: Line) -> Judged:
    try:
        if long := next((text for text in line.said.values() if len(text) > LONGEST), ""):
            raise ValidationError(f"“{long[:30]}…” is longer than {LONGEST} characters.")
        return one(line)
    except ValidationError as problem:
        title = line.text("name") or line.text("post") or line.text("email")
        return Judged(line.number, title, Outcome.ERROR, " ".join(problem.messages))
