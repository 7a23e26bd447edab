"""Sentences as long and as various as those of real plans, about nobody."""

from random import Random

VERBS = (
    "Review",
    "Publish",
    "Audit",
    "Agree",
    "Commission",
    "Evaluate",
    "Promote",
    "Test",
    "Strengthen",
    "Bring together",
)
THINGS = (
    "the neglect strategy", "the multi-agency audit programme", "guidance on pre-birth assessment",
    "the exploitation pathway",
    "the training offer", "the escalation policy", "the threshold document", "the quality framework",
    "the faith settings project",
    "the directory of early help", "the arrangements for transition", "the data set on domestic abuse",
)  # fmt: skip
PURPOSES = (
    "so that practitioners know what to do and when", "and report what was learned to the Executive Board",
    "with schools, health visitors and housing officers", "and ask managers after six weeks what has changed",
    "so that children are seen sooner and heard more often", "and show that it is followed in each agency",
)  # fmt: skip
DONE = (
    "Two workshops were held and the draft went to all agencies for comment.",
    "The audit looked at twenty files from five agencies.",
    "The policy was published and sent to every designated lead.",
    "Interviews with managers are complete; the analysis has begun.",
    "The task group met and settled who does what by the summer.",
    "Nothing further was done while the post was vacant.",
)  # fmt: skip
QUALITY = (
    "Most of those who answered found it useful; three asked for more time.",
    "Half of the files met the standard, against a third a year ago.",
    "Feedback was mixed: health staff could seldom attend.", "Too early to say.",
)  # fmt: skip
DIFFERENCE = (
    "Referrals name the child's own words more often than before.",
    "Families say that they were asked once and not four times.",
    "It is not known yet.", "Young people on the panel noticed that their advice was followed.",
)  # fmt: skip
NEXT = (
    "The group reports again at its next meeting.",
    "The lead agency names a new project manager.",
    "The findings go to the Board.",
)
DOCUMENTS = ("minutes", "briefing", "survey", "dip sample", "dashboard", "slides", "attendance list")


def action(rng: Random, number: int) -> str:
    return f"{rng.choice(VERBS)} {rng.choice(THINGS)} in area {number % 23 + 1} {rng.choice(PURPOSES)}"


def outcome(rng: Random) -> str:
    return f"Children in need of {rng.choice(THINGS).removeprefix('the ')} are heard, {rng.choice(PURPOSES)}"


def document(rng: Random, number: int) -> str:
    return f"{rng.choice(DOCUMENTS).capitalize()} {number} on {rng.choice(THINGS)}"
