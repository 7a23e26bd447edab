"""The word lists the reader goes by. Data only."""


def _words(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.replace("\n", ",").split(",") if line.strip())


# The last word of the name of a body, or the word before "of" in it, with the sort of body it makes.
BODY_NOUNS = {
    **dict.fromkeys(_words("sub-group, subgroup, sub-groups, subgroups, sub-committee, workstream, workgroup"), "sub-group"),
    **dict.fromkeys(_words("group, groups, task group, force, command, command group, panel, forum, hub, cell, circle, reference group"), "group"),
    **dict.fromkeys(_words("board, boards, executive, assembly"), "board"),
    **dict.fromkeys(_words("partnership, partnerships, lscp, scp, collaborative, alliance"), "partnership board"),
    **dict.fromkeys(_words("committee, cabinet"), "committee"),
    **dict.fromkeys(_words("network, networks, consortium, collaboration"), "network"),
    **dict.fromkeys(_words("team, teams, unit, office, secretariat, programme office"), "team"),
    **dict.fromkeys(
        _words(
            "service, services, trust, trusts, council, authority, directorate, department, agency, agencies, provider,"
            "providers, partners, constabulary, police, icb, ccg, college, colleges, school, schools, academies, hospital,"
            "hospitals, association, foundation, charity, charities, organisation, organisations, society, federation,"
            "settings, care, sector, commissioning, commissioners, probation, company, university, ministry, church"
        ),
        "agency",
    ),
}

# The word that makes a phrase a post, at its end ("Business Manager") or before "of" ("Head of Safeguarding").
POSTS = _words(
    "chair, chairs, co-chair, co-chairs, chairperson, vice-chair, manager, managers, lead, leads, officer, officers, director,"
    "directors, head, heads, coordinator, co-ordinator, coordinators, scrutineer, scrutineers, nurse, nurses, doctor, doctors,"
    "superintendent, inspector, constable, executive, commissioner, administrator, analyst, trainer, trainers, adviser,"
    "advisor, advisors, champion, champions, principal, consultant, secretary, representative, representatives, reps, rep,"
    "member, members, deputy, dsl, dsls, gp, gps, headteacher, headteachers, supervisor, author, solicitor, midwife,"
    "paediatrician, clinician, safeguarding partner, facilitator, accountant, apprentice, leader, headship, senco,"
    "professional, professionals, practitioner, practitioners, owner"
)

# Names of services that end in no such word.
AGENCIES = _words(
    "health, education, police, probation, housing, schools, early help, family help, youth justice, public health,"
    "children's social care, childrens social care, adult social care, adults social care, social care, social work, cafcass,"
    "healthwatch, nspcc, ofsted, barnardo's, barnardos, cqc, hmicfrs, fire and rescue, fire & rescue, early years, local authority,"
    "local authorities, the la, voluntary sector, voluntary and community sector, legal, communications, comms, commissioning,"
    "commissioners, nhs, nhs england, home office, all agencies, all partners, all, partners, agencies, partner agencies,"
    "all partner agencies, each agency, every agency, all services, safeguarding partners, statutory partners,"
    "statutory safeguarding partners, relevant agencies, delegated safeguarding partners, lead safeguarding partners,"
    "virtual school, maternity, primary care, mental health, drug and alcohol services, community safety, licensing,"
    "participation, prevent, children's services, adults' services, business support, performance, human resources, hr,"
    "workforce development, learning and development, quality assurance, youth offending, camhs, safeguarding leads,"
    "data and insight, insight, department for education, department of education, faith settings, faith groups, gps,"
    "academic institutions, general practice, everyone, sub-groups, all sub-groups, all subgroups, the partnership"
)

KNOWN_ACRONYMS = {
    "ICB": "agency", "CCG": "agency", "LA": "agency", "NHS": "agency", "CSC": "agency", "ASC": "agency", "DfE": "government",
    "YJS": "agency", "YOS": "agency", "YOT": "agency", "CAMHS": "agency", "MASH": "agency", "NSPCC": "external",
    "CQC": "inspectorate", "CAFCASS": "agency", "HMPPS": "agency", "VCS": "voluntary/faith", "VCSE": "voluntary/faith",
    "VCFS": "voluntary/faith", "VCFSE": "voluntary/faith", "CSP": "partnership board", "HWB": "board", "SAB": "board",
    "CDOP": "group", "MACE": "group", "DCS": "role", "DSL": "role", "DSLs": "role", "LADO": "role", "OPCC": "agency",
    "PCC": "role", "LSCP": "partnership", "SCP": "partnership", "LSP": "role", "DSP": "role", "NHSE": "agency",
    "GPs": "agency", "GP": "agency", "MAPPA": "group", "MARAC": "group", "HR": "agency", "PHE": "agency", "UKHSA": "agency",
    "ICS": "agency", "SARC": "agency", "FRS": "agency", "DWP": "government", "MP": "role", "QA": "sub-group",
}  # fmt: skip

