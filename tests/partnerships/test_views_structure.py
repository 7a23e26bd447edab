"""Who we are, on the page and through its forms."""

import io
import json
import re
from datetime import date
from html import unescape

import docx
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.history.models import Entry
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Body, Organisation, Partnership, PartnershipMember, Post
from goldenthread.partnerships.roles import Role
from tests import factories as make

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63908d5f010001"
    "c10125e7832b3f0000000049454e44ae426082"
)


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def errors(response):
    """The sentences of the error summary."""
    summary = re.search(r"govuk-error-summary__list.*?</ul>", response.content.decode(), re.DOTALL)
    return (
        [unescape(re.sub("<[^>]+>", "", item)) for item in re.findall(r"<li>(.*?)</li>", summary[0])] if summary else []
    )


# --- the page ---------------------------------------------------------------------------------------------------------


def test_home_shows_bodies_under_each_other_with_their_chairs(world, visit):
    html = visit("partnership/").content.decode()
    assert html.index("Executive Board") < html.index("Quality Sub-Group")
    assert "Quality Chair" in html
    assert "Marlshire Police" in html


def test_home_puts_vacant_posts_first(world, visit):
    make.an_appointment(make.a_post(world.partnership, body=world.quality), world.board_member)
    make.a_post(world.partnership, "Zebra officer", Role.OFFICER)
    html = visit("partnership/").content.decode()
    assert html.index("Zebra officer") < html.index("Chair, Quality Sub-Group")
    assert "1 post is vacant." in html


def test_home_shows_who_was_who_on_another_day(world, visit):
    post = make.a_post(world.partnership, body=world.quality)
    make.an_appointment(post, make.a_person("Early Chair"), date(2020, 1, 1), ends_on=date(2020, 6, 30))
    then = visit("partnership/?on-day=1&on-month=6&on-year=2020").content.decode()
    assert "This is who was who on 1 June 2020." in then
    assert "Early Chair" in then
    assert "Early Chair" not in visit("partnership/").content.decode()


def test_home_asks_for_a_real_day(visit):
    assert visit("partnership/?on-day=31&on-month=2&on-year=2021").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("board_member", 200), ("police_lead", 200), ("practitioner", 403), ("outsider", 404)]
)
def test_home_is_for_those_who_read_the_plan(visit, who, status):
    assert visit("partnership/", who).status_code == status


def test_home_offers_changes_to_the_manager_alone(visit):
    assert "Add a body" in visit("partnership/").content.decode()
    assert "Add a body" not in visit("partnership/", "chair").content.decode()


def test_home_costs_the_same_for_one_and_many(world, signed_in, django_assert_max_num_queries):
    client, address = signed_in(world.manager), f"/p/{world.partnership.slug}/partnership/"

    def fill(count):
        for number in range(count):
            body = make.a_body(world.partnership, f"Group {number} of {count}", reports_to=world.board)
            post = make.a_post(world.partnership, f"Chair {number} of {count}", body=body)
            make.an_appointment(post, make.a_person(f"Chair {number} {count}"))
            make.an_organisation(f"Agency {number} of {count}", world.partnership)

    fill(1)
    client.get(address)
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    fill(4)
    with django_assert_max_num_queries(16) as many:
        client.get(address)
    assert len(many) == len(few)


EDITS = [
    "bodies/add/",
    "bodies/{body}/edit/",
    "bodies/{body}/close/",
    "posts/add/",
    "posts/{post}/edit/",
    "posts/{post}/close/",
    "posts/{post}/appoint/",
    "organisations/add/",
    "organisations/{organisation}/edit/",
    "organisations/{organisation}/rename/",
    "organisations/{organisation}/close/",
    "partnership/settings/",
    "import/",
]


