"""What happened in the demonstration, day by day. All of it is invented.

Codes are those of the plan ("2.6"). Texts name no person and no child.
"""

from dataclasses import dataclass, field
from datetime import date

ADOPTED_ON = date(2021, 4, 1)
SHOWN_ON = date(2021, 11, 30)

PERIODS = [
    ("Q1", "April to June 2021", date(2021, 4, 1), date(2021, 6, 30), date(2021, 7, 15)),
    ("Q2", "July to September 2021", date(2021, 7, 1), date(2021, 9, 30), date(2021, 10, 15)),
    ("Q3", "October to December 2021", date(2021, 10, 1), date(2021, 12, 31), date(2022, 1, 14)),
]

DUPLICATES = [("2.1", "4.1"), ("1.1", "4.3")]
DEPENDS = [("3.4", "3.3"), ("3.5", "3.4"), ("4.7", "2.6")]
SERVES = {
    "1.1": ["1.1", "1.2", "1.3", "1.4"], "1.2": ["1.5", "1.6"], "1.3": ["1.7", "1.8", "1.9", "1.10"],
    "2.1": ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10"],
    "3.1": ["3.1", "3.2", "3.3", "3.4", "3.5"], "4.1": ["4.1", "4.2", "4.3", "4.4", "4.6", "4.7", "4.8"],
}  # fmt: skip


ORIGINS = [
    ("2.4", "audit", "Multi-agency audit of 2020, theme 3"),
    ("2.4", "meeting", "Executive Board of February 2021, item 5"),
    ("3.2", "self_assessment", "Section 11 self-assessment of 2020, standard 7"),
    ("4.4", "voice", "What young people said of the lockdown, summer 2020"),
]
"""What some actions answer: action, kind of source, which one. Invented."""

HIGH = [("3.2", "The Childhood Neglect Strategy rests on it.")]
"""Actions of high priority, and why."""


@dataclass(frozen=True)
class Proof:
    title: str
    rung: int
    on: date
    kind: str = "document"
    shows: str = ""
    public: bool = False


@dataclass(frozen=True)
class Said:
    """A return: who wrote it when, what it says, and what became of it (approved on a day; else its state)."""

    code: str
    period: str
    on: date
    by: str
    rating: str
    how_much: str
    how_well: str = ""
    difference: str = ""
    challenges: str = ""
    way_forward: str = ""
    override: str = ""
    forecast: date | None = None
    actual: date | None = None
    approved: date | None = None
    end: str = "approved"
    note: str = ""
    proof: list[Proof] = field(default_factory=list)


JULY, OCTOBER = date(2021, 7, 22), date(2021, 10, 21)
M, Q, L, C, N = "manager", "quality.chair", "learning.chair", "cases.chair", "neglect.chair"

