"""Bodies and organisations as the published plan names them, in their roles; every person is invented."""

from dataclasses import dataclass
from datetime import date

from goldenthread.partnerships.models import BodyKind, MemberKind, OrganisationKind
from goldenthread.partnerships.roles import Role

BEGAN = date(2021, 4, 1)

BODIES: list[tuple[str, str, str, dict[str, str]]] = [
    ("BSCP", BodyKind.PARTNERSHIP, "", {"purpose": "All safeguarding partners and relevant agencies together."}),
    ("BSCP Executive Board", BodyKind.BOARD, "BSCP", {"meets": "Every two months", "purpose": "Oversees the plan, decides, and holds the sub-groups to account."}),
    ("Safeguarding Leaders Assembly", BodyKind.ASSEMBLY, "BSCP", {"meets": "Twice a year", "purpose": "Chief officers of all relevant agencies account to each other and learn."}),
    ("Quality, Impact & Outcomes Sub-Group", BodyKind.SUB_GROUP, "BSCP Executive Board", {"meets": "Every two months", "purpose": "Audits practice and tests what it changes."}),
    ("Learning & Development Sub-Group", BodyKind.SUB_GROUP, "BSCP Executive Board", {"meets": "Every two months", "purpose": "Runs the training offer and spreads learning."}),
    ("Serious Cases Sub-Group", BodyKind.SUB_GROUP, "BSCP Executive Board", {"meets": "Every month", "purpose": "Oversees rapid reviews and local child safeguarding practice reviews."}),
    ("Neglect Operations Group", BodyKind.OPERATIONS, "BSCP Executive Board", {"meets": "Every month", "purpose": "Puts the Childhood Neglect Strategy into practice."}),
    ("Community Safety Partnership", BodyKind.EXTERNAL, "", {"purpose": "Owns the Serious Youth Violence Strategy."}),
    ("Birmingham Children's Partnership", BodyKind.EXTERNAL, "", {}),
    ("Health and Wellbeing Board", BodyKind.EXTERNAL, "", {}),
    ("Children's Social Care Overview and Scrutiny Committee", BodyKind.EXTERNAL, "", {}),
    ("City Board", BodyKind.EXTERNAL, "", {}),
    ("Regional Safeguarding Procedures Group", BodyKind.EXTERNAL, "", {}),
    ("West Midlands MASA Network", BodyKind.EXTERNAL, "", {}),
]  # fmt: skip

ORGANISATIONS: list[tuple[str, str, str]] = [
    ("Birmingham City Council", OrganisationKind.COUNCIL, MemberKind.STATUTORY),
    ("Birmingham and Solihull Clinical Commissioning Group", OrganisationKind.HEALTH, MemberKind.STATUTORY),
    ("West Midlands Police", OrganisationKind.POLICE, MemberKind.STATUTORY),
    ("Birmingham Children's Trust", OrganisationKind.COUNCIL, MemberKind.RELEVANT),
    ("Birmingham Community Health Care NHS Trust", OrganisationKind.HEALTH, MemberKind.RELEVANT),
    ("Public Health", OrganisationKind.COUNCIL, MemberKind.RELEVANT),
    ("Birmingham Council of Faiths", OrganisationKind.FAITH, MemberKind.OTHER),
    ("National Society for the Prevention of Cruelty to Children", OrganisationKind.CHARITY, MemberKind.OTHER),
    ("Ofsted", OrganisationKind.GOVERNMENT, MemberKind.OTHER),
]


@dataclass(frozen=True)
class Someone:
    """A demonstration person: sign-in name, invented name, role, and the post, body or organisation they hold it in."""

    login: str
    name: str
    role: Role
    post: str = ""
    body: str = ""
    organisation: str = ""
    area: str = "birmingham"

    @property
    def email(self) -> str:
        return f"{self.login}@{self.area}.example"


PEOPLE = [
    Someone("manager", "Asha Bellamy", Role.MANAGER, post="Business Manager"),
    Someone("chair", "Ruth Calderwood", Role.INDEPENDENT_CHAIR, post="BSCP Independent Chair", body="BSCP Executive Board"),
    Someone("secretary", "Lydia Brackwell", Role.OFFICER),
    Someone("board", "Tom Adeyinka", Role.BOARD_MEMBER),
    Someone("quality.chair", "Nadia Farrow", Role.BODY_CHAIR, post="Chair, Quality, Impact & Outcomes Sub-Group", body="Quality, Impact & Outcomes Sub-Group"),
    Someone("learning.chair", "Colin Hartnoll", Role.BODY_CHAIR, post="Chair, Learning & Development Sub-Group", body="Learning & Development Sub-Group"),
    Someone("cases.chair", "Helen Sandhurst", Role.BODY_CHAIR, post="Chair, Serious Cases Sub-Group", body="Serious Cases Sub-Group"),
    Someone("neglect.chair", "Owen Prakash", Role.BODY_CHAIR, post="Co-Chair, Neglect Operations Group", body="Neglect Operations Group"),
    Someone("police.lead", "Gail Thornbury", Role.AGENCY_LEAD, organisation="West Midlands Police"),
    Someone("practitioner", "Jamie Oduya", Role.PRACTITIONER, organisation="Birmingham Children's Trust"),
    Someone("operator", "Sasha Lindqvist", Role.OPERATOR),
    Someone("manager", "Peter Walmesley", Role.MANAGER, post="Business Manager", area="elmshire"),
]  # fmt: skip


@dataclass(frozen=True)
class Vacancy:
    title: str
    body: str = ""
    role: Role = Role.BODY_CHAIR


VACANT_POSTS = [
    Vacancy("Chair of the Community Safety Partnership", body="Community Safety Partnership"),
    Vacancy("Co-Chair (health), Neglect Operations Group", body="Neglect Operations Group"),
]

SAME_POST = {"Chair of the BSCP": "BSCP Independent Chair"}
"""Two ways in which the document writes one post."""