# Acronyms of the field that name no body.
NO_BODIES = _words(
    "CSE, CCE, JTAI, GCP2, GCP, DA, DV, FGM, RAG, BRAG, KPI, KPIs, LCSPR, LCSPRs, CSPR, CSPRs, SCR, SCRs, CPD, EHCP, SEND, UASC,"
    "MCA, VAWG, NRM, CE, HSB, ACE, ACEs, KCSIE, WTSC, WT, S11, S175, TBC, TBA, N/A, NA, ICPC, CIN, CP, CPP, EHA, EH, IT, ICT,"
    "PDF, AI, USA, UK, BAME, LGBT, LGBTQ, LGBTQ+, ASD, ADHD, SUDI, ICON, PREVENT, FAQ, FAQs, QR, TOR, MOU, ISA, GDPR, DPIA,"
    "SMART, COVID, ILACS, SARS, MASA, NEET, LAC, CLA, DHR, DARDR, SAR, RSHE, PSHE, WNB, DNA, ABE, MACPT, RR, SIN, BIA, CSA, CME"
)

# Bodies whose own name holds "and", a comma or two bodies' words.
FIXED_NAMES = [
    r"Health (?:and|&) Well-?\s?being Boards?",
    r"Health (?:and|&) (?:Social )?Care(?: (?:Partnership|Board|Trust|Service|Services|System))?",
    r"(?:Children(?:'?s|s')? (?:Social Care |Services )?)?Overview (?:and|&) Scrutiny(?: (?:Committee|Panel|Board|Commission))?",
    r"Police (?:and|&) Crime (?:Commissioner|Panel)",
    r"(?:[A-Z]\w+ )?Fire (?:and|&) Rescue(?: Service| Authority)?",
    r"Early Years (?:and|&) (?:Childcare|Schools)(?: Service)?",
    r"Housing (?:and|&) (?:Homelessness|Communities)(?: Service)?",
    r"Schools (?:and|&) (?:Colleges|Settings|Education)(?: Forum| Group)?",
    r"Education (?:and|&) (?:Skills|Learning|Inclusion|Early Years|Early Help)(?: Service| Directorate| Sub-?\s?[Gg]roup)?",
    r"Voluntary(?:,)? (?:and |& )?Community(?:(?: and| &|,)? (?:Faith|Social Enterprise))?(?: and Social Enterprise)? Sector",
    r"Learning (?:and|&) (?:Development|Improvement)(?: Sub-?\s?[Gg]roup| Group| Manager| Officer| Team| Lead)?",
    r"(?:Community )?Safety (?:and|&) [A-Z]\w+ (?:Board|Partnership)",
    r"Drugs? (?:and|&) Alcohol (?:Service|Services|Partnership)",
    r"Child(?:ren)?(?:'s)? (?:and|&) Young People(?:'s)? (?:Board|Partnership|Service|Services|Mental Health Services?|Trust|Committee)",
]

# First words of an order: "Develop a …".
VERBS = _words(
    "achieve, act, adapt, adopt, agree, align, allocate, analyse, appoint, arrange, articulate, assess, assist, assure, attend,"
    "audit, benchmark, brief, bring, build, campaign, capture, carry, celebrate, chair, challenge, champion, check, clarify,"
    "co-design, co-produce, collate, collect, commence, commission, communicate, compare, compile, complete, conduct, confirm,"
    "consider, consolidate, consult, continue, contribute, convene, coordinate, co-ordinate, create, deep, define, deliver,"
    "demonstrate, deploy, design, determine, develop, devise, disseminate, distribute, draft, drive, elicit, embed, enable,"
    "encourage, engage, enhance, ensure, escalate, establish, evaluate, evidence, examine, expand, explore, extend, facilitate,"
    "feed, finalise, focus, follow, formalise, formulate, fund, gain, gather, generate, give, hear, help, highlight, hold, host,"
    "identify, implement, improve, include, incorporate, increase, influence, inform, initiate, instigate, integrate, introduce,"
    "invest, investigate, invite, involve, issue, join, keep, launch, lead, learn, liaise, link, listen, lobby, maintain, make,"
    "manage, map, maximise, measure, meet, merge, mobilise, model, monitor, negotiate, obtain, offer, organise, oversee,"
    "participate, pilot, plan, prepare, present, prioritise, procure, produce, promote, propose, provide, publicise, publish,"
    "pull, put, quality, raise, ratify, re-establish, re-launch, receive, recommend, recruit, redesign, reduce, refine, refresh,"
    "relaunch, report, request, require, research, respond, review, revise, re-write, rewrite, roll, run, sample, schedule,"
    "scope, scrutinise, secure, seek, send, set, share, showcase, sign, simplify, source, standardise, start, steer, streamline,"
    "strengthen, submit, supply, support, survey, sustain, tackle, take, talk, target, task, test, track, train, translate,"
    "trial, triangulate, undertake, understand, update, upskill, use, utilise, validate, visit, widen, work, write, pursue,"
    "hold, embed, act, add, apply, approve, ask, assign, bid, close, collaborate, deliver, digitise, discuss, download, equip,"
    "explain, explain, expedite, install, interview, invite, mainstream, nominate, observe, open, pilot, post, print, record,"
    "refer, reissue, re-issue, remind, renew, replace, resolve, retain, scale, screen, select, speak, sponsor, stocktake, trace"
)