STORY = [
    # --- Priority 1
    Said("1.1", "Q1", date(2021, 5, 4), M, "delivered", "The report was presented to the Assembly on 22 April and discussed for forty minutes.",
         "Leaders of 31 agencies took part; 26 answered the questions sent afterwards.", actual=date(2021, 4, 22), approved=date(2021, 5, 20),
         proof=[Proof("Accountability report, April 2021", 2, date(2021, 4, 22), public=True), Proof("Minutes of the Safeguarding Leaders Assembly, 22 April 2021", 2, date(2021, 4, 22), "minutes")]),
    Said("1.2", "Q1", date(2021, 7, 6), M, "on_track", "The independent chair attended two meetings of the City Board and one of the children's partnership.",
         "Four questions were put and answered in the minutes.", way_forward="Three more meetings are in the diary.", approved=JULY),
    Said("1.3", "Q1", date(2021, 5, 4), M, "delivered", "The first Assembly of the year was held on line on 22 April.", actual=date(2021, 4, 22), approved=date(2021, 5, 20)),
    Said("1.4", "Q1", date(2021, 7, 6), M, "off_track", "A first outline of the strategy was shared; the consultation was put off.",
         challenges="The lead author left in May.", way_forward="A new author starts in September.", forecast=date(2022, 1, 31), approved=JULY),
    Said("1.4", "Q2", date(2021, 10, 8), M, "off_track", "A full draft went to both partnerships in September.",
         challenges="Schools have not commented yet.", way_forward="Sign-off is planned for January.", forecast=date(2022, 1, 31), approved=OCTOBER),
    Said("1.5", "Q1", date(2021, 6, 2), M, "delivered", "The Board endorsed the Quality Assurance Programme on 20 May.", actual=date(2021, 5, 20), approved=date(2021, 6, 17),
         proof=[Proof("Quality Assurance Programme 2021-23", 2, date(2021, 5, 20), public=True)]),
    Said("1.6", "Q2", date(2021, 10, 11), M, "at_risk", "The new site is designed and half of its pages are written.",
         "Eleven young people tried it and found the reporting page in under a minute.", challenges="The supplier is six weeks behind.",
         way_forward="Launch without the events calendar, which follows.", forecast=date(2022, 1, 31), approved=OCTOBER,
         proof=[Proof("Young people try the new website: notes", 3, date(2021, 9, 28), "voice", "What eleven young people found easy and hard.")]),
    Said("1.7", "Q2", date(2021, 10, 11), M, "on_track", "Nine of fourteen chapters were rewritten with the region.", way_forward="Five chapters by February.", approved=OCTOBER,
         proof=[Proof("Regional procedures: chapters agreed to September", 2, date(2021, 9, 30))]),
    Said("1.8", "Q1", date(2021, 7, 6), M, "on_track", "The network met twice with Birmingham as co-chair.", "Twelve of fourteen partnerships took part.", approved=JULY),
    Said("1.9", "Q2", date(2021, 10, 11), M, "on_track", "The question set was agreed by nine partnerships; the tool is being built.", way_forward="A trial with three agencies in January.", approved=OCTOBER),
    Said("1.9", "Q3", date(2021, 11, 24), M, "on_track", "The trial version is ready; three agencies have volunteered.", way_forward="The trial runs from 10 January.", end="submitted",
         proof=[Proof("Regional self-assessment: question set, version 3", 2, date(2021, 11, 15))]),
    Said("1.10", "Q2", date(2021, 10, 11), M, "off_track", "The review took place in July; the findings are drafted.", challenges="Two agencies have not cleared the text.",
         way_forward="Police and council clear it by December.", forecast=date(2021, 12, 17), approved=OCTOBER),
    # --- Priority 2
    Said("2.1", "Q2", date(2021, 8, 3), M, "delivered", "The report was published on 28 July.", "The scrutineer checked every figure against its source.",
         "It names three changes for children, with what speaks against each.", actual=date(2021, 7, 28), approved=date(2021, 9, 16),
         proof=[Proof("Yearly report 2020/21", 2, date(2021, 7, 28), public=True)]),
    Said("2.2", "Q1", date(2021, 6, 2), M, "delivered", "The Training Offer was published on 27 May, with 42 courses.", actual=date(2021, 5, 27), approved=date(2021, 6, 17),
         proof=[Proof("Training Offer 2021/22", 2, date(2021, 5, 27), public=True)]),
    Said("2.3", "Q2", date(2021, 10, 6), Q, "on_track", "Speakers and date are fixed: 9 December, on line.", way_forward="Invitations go out in the first week of November.", approved=OCTOBER),
    Said("2.3", "Q3", date(2021, 11, 23), Q, "on_track", "118 people from 24 agencies have booked.", "Schools have taken 41 of the places.", way_forward="The seminar is on 9 December.", end="submitted",
         proof=[Proof("Seminar of 9 December: programme and bookings", 2, date(2021, 11, 22))]),
    Said("2.4", "Q2", date(2021, 10, 6), Q, "at_risk", "The policy was rewritten; practitioners were asked in two workshops.", challenges="The legal view on confidentiality is outstanding.",
         way_forward="Legal view by mid November.", forecast=date(2021, 12, 17), approved=OCTOBER,
         proof=[Proof("Near miss policy: what practitioners said", 3, date(2021, 9, 21), "feedback")]),
    Said("2.4", "Q3", date(2021, 11, 26), Q, "at_risk", "The legal view came on 19 November and is being worked in.", way_forward="To the Board on 16 December.", forecast=date(2021, 12, 17), end="sent_back",
         note="Please say which agencies have tried the form, and attach the new draft."),
    Said("2.5", "Q2", date(2021, 10, 7), L, "not_started", "Needs were gathered from the localities; no course is written yet.", way_forward="Outline in December.", approved=OCTOBER),
    Said("2.6", "Q2", date(2021, 9, 14), M, "delivered", "The review was published on 10 September and seven briefings were held.", "312 practitioners came; 88 % passed the short test.",
         "Two services changed how they reach out on the first night.", actual=date(2021, 9, 10), approved=OCTOBER,
         proof=[Proof("Reachable Moments: briefing and test results", 3, date(2021, 9, 14), "feedback", "Results of a ten-question test after seven briefings.")]),
    Said("2.8", "Q1", date(2021, 6, 29), M, "delivered", "The conference was held on 16 June with 240 people and six workshops.", "Nine of ten would recommend it; a third had not heard of the approach before.",
         "Three localities began to map places of risk.", actual=date(2021, 6, 16), approved=JULY,
         proof=[Proof("Contextual Safeguarding conference: evaluation", 3, date(2021, 6, 25), "feedback")]),
    Said("2.9", "Q2", date(2021, 10, 11), M, "on_track", "Six agencies completed their part of the self-assessment.", way_forward="The panel meets on 4 November.", approved=OCTOBER),
    Said("2.9", "Q3", date(2021, 11, 25), M, "delivered", "The self-assessment was completed on 19 November; nine agencies took part.", "The panel moderated every judgement.", actual=date(2021, 11, 19), end="submitted",
         proof=[Proof("Child exploitation self-assessment: moderated judgements", 4, date(2021, 11, 19), "audit")]),
    Said("2.10", "Q2", date(2021, 10, 11), M, "off_track", "A survey went to all secondary schools; 38 of 90 answered.", challenges="Half-term and exams.", way_forward="A second call in November, and visits to twelve schools.",
         forecast=date(2022, 2, 28), approved=OCTOBER),
    # --- Priority 3
    Said("3.1", "Q1", date(2021, 7, 7), M, "on_track", "Funds were agreed and the Neglect Lead Manager was appointed.", way_forward="Licences for 60 trainers.", approved=JULY,
         proof=[Proof("Funding agreement, Graded Care Profile 2", 2, date(2021, 6, 10))]),
    Said("3.2", "Q2", date(2021, 10, 12), N, "at_risk", "84 of 300 practitioners were trained.", "Feedback is good: 4.6 of 5.", challenges="Trainers are released late by two agencies.", way_forward="Both agencies named trainers in October.", approved=OCTOBER,
         proof=[Proof("Graded Care Profile 2: training to September", 2, date(2021, 9, 30), "data")]),
    Said("3.3", "Q2", date(2021, 10, 12), N, "delivered", "Both pilots began on 20 September.", "Each has a named lead and a weekly meeting.", actual=date(2021, 9, 20), approved=OCTOBER,
         proof=[Proof("Start of the two neglect pilots: terms and cohorts", 2, date(2021, 9, 20))]),
    Said("3.4", "Q2", date(2021, 10, 12), N, "on_track", "A university was chosen to evaluate; measures are agreed.", way_forward="First data in December.", approved=OCTOBER),
    # --- Priority 4
    Said("4.1", "Q2", date(2021, 8, 3), M, "delivered", "The yearly report of 28 July covers the pandemic in a chapter of its own.", actual=date(2021, 7, 28), approved=date(2021, 9, 16)),
    Said("4.2", "Q2", date(2021, 10, 11), M, "on_track", "27 faith settings took part; a guide in five languages is in use.", "Settings were asked in September: 22 use the guide.", way_forward="Thirty more settings by March.", approved=OCTOBER,
         proof=[Proof("Faith settings: survey of September", 3, date(2021, 9, 24), "feedback")]),
    Said("4.3", "Q1", date(2021, 5, 4), M, "delivered", "The Assembly of 22 April turned to recovery; a workshop gathered 19 examples.", actual=date(2021, 4, 22), approved=date(2021, 5, 20),
         proof=[Proof("Response to Recovery: nineteen examples", 2, date(2021, 4, 30))]),
    Said("4.4", "Q2", date(2021, 10, 6), Q, "at_risk", "Data of four agencies is in; two are missing.", challenges="Health data is held in two systems.", way_forward="Last data by 30 November.", approved=OCTOBER),
    Said("4.5", "Q1", date(2021, 7, 6), M, "delivered", "The campaign was launched on 4 May, a month later than planned.", actual=date(2021, 5, 4), approved=JULY),
    Said("4.6", "Q2", date(2021, 8, 4), L, "delivered", "The evaluation of training compares virtual and classroom courses.", "1,480 answers; three months later a third of learners named a change in their work.",
         "Managers confirm changed practice in 61 of 90 followed up.", actual=date(2021, 7, 23), approved=date(2021, 9, 16),
         proof=[Proof("Evaluation of training 2020/21", 4, date(2021, 7, 23), "audit", "Follow-up after three months with learners and their managers.", True)]),
    Said("4.7", "Q2", date(2021, 10, 13), C, "on_track", "Five cases were chosen; parents of newborn babies were asked about the support they had.", way_forward="Report in February.", approved=OCTOBER,
         proof=[Proof("What parents of newborn babies told us", 5, date(2021, 9, 30), "voice", "Themes from fourteen conversations, without names.")]),
    Said("4.8", "Q2", date(2021, 10, 13), C, "on_track", "All four rapid reviews of the quarter looked at the effects of the pandemic.", approved=OCTOBER),
]  # fmt: skip


