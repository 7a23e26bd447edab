"""The wordings of headings and labels: what each is for. Mostly data."""

import re
from functools import lru_cache

from .words import any_of, plain, tidy

# The first role with a pattern (one to a line) that fits decides. Years, quarters and brackets are left out before.
ROLES = {
    "priority_number": r"""
        (?:priority|theme|pillar|aim|strand)(?: (?:ref(?:erence)?|no|number|num|nr|#|id|code))
    """,
    "outcome_number": r"""
        (?:outcome|objective|goal)(?: (?:ref(?:erence)?|no|number|num|nr|#|id|code))
    """,
    "ref": r"""
        (?:action |task |activity |item )?(?:ref(?:erence)?|no|number|num|nr|#|id|item)(?: ?(?:no|number|id))?
        #
        s/?no
    """,
    "start": r"""
        (?:planned |proposed )?(?:start|from|commence(?:ment)?|begin)(?:ing|s)?(?: date| by)?
        date (?:started|added|raised|set)
    """,
    "revised": r"""
        (?:revised|new|extended|amended|current forecast|forecast)(?: (?:date|deadline|due date|timescale
            |target date|completion date))?
        slipped to
    """,
    "done": r"""
        (?:date |actual )?(?:completed|closed|done)(?: on| date)?
        (?:actual )?(?:completion|end) date \(?actual\)?
        date (?:of )?(?:completed|completion achieved|closed)
    """,
    "status": r"""
        [✓✔☑]
        (?:%|per ?cent(?:age)?) (?:done|complete[d]?|progress)
        (?:current |overall |progress |delivery |action )?(?:b?rag|brag|status|rating|colour)(?: (?:rating
            |status|score|colour|key))?
        complete\??
        b?rag.{0,20}
    """,
    "sponsor": r"""
        (?:(?:executive|strategic|board|overall|senior|theme|priority) )*(?:sponsors?|sro|sponsored by|senior responsible
            (?:officer|owner))
    """,
    "agency": r"""
        (?:lead |owning |responsible )?(?:agency|organisation|employer)
    """,
    "partners": r"""
        (?:key |other |delivery |supporting |contributing |support from )?(?:partners?|agencies|organisations?
            |bodies)(?: involved| to be involved| and agencies)?
        with whom
        (?:supported|support(?:ing)?|assisted) (?:by|from|leads?|partners?|officers?|agenc(?:y|ies))
        support
        working with
        who else.*
        others? involved
        in partnership with
        who (?:with|will help|will support|needs to be involved).*
        involving
        contributors?
    """,
    "deadline": r"""
        (?:by |and )?when(?: by| will .*)?
        by when.*
        (?:proposed |target |planned |delivery |completion )?(?:time ?-?(?:scales?|frames?|lines?
            |table))(?: for .*| and .*)?
        (?:target|due|completion|end|delivery|deadline|finish|planned|agreed|original|expected|required by
            |implementation|complete by|completed by)(?: (?:target|completion|delivery|end
            |due))?(?: dates?| by)?(?: for .*)?
        deadlines?
        dates?
        dates? (?:due|required|expected|for completion)
        deadlines? as printed
        due(?: by| on)?
        (?:we will do this|this will happen|it will happen|ready|expected) by
        (?:to be |must be |will be )?(?:completed|complete|done|delivered|finished|achieved|in place
            |live)(?: by| on| in| from)?
        (?:to )?(?:complete|deliver|finish|achieve|do) (?:this )?by
        (?:target |due )?(?:month|term|timing|timings|schedule|end)
        quarter
        when (?:will|do|by|is).*
        milestones? dates?
        date for .*
        target for completion
        completion
    """,
    "owner": r"""
        leads? (?:if|unless|where) .*
        (?:owned|actioned) by
        (?:(?:action|delivery|overall|strategic|operational|named|joint|partnership|sponsor|priority
            |outcome) )?(?:leads?|owners?|ownership)(?: (?:agency|agencies|officers?|body|bodies|group|groups
            |partners?|organisations?|person|professional|responsible|for action|name|role|sub ?-?groups?|by
            |and partners|and support))*
        who is (?:doing|delivering|doing this).*
        whose (?:job|task|work|responsibility).*
        lead(?:s)? (?:and|&) (?:organisation|agency|group|body|team)
        lead (?:agency|organisation|body|group) (?:and|&) (?:officer|lead|post|person)
        who(?: by| is responsible| will (?:lead|do|deliver).*| leads?| is (?:leading|accountable).*
            |'s (?:leading|responsible).*| owns.*)?
        by whom
        responsib(?:le|ility)(?: (?:for|of|lead|officer|person|body|group|agency|owner|for delivery).*)?
        (?:person|agency|body|group|officer|organisation|partner)s? responsible
        account(?:able|ability)(?: .*)?
        (?:assigned|allocated|entrusted|falls) to
        (?:post|postholder|named|delivery|lead) ?holder
        (?:champion|custodian|steward|driver)s?
        in charge
        taken forward by
        (?:taking|takes) (?:this|it) forward
        allocated to
        action by
        led by
        ro
        resp(?:onsible)? off(?:icer)?s?
        sub ?-?group
        (?:responsible|accountable) (?:body|person|officer|group|agency|lead)
        governance lead
        delivered by
        actioned by
    """,
    "owner_date": r"""
        (?:leads?|owners?|who|responsib\w+)(?: officer| agency)?(?: ?(?:,|and|&|/) ?)(?:by )?(?:when|dates?
            |timescales?|deadlines?|due|target)(?: date)?
    """,
    "outcome_first": r"""
        what (?:children|families|young people|people|parents|practitioners|staff)(?:,? (?:and|or|children|families|young people
            |parents|carers|practitioners))* (?:will|should) (?:notice|see|feel|experience|say|have|be|get|tell us).*
        by (?:then |the end(?: of the plan)? )?we (?:expect|want|hope|aim|will see|shall see|should see|will have).*
        we (?:expect|hope|aim|want)(?: to see| that)?
        (?:(?:intended|desired|expected|key|our|overall|likely|planned) )*impacts? (?:on|for|upon) .*
        what (?:will|should|would) (?:change|improve|be (?:better|different)).*
        what (?:is|are) (?:the |our )?(?:desired|intended|expected|planned) (?:outcomes?|impact|results?|difference).*
        (?:key |expected |intended )?benefits?(?: (?:to|for|of) .*)?
        differences? (?:for|to) .*
    """,
    "measure": r"""
        success looks like.*
        (?:key |performance |progress |quality |outcome |impact )*(?:success(?: criteria| factors?|
             indicators?)?|measures?|kpis?|indicators?|metrics?|targets?|evidence|impact)(?: (?:measures?|of success
            |of impact|criteria|required|indicators?|and impact|and evidence|on .*))*
        how (?:will|do|would|can|are) (?:we|you|i|they) (?:know|measure|evidence|show|tell).*
        how we(?: will|'ll)? (?:know|measure|evidence).*
        how (?:will )?(?:we(?:'ll)? know|(?:success|impact|it|this) (?:will|is|be) .*)
        what (?:will |does |would )?(?:success|it) (?:will )?looks? like.*
        measur(?:es?|ing) (?:of |our )?(?:success|impact|progress|outcomes?)
        outputs?
        evidence of .*
        we will know .*
        success (?:looks like|will .*|measured by)
        outputs? ?/ ?(?:measures?|evidence)
        measures? ?/ ?(?:outcomes?|impact|evidence)
        difference (?:made|we made)
        what .*\b(?:measured?|evidenced?|evidence)\b.*
        performance(?: measures?)?
        how .* measured.*
    """,
    "progress": r"""
        (?:latest |current |quarterly |q\d |progress |position |\w+ )?(?:progress|updates?|comments?|commentary
            |notes?|narrative|position|latest)(?: (?:updates?|to date|notes?|report|so far|made|and .*|statement
            |on .*|at|at .*|as at .*))?
        where are we.*
        what (?:have we|has been|we have) done.*
        what has happened.*
        remarks
        actions? taken
        actions? completed to date
    """,
    "resources": r"""
        resources?(?: (?:and|needed|required|implications|available|/|for|to).*)?
        budget
        costs?
        funding
        finance
        capacity
        resource implications
    """,
    "risk": r"""
        risks?(?: (?:and|to|of|if|level|rating|score|register|owner|involved|/).*)?
        mitigations?
        barriers?
        issues?
        dependenc(?:y|ies)
        challenges
    """,
    "outcome": r"""
        (?:(?:intended|desired|hoped[- ]for|expected|planned|agreed|key|overall|strategic|priority|our|anticipated
            |required|linked|target|high level|specific|smart) )*(?:outcomes?|objectives?|aims?|goals?|ambitions?
            |impact we want.*|results?)(?: (?:we want.*|sought|for children.*|and impact|/ ?impact|to be achieved
            |we (?:are|will).*|what .*|\(?.*we want.*))*
        what (?:do |difference |outcomes? )?(?:do )?(?:we|will|are we|you) (?:want|make|trying|aim|hope
            |be different|achieve).*
        what (?:we )?(?:want|hope|aim|need) to (?:see|achieve|happen|change).*
        (?:the )?(?:difference|change|impact) (?:we|this|that) (?:want|will|hope|make|need).*
        so (?:that|what)
        we want(?: to)?(?: see)?.*
        what (?:will|difference).*(?:different|make).*
        what good looks like
        where (?:do )?we want to be.*
        outcomes? ?/ ?impact
        impact ?/ ?outcomes?
        intended impact
        desired impact
        expected impact
        impact we .*
        what difference.*
    """,
    "action": r"""
        (?:(?:key|specific|agreed|planned|priority|main|improvement|smart|required|detailed|proposed|high level
            |our|strategic|delivery|recommended|individual) )*(?:actions?|activit(?:y|ies)|tasks?|deliverables?
            |steps?|commitments?|interventions?|milestones?|initiatives?|work ?streams? activity|pledges?
            |recommendations?)(?: (?:to be taken|required|needed|planned|agreed|and .*|points?|we will take
            |to be undertaken|to achieve.*|or .*|/ .*|description|steps?|to deliver.*|for .*|we .*))*
        what(?: (?:will we|we will|we(?:'ll| are going to)|are we going to|do we need to|needs? to|will|shall we
            |is going to|must we|we (?:need|plan|intend) to) ?(?:do|deliver|happen|be done|to do)?.*)?
        how (?:will we|we will|are we going to|do we|we'll) (?:do|achieve|deliver|get|make|make|plan|going).*
        how\??
        we will
        (?:the )?(?:partnership|board|lscp|scp|\w+scp) will
        (?:our|the) plan
        to (?:achieve|do) this.*we will
        action plan
        description(?: of action)?
        in (?:year|20).* will
        what .* will do
    """,
    "priority": r"""
        (?:key |strategic |our |partnership )*(?:priorit(?:y|ies)|themes?|pillars?|strands?|work ?streams?
            |focus areas?|areas? of focus|area)(?: (?:areas?|themes?|title|name))?(?: ?(?:no|number|and title))?
    """,
}