KINDS: list[tuple[str, str]] = [
    ("self-assessment", r"self-? ?(?:assessment|evaluation)|section 11|s\.?11\b|section 175|peer review"),
    ("pilot", r"\bpilot(?! projects? to be)|\btrial\b|test of change"),
    ("campaign", r"campaign|awareness (?:week|day|raising)"),
    ("funding", r"\bfund(?:ing|s|ed)?\b|seed fund|grant|budget|licen[cs]e"),
    ("audit", r"\baudits?\b|dip[- ]sampl|quality assurance|case file|deep dive"),
    ("training", r"training|e-?learning|workforce development|\bcourses?\b|webinar|bespoke"),
    ("event", r"conference|seminar|\bevents?\b|workshop|assembly|\bhost\b|learning (?:lunch|hub)|convene"),
    ("publication", r"publish|publication|annual report|yearly report|newsletter|briefings?\b|leaflet"),
    ("report", r"\breports?\b|present|updates?\b|dashboard|scorecard|data ?set"),
    ("policy", r"polic(?:y|ies)|procedures?|protocol|guidance|pathway|threshold|framework|toolkit|terms of reference"),
    ("strategy", r"strateg(?:y|ies)|\bvision\b|action plan|delivery plan"),
    ("communications", r"website|social media|communicat|\bcomms\b|engage"),
    ("review", r"\breview|evaluat|analysis|thematic|rapid review|learning from|\bmap(?:ping)?\b"),
    ("collaboration", r"collaborat|co-chair|work with|in partnership|network|jointly"),
    ("meeting", r"\bmeet|attend|\bboard to\b"),
]

# Lower case, as first names only help to tell a person from a post.
GIVEN_NAMES = _words(
    "aaron, abdul, abigail, adam, adrian, ahmed, aisha, alan, alastair, alex, alexandra, ali, alice, alison, amanda, amber, amina,"
    "amit, amy, andrea, andrew, angela, anita, anjali, ann, anna, anne, annette, anthony, antony, barbara, ben, benjamin, bernadette,"
    "beth, beverley, bill, brian, bridget, carl, carol, caroline, catherine, cathy, charles, charlotte, cheryl, chris, christina,"
    "christine, christopher, claire, clare, clive, colin, craig, dan, daniel, darren, dave, david, dawn, deborah, debbie, denise,"
    "derek, diana, diane, dominic, donna, duncan, edward, elaine, eleanor, elizabeth, ellen, emily, emma, eric, fatima, fiona, frances,"
    "francis, gareth, gary, gavin, gemma, geoff, george, georgina, gillian, gill, glenn, graham, grace, guy, hannah, harpreet, harriet,"
    "heather, helen, henry, hilary, howard, hugh, ian, imran, irene, jack, jackie, jacqueline, james, jamie, jan, jane, janet, janice,"
    "jason, jasmine, jayne, jean, jeff, jenny, jennifer, jeremy, jessica, jill, jim, joan, joanna, joanne, jo, joe, john, jonathan,"
    "joseph, joyce, judith, julia, julian, julie, june, karen, kate, katherine, kathryn, katie, keith, kelly, ken, kenneth, kerry, kevin,"
    "kim, kirsty, laura, lauren, lee, leon, lesley, lewis, linda, lisa, liz, lorna, lorraine, louise, lucy, luke, lynn, lynne, mandy,"
    "marcus, margaret, maria, marie, marion, mark, martin, martyn, mary, matt, matthew, maureen, megan, melanie, michael, michelle, mike,"
    "mohammed, muhammad, naomi, natalie, neil, nicholas, nick, nicky, nicola, nigel, nina, olivia, pamela, pat, patricia, patrick, paul,"
    "paula, pauline, penny, peter, phil, philip, philippa, priya, rachel, raj, rajesh, ray, rebecca, richard, rob, robert, robin, roger,"
    "rosemary, ross, roy, russell, ruth, ryan, sally, sam, samantha, samuel, sandra, sara, sarah, scott, sean, sharon, sheila, shirley,"
    "simon, sonia, sophie, stella, stephanie, stephen, steve, steven, stuart, sue, susan, suzanne, sylvia, tanya, teresa, terry, theresa,"
    "thomas, tim, timothy, tina, tom, tony, tracey, tracy, trevor, vanessa, veronica, vicky, victoria, vincent, wendy, william, yasmin,"
    "yvonne, zoe, olu, chidi, ngozi, kwame, femi, dr, mr, mrs, ms, miss, prof, cllr"
)