@dataclass(frozen=True)
class Claim:
    code: str
    by: str
    on: date
    claim: str
    measure: str
    source: str
    strength: int
    against: str
    observed: date
    judged: date | None = None
    stands: bool = True
    why: str = ""
    outcome: bool = False


CLAIMS = [
    Claim("2.8", M, date(2021, 9, 20), "Practitioners in three localities now plan around places, not only families.", "Maps of places of risk in use",
          "Locality managers, September", 3, "Three localities of ten; nobody asked young people yet.", date(2021, 9, 15), OCTOBER, True, "Small, but seen in three localities by two agencies."),
    Claim("4.1", M, date(2021, 11, 18), "Children on plans were seen as often in 2020/21 as the year before.", "Visits within time, by month",
          "Case system, April 2019 to March 2021", 4, "Visits on a doorstep were counted as visits until June 2020.", date(2021, 3, 31), outcome=True),
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A variation: proposed by the manager, decided by the chair on a day, or still waiting."""

    code: str
    on: date
    summary: str
    reason: str
    deadline: str = ""
    joint: str = ""
    decided: date | None = None
    minute: str = ""


VARIATIONS = [
    Asked("1.10", date(2021, 9, 6), "West Midlands Police share the work", "Police hold half of the findings and clear the text.", joint="West Midlands Police", decided=date(2021, 9, 16), minute="EB 47/21"),
    Asked("2.10", date(2021, 11, 9), "New date: by February 2022", "Schools answer after the winter break; visits are planned for January.", deadline="by February 2022"),
    Asked("1.6", date(2021, 11, 22), "New date: by January 2022", "The supplier is six weeks behind; the launch moves, the content does not.", deadline="by January 2022"),
]  # fmt: skip


ELMSHIRE_TITLE = "Elmshire Safeguarding Children Partnership Plan 2021-22"
ELMSHIRE = [
    (
        "Safe at home",
        [
            "Elmshire Executive to agree a neglect pathway by September 2021.",
            "Practice Improvement Group to audit twelve cases by December 2021.",
        ],
    ),
    (
        "Safe outside the home",
        [
            "Elmshire Executive to map places of risk in two towns by March 2022.",
            "Practice Improvement Group to train 200 practitioners by January 2022.",
        ],
    ),
]