_ROLES = [(role, re.compile(rf"(?:the )?(?:{any_of(patterns)})", re.IGNORECASE)) for role, patterns in ROLES.items()]


CONTEXT = re.compile(
    any_of(r"""
        why.*
        context
        background
        rationale
        what (?:do we|we) (?:already )?know.*
        what (?:the )?(?:data|evidence|children|young people|families|practitioners).*
        where (?:are we|we are) now.*
        (?:key )?achievements.*
        what we (?:did|have done|know|achieved|heard|learned).*
        what (?:have )?(?:children|families|you) (?:told|said).*
        introduction
        the story so far
        progress so far
        overview
        summary
        local picture
        case for change
        what is the issue.*
        scope
        what .*told us.*
    """),
    re.IGNORECASE,
)


_PAST = re.compile(
    r"(?:what |how )?(?:we|the (?:partnership|board)) (?:did|have done|achieved|have achieved|delivered|said|heard|found|saw|learnt"
    r"|learned|were told|have learnt|have learned|know|knew|started from)\b.*|what (?:happened|was achieved|went well)\b.*"
    r"|.*\b(?:last year|so far|in the past|looking back|achievements?|since our last plan)\b.*|progress (?:since|in) .*",
    re.IGNORECASE,
)


def is_past(heading: str) -> bool:
    """ "What we achieved in 2020-22", "What we did last year": what stands below has been done."""
    return _PAST.fullmatch(plain(heading).strip(" :?.")) is not None