@pytest.mark.parametrize("path", EDITS)
@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("chair", 403), ("police_lead", 403), ("outsider", 404)])
def test_edit_pages_are_the_managers(world, visit, path, who, status):
    post = make.a_post(world.partnership, body=world.quality)
    path = path.format(body=world.quality.ref, post=post.ref, organisation=world.police.ref)
    assert visit(path, who).status_code == status


@pytest.mark.parametrize("path", ["bodies/{body}/edit/", "posts/{post}/edit/", "organisations/{organisation}/edit/"])
def test_records_of_another_partnership_are_not_found(world, visit, path):
    body = make.a_body(world.elsewhere)
    post = make.a_post(world.elsewhere, body=body)
    organisation = make.an_organisation("Elmshire Trust", world.elsewhere)
    assert visit(path.format(body=body.ref, post=post.ref, organisation=organisation.ref)).status_code == 404


# --- the forms --------------------------------------------------------------------------------------------------------


def test_body_is_added(world, visit):
    values = {
        "name": "Learning Sub-Group",
        "kind": "sub_group",
        "reports_to": world.board.pk,
        "meets": "monthly",
        "aliases": "LSG\n\nL & D",
    }
    assert visit("bodies/add/", values=values).status_code == 302
    body = Body.objects.get(name="Learning Sub-Group")
    assert (body.reports_to, body.meets, body.aliases) == (world.board, "monthly", ["LSG", "L & D"])


def test_body_that_is_added_has_no_other_names_yet(visit):
    page = BeautifulSoup(visit("bodies/add/").content, "html.parser")
    assert page.select_one("[name=aliases]").get_text(strip=True) == ""


def test_body_twice_is_one_clear_sentence(world, visit):
    response = visit("bodies/add/", values={"name": "Quality Sub-Group", "kind": "sub_group"})
    assert errors(response) == ["A body of this name is here already. Choose that one, or another name."]


def test_body_is_changed_and_leaves_history(world, visit):
    visit(f"bodies/{world.quality.ref}/edit/", values={"name": "Quality and Impact", "kind": "sub_group"})
    html = visit(f"bodies/{world.quality.ref}/edit/").content.decode()
    assert "changed the body" in html
    assert "Quality and Impact" in html


def test_second_of_two_who_change_the_same_is_told_and_loses_nothing(world, visit):
    address = f"bodies/{world.quality.ref}/edit/"
    known = {"name": "Quality Sub-Group", "short_name": "", "kind": "sub_group", "purpose": "", "meets": ""}
    known |= {"parent": world.board.pk, "reports_to": world.board.pk, "aliases": "", "starts_on": ""}
    seen = json.dumps({name: str(value) for name, value in known.items()})
    visit(address, values=known | {"meets": "monthly", "seen": seen})
    mine = known | {"meets": "weekly", "seen": seen}
    second = visit(address, values=mine)
    assert errors(second) == ["Somebody changed this meanwhile to “monthly”. Save again to keep what stands here."]
    assert 'value="weekly"' in second.content.decode()
    world.quality.refresh_from_db()
    assert world.quality.meets == "monthly"
    again = re.search(r'name="seen" value="([^"]*)"', second.content.decode())[1]
    assert visit(address, values=mine | {"seen": unescape(again)}).status_code == 302
    world.quality.refresh_from_db()
    assert world.quality.meets == "weekly"


@pytest.mark.parametrize("path", ["bodies/{body}/edit/", "organisations/{organisation}/edit/", "partnership/settings/"])
def test_form_that_was_not_touched_is_saved_as_it_is(world, visit, path):
    path = path.format(body=world.quality.ref, organisation=world.police.ref)
    form = BeautifulSoup(visit(path).content, "html5lib").select_one("main form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]:not([type=file])")}
    fields |= {field["name"]: field.text for field in form.select("textarea")}
    fields |= {field["name"]: field.select_one("[selected]")["value"] for field in form.select("select")}
    before = Entry.objects.count()
    assert visit(path, values=fields).status_code == 302
    assert Entry.objects.count() == before


