from django.urls import path

from goldenthread.partnerships.views import (
    appointments,
    archives,
    bodies,
    brand,
    importing,
    invitations,
    leaving,
    organisations,
    people,
    posts,
    roles,
    structure,
)

app_name = "partnerships"

P = "p/<slug:partnership>"

urlpatterns = [
    path(f"{P}/partnership/", structure.home, name="home"),
    path(f"{P}/partnership/settings/", structure.settings, name="settings"),
    path(f"{P}/everything/", archives.archive, name="archive"),
    path(f"{P}/everything/<ref>/file/", archives.archive_file, name="archive_file"),
    path(f"{P}/bodies/add/", bodies.body_add, name="body_add"),
    path(f"{P}/bodies/<ref>/edit/", bodies.body_edit, name="body_edit"),
    path(f"{P}/bodies/<ref>/close/", bodies.body_close, name="body_close"),
    path(f"{P}/posts/add/", posts.post_add, name="post_add"),
    path(f"{P}/posts/<ref>/edit/", posts.post_edit, name="post_edit"),
    path(f"{P}/posts/<ref>/close/", posts.post_close, name="post_close"),
    path(f"{P}/posts/<ref>/appoint/", appointments.appoint, name="appoint"),
    path(f"{P}/appointments/<ref>/end/", appointments.appointment_end, name="appointment_end"),
    path(f"{P}/organisations/add/", organisations.organisation_add, name="organisation_add"),
    path(f"{P}/organisations/<ref>/edit/", organisations.organisation_edit, name="organisation_edit"),
    path(f"{P}/organisations/<ref>/rename/", organisations.organisation_rename, name="organisation_rename"),
    path(f"{P}/organisations/<ref>/close/", organisations.organisation_close, name="organisation_close"),
    path(f"{P}/organisations/<ref>/part/<int:number>/", organisations.organisation_part, name="organisation_part"),
    path(f"{P}/people/", people.people, name="people"),
    path(f"{P}/people/add/", people.person_add, name="person_add"),
    path(f"{P}/people/<ref>/", people.person, name="person"),
    path(f"{P}/people/<ref>/role/", people.role_give, name="role_give"),
    path(f"{P}/people/<ref>/correct/", people.person_correct, name="person_correct"),
    path(f"{P}/people/<ref>/invite/", people.person_invite, name="person_invite"),
    path(f"{P}/people/<ref>/hand-over/", leaving.hand_over, name="hand_over"),
    path(f"{P}/roles/<ref>/end/", people.membership_end, name="membership_end"),
    path(f"{P}/hand-overs/<int:number>/", leaving.receipt, name="receipt"),
    path(f"{P}/invitations/<ref>/revoke/", people.invitation_revoke, name="invitation_revoke"),
    path(f"{P}/roles/", roles.roles, name="roles"),
    path(f"{P}/import/", importing.start, name="import"),
    path(f"{P}/import/<what>.<format>", importing.template, name="import_template"),
    path(f"{P}/import/<ref>/", importing.preview, name="import_preview"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/welcome/", invitations.welcome, name="welcome"),
    path("invitation/<ref>/<token>/", invitations.arrive, name="invitation_arrive"),
    path("brand/<slug:slug>.css", brand.style, name="brand"),
    path("brand/<slug:slug>/logo", brand.logo, name="logo"),
]
