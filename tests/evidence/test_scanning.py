"""Files wait until the scanner has looked at them; what holds malware is shut away and proves nothing."""

import pytest
from django.core.management import call_command

from goldenthread.core import clock
from goldenthread.documents.gate import check_file
from goldenthread.documents.models import Scan
from goldenthread.documents.operations import keep_file
from goldenthread.evidence.models import Screening
from goldenthread.evidence.operations.pieces import note_screening
from goldenthread.history.queries import panel
from goldenthread.plan.models import EvidenceUse
from goldenthread.plan.operations.evidence import summarise_evidence
from goldenthread.plan.operations.versions import current
from tests import factories as make
from tests.documents.test_scanner import BAD, a_daemon


@pytest.fixture
def kept(world, settings):
    """Keeps a text as the file of evidence that counts, while the scanner is down."""
    settings.CLAMD_ADDRESS = "127.0.0.1:1"

    def keep(content: bytes):
        file = keep_file(check_file(content, "minutes.txt"), chain=world.partnership.slug, by=world.manager)
        piece = make.some_evidence(
            world.partnership, world.manager, link="", file=file, rung=2, screening=Screening.WAITING
        )
        EvidenceUse.objects.create(
            evidence=piece,
            action=world.action,
            added_by=world.manager,
            accepted_by=world.chair,
            accepted_at=clock.now(),
        )
        summarise_evidence(world.action)
        return piece

    return keep


def scan(settings, piece):
    with a_daemon() as settings.CLAMD_ADDRESS:
        call_command("scan_waiting_files", verbosity=0)
    piece.file.refresh_from_db()
    return piece


def address(piece):
    return f"{piece.get_absolute_url()}file/"


def test_file_waits_while_the_scanner_is_down_and_is_not_served(world, kept, signed_in):
    piece = kept(b"Minutes of the Board")
    call_command("scan_waiting_files", verbosity=0)
    piece.file.refresh_from_db()
    assert piece.file.scan == Scan.WAITING
    assert signed_in(world.manager).get(address(piece)).status_code == 404


def test_clean_file_is_served_to_its_sender_once_it_was_scanned(world, kept, signed_in, settings):
    piece = scan(settings, kept(b"Minutes of the Board"))
    assert piece.file.scan == Scan.CLEAN
    assert b"".join(signed_in(world.manager).get(address(piece))) == b"Minutes of the Board"


def test_file_with_malware_is_shut_away_and_proves_nothing(world, kept, signed_in, settings):
    piece = note_screening(kept(BAD), [])
    assert current(world.action).rung == 2
    scan(settings, piece)
    assert (piece.file.scan, piece.file.scan_found) == (Scan.INFECTED, "Test.Signature")
    assert signed_in(world.manager).get(address(piece)).status_code == 404
    assert current(world.action).rung == 0


def test_malware_stands_in_the_history_of_the_evidence(world, kept, settings):
    piece = scan(settings, kept(BAD))
    assert [(row["who"], row["did"]) for row in panel(piece)] == [
        ("The malware scanner", "found malware in its file: nobody can open it")
    ]


def test_logo_that_waits_is_scanned_as_well(world, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    logo = keep_file(check_file(b"a picture", "logo.txt"), chain=world.partnership.slug, by=world.manager)
    with a_daemon() as settings.CLAMD_ADDRESS:
        call_command("scan_waiting_files", verbosity=0)
    logo.refresh_from_db()
    assert logo.scan == Scan.CLEAN