def test_body_under_itself_is_refused(world, visit):
    values = {"name": "Executive Board", "kind": "board", "reports_to": world.quality.pk}
    response = visit(f"bodies/{world.board.ref}/edit/", values=values)
    assert errors(response) == ["Quality Sub-Group itself reports to this body. Choose another."]


def test_post_is_added_and_leads_to_appointing(world, visit):
    values = {"title": "Chair, Quality", "role": "body_chair", "body": world.quality.pk}
    response = visit("posts/add/", values=values)
    assert response["Location"].endswith(f"/posts/{Post.objects.get(title='Chair, Quality').ref}/appoint/")


def test_post_needs_the_place_of_its_role(visit):
    response = visit("posts/add/", values={"title": "Chair", "role": "body_chair"})
    assert errors(response) == ["The role chair of a body is held in a body: say which."]


def test_organisation_known_elsewhere_is_used_and_not_doubled(world, visit):
    make.an_organisation("Regional Ambulance", world.elsewhere, short_name="RA")
    visit(
        "organisations/add/",
        values={"name": "regional ambulance", "kind": "other", "short_name": "X", "member_kind": "relevant"},
    )
    ambulance = Organisation.objects.get(name__iexact="regional ambulance")
    assert (ambulance.name, ambulance.short_name) == ("Regional Ambulance", "RA")
    assert PartnershipMember.objects.filter(organisation=ambulance, partnership=world.partnership).exists()


def test_organisation_kept_elsewhere_cannot_be_changed_here(world, visit):
    shared = make.an_organisation("Regional Ambulance", world.elsewhere, world.partnership)
    path = f"organisations/{shared.ref}/edit/"
    assert "Elmshire Safeguarding Children Partnership keeps it" in visit(path).content.decode()
    assert visit(path, values={"kind": "health"}).status_code == 403
    assert (
        visit(
            f"organisations/{shared.ref}/rename/", values={"name": "Mine now", **day("starts_on", date(2021, 1, 1))}
        ).status_code
        == 403
    )


def test_organisation_leaves(world, visit):
    part = PartnershipMember.objects.get(organisation=world.police)
    values = {"kind": "relevant", **day("ends_on", date(2021, 3, 31))}
    visit(f"organisations/{world.police.ref}/part/{part.pk}/", values=values)
    part.refresh_from_db()
    assert part.ends_on == date(2021, 3, 31)


# --- settings and brand -----------------------------------------------------------------------------------------------


def settings_of(partnership, **changes):
    known = {"name": partnership.name, "short_name": "", "area": "", "front_door": "", "colour": "#1d5fa8"}
    return known | changes


def test_settings_are_changed(world, visit):
    visit("partnership/settings/", values=settings_of(world.partnership, name="New name", front_door="0300 000 0000"))
    world.partnership.refresh_from_db()
    assert (world.partnership.name, world.partnership.front_door) == ("New name", "0300 000 0000")


def test_settings_refuse_a_pale_colour_with_one_sentence(world, visit):
    response = visit("partnership/settings/", values=settings_of(world.partnership, colour="#ffdd00"))
    assert errors(response) == [
        "This colour is too pale: its contrast with white is 1.3 to 1 and must be 4.5 or more. Choose a darker one."
    ]


def test_settings_keep_a_logo_that_is_a_picture(world, visit, client):
    visit("partnership/settings/", values=settings_of(world.partnership, logo=SimpleUploadedFile("logo.png", PNG)))
    answer = client.get(f"/brand/{world.partnership.slug}/logo")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/png", PNG)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_settings_refuse_a_logo_that_only_says_it_is_one(world, visit):
    upload = SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>")
    response = visit("partnership/settings/", values=settings_of(world.partnership, logo=upload))
    assert len(errors(response)) == 1
    assert Partnership.objects.get(pk=world.partnership.pk).logo is None


