"""Everything that changes who we are. Split by subject; each function is one thing that a person does."""

from goldenthread.partnerships.operations.archives import (
    ask_for_archive,
    delete_old_archives,
    keep_archive,
    keep_archive_failure,
)
from goldenthread.partnerships.operations.bodies import add_body, agree_terms, change_body, close_body
from goldenthread.partnerships.operations.giving import add_person, give_role
from goldenthread.partnerships.operations.handover import Handover, hand_over
from goldenthread.partnerships.operations.importing import OnConflict, import_rows
from goldenthread.partnerships.operations.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    revoke_invitation,
)
from goldenthread.partnerships.operations.joining import add_organisation
from goldenthread.partnerships.operations.organisations import (
    change_organisation,
    change_part,
    close_organisation,
    rename_organisation,
)
from goldenthread.partnerships.operations.people import correct_person, end_membership
from goldenthread.partnerships.operations.posts import (
    add_post,
    appoint,
    change_appointment,
    change_post,
    close_post,
    end_appointment,
)
from goldenthread.partnerships.operations.settings import change_settings

__all__ = [
    "Handover",
    "OnConflict",
    "accept_invitation",
    "add_body",
    "add_organisation",
    "add_person",
    "add_post",
    "agree_terms",
    "appoint",
    "ask_for_archive",
    "change_appointment",
    "change_body",
    "change_organisation",
    "change_part",
    "change_post",
    "change_settings",
    "close_body",
    "close_organisation",
    "close_post",
    "correct_person",
    "delete_old_archives",
    "end_appointment",
    "end_membership",
    "find_invitation",
    "give_role",
    "hand_over",
    "import_rows",
    "invite",
    "keep_archive",
    "keep_archive_failure",
    "rename_organisation",
    "revoke_invitation",
]
