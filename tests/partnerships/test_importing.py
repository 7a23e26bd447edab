"""Lists from a spreadsheet: what each row would do, then all of it or nothing."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from goldenthread.accounts.models import User
from goldenthread.history.models import Entry
from goldenthread.partnerships import operations
from goldenthread.partnerships.importing.columns import COLUMNS, Line, What, map_rows, read_day
from goldenthread.partnerships.importing.judging import judge
from goldenthread.partnerships.models import Appointment, Membership, Organisation, PartnershipMember, Post
from goldenthread.partnerships.operations import OnConflict
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.partnerships.test_views_structure import errors


def lines(*rows):
    return [Line(number, row) for number, row in enumerate(rows, 2)]


def judged(world, what, *rows):
    return judge(lines(*rows), what, world.partnership, world.manager)


def outcomes(world, what, *rows):
    return [(row.outcome.value, row.sentence) for row in judged(world, what, *rows)]


def do(world, what, *rows, on_conflict=OnConflict.STOP):
    done = operations.import_rows(
        judged(world, what, *rows), what, world.partnership, on_conflict=on_conflict, by=world.manager
    )
    return {name: count for name, count in done.items() if count}


# --- columns ----------------------------------------------------------------------------------------------------------


def test_columns_are_found_by_their_names_in_any_order():
    mapped = map_rows([["1", "Agency", "Shoe size", "ID"], ["2", "Marlshire Police", "9", "P1"]], What.ORGANISATIONS)
    assert mapped.lines == [Line(2, {"name": "Marlshire Police", "outside_id": "P1"})]
    assert mapped.unused == ["Shoe size"]


def test_columns_may_stand_under_a_title():
    rows = [["1", "Our list", ""], ["3", "Name", "Kind"], ["4", "Marlshire Police", "Police"]]
    assert map_rows(rows, What.ORGANISATIONS).lines[0].text("kind") == "Police"


def test_columns_that_lack_are_named():
    with pytest.raises(ValidationError, match="There is no column E-mail address and no column Role"):
        map_rows([["1", "Name", "Phone"], ["2", "Sam", "1"]], What.PEOPLE)


@pytest.mark.parametrize("text", ["2022-03-31", "31/03/2022", "31.3.2022", "31 March 2022", "31 Mar 2022", "31/03/22"])
def test_days_are_read_as_people_write_them(text):
    assert read_day(text) == date(2022, 3, 31)


def test_day_that_is_none_says_so():
    with pytest.raises(ValidationError, match="“soon” is not a date"):
        read_day("soon")


# --- organisations ----------------------------------------------------------------------------------------------------


def test_organisation_outcomes(world):
    rows = [
        {"name": "New Trust", "kind": "Health"},
        {"name": "marlshire police"},
        {"name": "Marlshire Police Force", "outside_id": "X"},
        {"name": "Bad", "kind": "Zoo"},
        {"kind": "Health"},
        {"name": "New  trust"},
    ]
    kinds = "Council, Health, Police, Probation and youth justice, School, college or childcare"
    assert [outcome for outcome, _ in outcomes(world, What.ORGANISATIONS, *rows)] == [
        "new",
        "conflict",
        "new",
        "error",
        "error",
        "error",
    ]
    said = [sentence for _, sentence in outcomes(world, What.ORGANISATIONS, *rows)]
    assert said[1] == "The name is Marlshire Police here and marlshire police in the file."
    assert said[3].startswith(f"“Zoo” is not a kind of organisation. Use one of: {kinds}")
    assert said[4:] == ["The name is missing.", "Row 2 is about the same. Leave one of them out."]


def test_organisation_that_says_the_same_is_the_same(world):
    assert outcomes(world, What.ORGANISATIONS, {"name": "Marlshire Police"}) == [("same", "")]


def test_organisation_is_found_by_identifier_and_renamed_on_update(world):
    Organisation.objects.filter(pk=world.police.pk).update(outside_id="P1")
    row = {"name": "Marlshire Constabulary", "outside_id": "P1", "member_kind": "Safeguarding partner"}
    assert do(world, What.ORGANISATIONS, row, on_conflict=OnConflict.UPDATE) == {"updated": 1}
    world.police.refresh_from_db()
    assert (world.police.name, list(world.police.names.values_list("name", flat=True))[-1]) == (
        "Marlshire Constabulary",
        "Marlshire Police",
    )
    assert PartnershipMember.objects.get(organisation=world.police).kind == "statutory"


def test_organisation_is_added_with_all_that_the_row_says(world):
    row = {
        "name": "New Trust",
        "short_name": "NT",
        "kind": "health",
        "outside_id": "T1",
        "member_kind": "Safeguarding partner",
        "starts_on": "1 April 2021",
    }
    assert do(world, What.ORGANISATIONS, row) == {"added": 1}
    part = PartnershipMember.objects.select_related("organisation").get(organisation__name="New Trust")
    assert (part.kind, part.starts_on, part.organisation.kind, part.organisation.outside_id) == (
        "statutory",
        date(2021, 4, 1),
        "health",
        "T1",
    )


def test_organisation_kept_by_another_partnership_is_not_changed(world):
    shared = make.an_organisation("Ambulance", world.elsewhere, world.partnership)
    assert outcomes(world, What.ORGANISATIONS, {"name": "Ambulance", "kind": "Health"}) == [("same", "")]
    shared.refresh_from_db()
    assert shared.kind == "other"


# --- people -----------------------------------------------------------------------------------------------------------


def person_row(**changes):
    return {
        "name": "Sam Example",
        "email": "sam@x.example",
        "role": "Agency lead",
        "organisation": "Marlshire Police",
    } | changes


def test_people_outcomes(world):
    rows = [
        person_row(),
        person_row(email="police.lead@example.org", name="Police Lead"),
        person_row(email="not an address"),
        person_row(email="a@x.example", organisation="Nowhere"),
        person_row(email="b@x.example", role="Member of a body"),
        person_row(email="c@x.example", role="King"),
        person_row(email=world.manager.email),
        person_row(email="d@x.example", starts_on="1/4/2022", ends_on="1/3/2022"),
        person_row(),
    ]
    assert outcomes(world, What.PEOPLE, *rows[:5]) == [
        ("new", ""),
        ("same", ""),
        ("error", "“not an address” is not an e-mail address."),
        ("error", "“Nowhere”: no member of this partnership is called so."),
        ("error", "This role is held in a body: say which."),
    ]
    assert [sentence for _, sentence in outcomes(world, What.PEOPLE, *rows)[6:]] == [
        "Somebody else must give you a role.",
        "The last day is before the first day.",
        "Row 2 is about the same. Leave one of them out.",
    ]


def test_people_are_added_with_their_roles(world):
    rows = [person_row(), person_row(role="Member of a body", body="quality sub-group", organisation="")]
    assert do(world, What.PEOPLE, *rows) == {"added": 2}
    held = Membership.objects.filter(person__email="sam@x.example").order_by("role")
    assert [(each.role, each.partnership) for each in held] == [
        ("agency_lead", world.partnership),
        ("body_member", world.partnership),
    ]


def test_operator_cannot_be_made_by_a_list(world):
    assert outcomes(world, What.PEOPLE, person_row(role="System operator"))[0][0] == "error"


def test_person_of_another_partnership_looks_new(world):
    assert outcomes(world, What.PEOPLE, person_row(email=world.outsider.email)) == [("new", "")]


def test_person_who_has_not_come_in_is_renamed_on_update(world):
    do(world, What.PEOPLE, person_row(name="Smae"))
    told = [("conflict", "The name is Smae here and Sam Example in the file.")]
    assert outcomes(world, What.PEOPLE, person_row()) == told
    do(world, What.PEOPLE, person_row(), on_conflict=OnConflict.UPDATE)
    assert User.objects.get(email="sam@x.example").name == "Sam Example"


# --- appointments -----------------------------------------------------------------------------------------------------


def appointment_row(**changes):
    return {"post": "Chair, Quality", "email": "quality.chair@example.org", "starts_on": "1 April 2021"} | changes


@pytest.fixture
def post(world):
    return make.a_post(world.partnership, "Chair, Quality", body=world.quality)


def test_appointment_outcomes(world, post):
    make.an_appointment(post, world.board_member, date(2021, 4, 1))
    rows = [
        appointment_row(),
        appointment_row(email="board.member@example.org"),
        appointment_row(email="board.member@example.org", starts_on="1 May 2021", post="chair quality"),
        appointment_row(post="Chair of Nothing"),
        appointment_row(email="stranger@x.example"),
        appointment_row(email="chair@x.example", name="C", starts_on=""),
    ]
    assert outcomes(world, What.APPOINTMENTS, *rows[:2]) == [("new", ""), ("same", "")]
    assert outcomes(world, What.APPOINTMENTS, *rows[2:]) == [
        ("conflict", "The first day is 1 April 2021 here and 1 May 2021 in the file."),
        ("error", "There is no such post. Give its role, with its body or organisation, to add it."),
        ("error", "Nobody here has this address. Give the person's name as well."),
        ("error", "The first day is missing."),
    ]


def test_appointments_add_posts_and_people_that_are_new(world):
    new = {"role": "Chair of a body", "body": "Quality Sub-Group", "name": "Co Chair"}
    rows = [appointment_row(**new, email="one@x.example"), appointment_row(**new, email="two@x.example")]
    assert do(world, What.APPOINTMENTS, *rows) == {"added": 2}
    post = Post.objects.get(title="Chair, Quality")
    assert sorted(Appointment.objects.filter(post=post).values_list("person__email", flat=True)) == [
        "one@x.example",
        "two@x.example",
    ]


def test_appointment_days_are_updated_with_the_role(world, post):
    make.an_appointment(post, world.board_member, date(2021, 4, 1))
    row = appointment_row(email="board.member@example.org", ends_on="31 March 2031")
    do(world, What.APPOINTMENTS, row, on_conflict=OnConflict.UPDATE)
    assert (
        Appointment.objects.get().ends_on == Membership.objects.get(appointment__post=post).ends_on == date(2031, 3, 31)
    )


# --- all or nothing ---------------------------------------------------------------------------------------------------


def test_errors_stop_everything(world):
    with pytest.raises(ValidationError, match="1 row cannot be read"):
        do(world, What.PEOPLE, person_row(), person_row(email="no"))
    assert not User.objects.filter(email="sam@x.example").exists()


def test_conflicts_stop_everything_unless_told_otherwise(world):
    rows = [{"name": "New Trust"}, {"name": "Marlshire Police", "kind": "Police"}]
    with pytest.raises(ValidationError, match="Choose whether to skip or to update them"):
        do(world, What.ORGANISATIONS, *rows)
    assert not Organisation.objects.filter(name="New Trust").exists()
    assert do(world, What.ORGANISATIONS, *rows, on_conflict=OnConflict.SKIP) == {"added": 1, "skipped": 1}
    assert Organisation.objects.get(pk=world.police.pk).kind == "other"


def test_refusal_half_way_undoes_the_rows_before_it(world, post):
    make.an_appointment(post, world.board_member, date(2020, 1, 1), ends_on=date(2021, 6, 30))
    rows = [person_row(), person_row(email="x@x.example")]
    ready = judged(world, What.PEOPLE, *rows)
    User.objects.create(
        email="x@x.example", name="X", is_active=False, suspended_at="2021-01-01T00:00:00Z", password=""
    )
    with pytest.raises(ValidationError, match=r"X is suspended and can hold no role\. Nothing was imported\."):
        operations.import_rows(ready, What.PEOPLE, world.partnership, on_conflict=OnConflict.STOP, by=world.manager)
    assert not User.objects.filter(email="sam@x.example").exists()


def test_import_stands_in_the_history(world):
    do(world, What.PEOPLE, person_row())
    entry = Entry.objects.filter(chain="marlshire").order_by("number").last()
    assert (entry.sentence, entry.new["added"]) == ("imported a list of people", 1)


def test_judging_costs_the_same_for_one_row_and_many(world, django_assert_max_num_queries):
    for number in range(10):
        make.a_member(Role.AGENCY_LEAD, organisation=world.police, name=f"Lead {number}")
    rows = [person_row(name=f"Lead {number}", email=f"lead.{number}@example.org") for number in range(10)]
    with django_assert_max_num_queries(7):
        judged(world, What.PEOPLE, *rows)


# --- the pages --------------------------------------------------------------------------------------------------------


def as_csv(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile("list.csv", out.getvalue().encode())


def as_xlsx(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("list.xlsx", out.getvalue())


HEAD = ["Name", "Kind", "Part", "First day"]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_list_is_sent_looked_at_and_imported(world, visit, write):
    upload = write(
        HEAD, ["New Trust", "Health", "Safeguarding partner", "1 April 2021"], ["Marlshire Police", "", "", ""]
    )
    answer = visit("import/", values={"what": "organisations", "file": upload})
    html = visit(answer["Location"]).content.decode()
    assert "2 rows: 1 new, 1 the same" in html
    assert not Organisation.objects.filter(name="New Trust").exists()
    done = visit(answer["Location"], values={"on_conflict": "stop"}, follow=True).content.decode()
    assert "Imported: 1 added, 0 updated, 1 left as they are." in done
    assert Organisation.objects.filter(name="New Trust").exists()
    assert visit(answer["Location"]).status_code == 404


def test_days_of_a_workbook_are_days(world, visit):
    upload = as_xlsx(HEAD, ["New Trust", "Health", "Relevant agency", date(2021, 4, 1)])
    answer = visit("import/", values={"what": "organisations", "file": upload})
    visit(answer["Location"], values={"on_conflict": "stop"})
    assert PartnershipMember.objects.get(organisation__name="New Trust").starts_on == date(2021, 4, 1)


def test_rows_that_cannot_be_read_are_shown_first_and_stop(world, visit):
    upload = as_csv(HEAD, ["New Trust", "", "", ""], ["Bad", "Zoo", "", ""])
    address = visit("import/", values={"what": "organisations", "file": upload})["Location"]
    html = visit(address).content.decode()
    assert html.index(">Bad<") < html.index(">New Trust<")
    assert "Correct the rows that cannot be read" in html
    assert visit(address, values={"on_conflict": "stop"}).status_code == 200
    assert not Organisation.objects.filter(name="New Trust").exists()


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (
            SimpleUploadedFile("list.csv", b""),
            "This file is empty. Check that you chose the right one and send it again.",
        ),
        (SimpleUploadedFile("list.pdf", b"%PDF-1.4 nothing"), None),
        (
            as_csv(["Phone", "Fax"], ["1", "2"]),
            "There is no column Name. Name the columns in the first row as in the template.",
        ),
        (as_csv(HEAD), "The list names its columns, but has no row under them."),
    ],
)
def test_file_that_is_no_list_says_what_is_wrong(visit, upload, sentence):
    upload.seek(0)
    said = errors(visit("import/", values={"what": "organisations", "file": upload}))
    assert len(said) == 1
    assert sentence is None or said == [sentence]


def test_list_of_somebody_else_is_not_found(world, visit):
    make.a_member(Role.MANAGER, world.partnership, name="Second Manager")
    address = visit("import/", values={"what": "organisations", "file": as_csv(HEAD, ["X", "", "", ""])})["Location"]
    world.chair = User.objects.get(name="Second Manager")
    assert visit(address, "chair").status_code == 404


@pytest.mark.parametrize("what", list(What))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_example_can_be_sent_as_it_is(world, visit, what, kind):
    answer = visit(f"import/{what}.{kind}?example")
    upload = SimpleUploadedFile(f"{what}.{kind}", answer.content)
    preview = visit("import/", values={"what": what.value, "file": upload}, follow=True).content.decode()
    assert "1 row: 1 new" in preview


@pytest.mark.parametrize("what", list(What))
def test_template_has_every_column_and_no_row(visit, what):
    rows = list(csv.reader(io.StringIO(visit(f"import/{what}.csv").content.decode("utf-8-sig"))))
    assert rows == [[column.heading for column in COLUMNS[what]]]


def test_refused_appointment_is_named_by_its_row(world, post):
    ready = judged(world, What.APPOINTMENTS, appointment_row())
    User.objects.filter(pk=world.quality_chair.pk).update(is_active=False, suspended_at="2021-01-01T00:00:00Z")
    with pytest.raises(ValidationError, match=r"Row 2 \(Chair, Quality: Quality Chair\): Quality Chair is suspended"):
        operations.import_rows(
            ready, What.APPOINTMENTS, world.partnership, on_conflict=OnConflict.STOP, by=world.manager
        )


def test_text_that_is_too_long_says_so(world):
    assert outcomes(world, What.ORGANISATIONS, {"name": "x" * 201}) == [
        ("error", f"“{'x' * 30}…” is longer than 200 characters.")
    ]


@pytest.mark.slow
def test_five_thousand_rows_are_imported_in_one_go(world):
    rows = [
        person_row(name=f"Person {number}", email=f"p{number}@x.example", role="Practitioner") for number in range(5000)
    ]
    assert do(world, What.PEOPLE, *rows) == {"added": 5000}


@pytest.mark.slow
def test_five_thousand_organisations_too(world):
    assert do(world, What.ORGANISATIONS, *({"name": f"School {number}"} for number in range(5000))) == {"added": 5000}