def test_settings_remove_the_logo(world, visit, client):
    visit("partnership/settings/", values=settings_of(world.partnership, logo=SimpleUploadedFile("logo.png", PNG)))
    visit("partnership/settings/", values=settings_of(world.partnership, remove_logo="on"))
    assert client.get(f"/brand/{world.partnership.slug}/logo").status_code == 404


def test_brand_is_for_everyone_and_kept_for_a_while(world, client):
    answer = client.get(f"/brand/{world.partnership.slug}.css")
    assert answer.content == b":root{--brand:#1d70b8}\n"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/css; charset=utf-8", "public, max-age=300")


def test_brand_of_nobody_is_not_found(client, db):
    assert client.get("/brand/nowhere.css").status_code == 404


# --- roles ------------------------------------------------------------------------------------------------------------


def test_roles_page_names_every_role_right_and_holder(world, visit):
    html = visit("roles/", "board_member").content.decode()
    assert [role.label for role in Role if role.label not in html] == []
    assert "approve returns, variations and gates for the Board" in html
    assert "Business Manager" in html


def a_word_file(name="cover.docx", text="{{report}}"):
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def test_settings_keep_a_word_template_and_take_it_away(world, visit):
    visit("partnership/settings/", values=settings_of(world.partnership, report_template=a_word_file()))
    world.partnership.refresh_from_db()
    assert world.partnership.report_template.name == "cover.docx"
    visit("partnership/settings/", values=settings_of(world.partnership, remove_report_template="on"))
    world.partnership.refresh_from_db()
    assert world.partnership.report_template is None


def test_settings_refuse_a_template_that_is_no_word_file(world, visit):
    values = settings_of(world.partnership, report_template=SimpleUploadedFile("cover.png", PNG))
    response = visit("partnership/settings/", values=values)
    assert "cannot be used here" in response.content.decode()
    world.partnership.refresh_from_db()
    assert world.partnership.report_template is None


def test_terms_of_reference_hold_from_the_day_they_were_agreed(world, visit, signed_in):
    address = f"bodies/{world.quality.ref}/terms/"
    day = {"agreed_on-day": "1", "agreed_on-month": "5", "agreed_on-year": "2019"}
    assert visit(address, values={"words": "We look at quality.", **day}).status_code == 302
    assert (
        visit(address, values={"words": "We look at impact too.", **day, "agreed_on-year": "2020"}).status_code == 302
    )
    page = signed_in(world.police_lead).get(world.quality.get_absolute_url()).content.decode()
    assert page.index("We look at impact too.") < page.index("We look at quality.")
    then = signed_in(world.police_lead).get(world.quality.get_absolute_url(), {"as-at": "2019-06-01"}).content.decode()
    assert ("We look at quality." in then, "We look at impact too." in then) == (True, False)


def test_page_of_a_body_tells_its_state_and_the_history_of_its_posts(world, visit, signed_in):
    visit("posts/add/", values={"title": "Chair, Quality", "role": "body_chair", "body": world.quality.pk})
    post = Post.objects.get(title="Chair, Quality")
    held = operations.appoint(post, world.practitioner, starts_on=date(2020, 1, 1), by=world.manager)
    operations.end_appointment(held, ends_on=date(2020, 6, 30), by=world.manager)
    page = signed_in(world.manager).get(world.quality.get_absolute_url()).content.decode()
    assert "Who held its posts before" in page
    assert ("At work" in page, "ended the appointment of" in page, "added the post" in page) == (True, True, True)


def test_review_of_terms_stands_in_the_forward_plan_until_newer_ones_are_agreed(world, signed_in):
    make.some_terms(world.quality, world.manager, review_on=date(2020, 5, 1))
    client = signed_in(world.manager)
    assert "Terms of reference of Quality Sub-Group" in client.get("/p/marlshire/forward-plan/").content.decode()
    make.some_terms(world.quality, world.manager, "Newer.", agreed_on=date(2020, 5, 1))
    assert "Terms of reference of" not in client.get("/p/marlshire/forward-plan/").content.decode()