def is_success(label: str) -> bool:
    """ "What success looks like" over a list of its own: outcomes, where beside an action it is a measure."""
    return (
        re.match(r"(?:what )?(?:will )?(?:success|good)\b.*\blooks? like|success (?:is|means)", label, re.IGNORECASE)
        is not None
    )


# Headings behind which the priorities are over.
AFTER = re.compile(
    any_of(r"""
        glossary
        abbreviations
        acronyms
        contacts?(?: us)?
        governance.*
        appendi(?:x|ces).*
        annexe?.*
        membership.*
        monitoring.*
        performance(?: (?:framework|data|measures|dashboard))?
        how we (?:use|spend|are funded|will monitor).*
        risks?(?: register)?
        review(?: of (?:the|this) plan)?
        references
        budget
        funding
        finances?
        resources?
        signatures?
        sign[- ]?off
        signed.*
        useful.*
        delivering the plan
        next steps
        conclusion
        structure.*
        version.*
        document control
        distribution.*
        equality.*
        key
        legend
        b?rag (?:key|rating).*
        if you are worried.*
        who we are
        about (?:us|the).*
        foreword
        introduction
        contents
        our (?:purpose|principles|values|vision|structure|partnership).*
        reporting.*
        accountability.*
        communications?
        consultation
        key dates.*
        important dates.*
        dates for (?:the|your) diary.*
        (?:board )?meetings?(?: dates?.*)?
        (?:forward plan|calendar|schedule|timetable|dates) of (?:board )?(?:meetings?|events).*
        forward plan
        training(?: programme| calendar| offer| courses)?
        events?.*
        how (?:will|do) we (?:monitor|review|report|measure|check).*
        you said.*
        easy read.*
        (?:young people|children)(?:'s)? version.*
        frequently asked questions
        evaluation
        workforce data
        published.*
        date of publication.*
        terms of reference
        subgroups?
        sub-groups?
        the board
    """),
    re.IGNORECASE,
)


_TRIM = re.compile(r"\([^)]*\)|\b(?:19|20)\d\d(?:\s?[-/]\s?\d{2,4})?|\bq[1-4]\b|[:?*.…]+", re.IGNORECASE)


@lru_cache(maxsize=8192)
def role_of(words: str) -> str | None:
    """The role of a column with this heading, or of a value behind this label."""
    bare = tidy(_TRIM.sub(" ", plain(words))).strip(" -/&,")
    if not bare or len(bare) > 70 or len(bare.split()) > 11:
        return None
    found = next((role for role, pattern in _ROLES if pattern.fullmatch(bare)), None)
    found = "outcome" if found == "outcome_first" else found
    if found is None and "/" in bare:
        return role_of(bare.split("/")[0])
    return found
