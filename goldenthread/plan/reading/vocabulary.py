"""The word lists the reader goes by. Data only."""


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in text.split(",") if word.strip())


# The last word of the name of a body, or the word before "of" in it, with the sort of body it makes.
BODY_NOUNS = {
    noun: sort
    for sort, nouns in {
        "sub-group": "sub-committee, sub-group, sub-groups, subgroup, subgroups, workgroup, workstream",
        "group": ("table, roundtable, cell, circle, command, force, forum, group, groups, hub, panel"),
        "board": "assembly, board, boards, executive",
        "partnership board": "alliance, collaborative, lscp, partnership, partnerships, scp",
        "committee": "cabinet, committee",
        "network": "collaboration, consortium, network, networks",
        "team": "office, programme office, secretariat, team, teams, unit",
        "agency": (
            "academies, division, agencies, agency, association, authority, care, ccg, charities, charity, church, "
            "college, colleges, commissioners, commissioning, company, constabulary, council, department, "
            "directorate, federation, foundation, hospital, hospitals, icb, ministry, organisation, "
            "organisations, partners, police, probation, provider, providers, school, schools, sector, "
            "service, services, settings, society, trust, trusts, university, academy, alliance trust, institute, hospice, diocese, bureau, union"
        ),
    }.items()
    for noun in _words(nouns)
}

# The word that makes a phrase a post, at its end ("Business Manager") or before "of" ("Head of Safeguarding").
POSTS = _words("""
    hos, sro, cno, dcs, dci, supt, insp, sgt, ro,
        accountant, administrator, adviser, advisor, advisors, analyst, apprentice, author, chair, chairperson, chairs,
    champion, champions, clinician, co-chair, co-chairs, co-ordinator, commissioner, constable, consultant,
    coordinator, coordinators, deputy, director, directors, doctor, doctors, dsl, dsls, executive, facilitator, gp,
    gps, head, heads, headship, headteacher, headteachers, inspector, lead, leader, leads, manager, managers,
    member, members, midwife, nurse, nurses, officer, officers, owner, paediatrician, practitioner, practitioners,
    principal, professional, professionals, rep, representative, representatives, reps, safeguarding partner,
    scrutineer, scrutineers, secretary, senco, solicitor, superintendent, supervisor, trainer, trainers, vice-chair,
    worker, advocate, ambassador, guardian, registrar, treasurer, matron, sergeant, psychologist, psychiatrist,
    therapist, counsellor, caseworker, navigator, educator, governor, governors, trustee, trustees, councillor,
    councillors, cabinet member, portfolio holder, commander, planner, researcher, statistician, librarian, warden,
    convenor, convener, scheduler, investigator, reviewer, reviewers, assessor, mentor, tutor, bursar
""")

# Names of services that end in no such word.
AGENCIES = _words("""
    academic institutions, adult social care, adults social care, adults' services, agencies, all, all agencies, all
    partner agencies, all partners, all services, all sub-groups, all subgroups, barnardo's, barnardos, business
    support, cafcass, camhs, children's services, children's social care, childrens social care, commissioners,
    commissioning, comms, communications, community safety, cqc, data and insight, delegated safeguarding partners,
    department for education, department of education, drug and alcohol services, each agency, early help, early
    years, education, every agency, everyone, faith groups, faith settings, family help, fire & rescue, fire and
    rescue, general practice, gps, health, healthwatch, hmicfrs, home office, housing, hr, human resources, insight,
    lead safeguarding partners, learning and development, legal, licensing, local authorities, local authority,
    maternity, mental health, nhs, nhs england, nspcc, ofsted, participation, partner agencies, partners,
    performance, police, prevent, primary care, probation, public health, quality assurance, relevant agencies,
    safeguarding leads, safeguarding partners, schools, social care, social work, statutory partners, statutory
    safeguarding partners, sub-groups, the la, the partnership, virtual school, voluntary and community sector,
    voluntary sector, workforce development, youth justice, youth offending
""")

KNOWN_ACRONYMS = {
    short: sort
    for sort, shorts in {
        "agency": (
            "ICB, CCG, LA, NHS, CSC, ASC, YJS, YOS, YOT, CAMHS, MASH, CAFCASS, HMPPS, OPCC, NHSE, GPs, "
            "GP, HR, PHE, UKHSA, ICS, SARC, FRS"
        ),
        "government": "DfE, DWP",
        "external": "NSPCC",
        "inspectorate": "CQC",
        "voluntary/faith": "VCS, VCSE, VCFS, VCFSE",
        "partnership board": "CSP",
        "board": "HWB, SAB",
        "group": "CDOP, MACE, MAPPA, MARAC",
        "role": "DCS, DSL, DSLs, LADO, PCC, LSP, DSP, MP",
        "partnership": "LSCP, SCP",
        "sub-group": "QA",
    }.items()
    for short in _words(shorts)
}

# Acronyms of the field that name no body.
NO_BODIES = _words("""
    ABE, ACE, ACEs, ADHD, AI, ASD, BAME, BIA, BRAG, CCE, CE, CIN, CLA, CME, COVID, CP, CPD, CPP, CSA, CSE, CSPR,
    CSPRs, DA, DARDR, DHR, DNA, DPIA, DV, EH, EHA, EHCP, FAQ, FAQs, FGM, GCP, GCP2, GDPR, HSB, ICON, ICPC, ICT,
    ILACS, ISA, IT, JTAI, KCSIE, KPI, KPIs, LAC, LCSPR, LCSPRs, LGBT, LGBTQ, LGBTQ+, MACPT, MASA, MCA, MOU, N/A, NA,
    NEET, NRM, PDF, PREVENT, PSHE, QR, RAG, RR, RSHE, S11, S175, SAR, SARS, SCR, SCRs, SEND, SIN, SMART, SUDI, TBA,
    TBC, TOR, UASC, UK, USA, VAWG, WNB, WT, WTSC
""")

# Bodies whose own name holds "and", a comma or two bodies' words.
FIXED_NAMES = [
    r"Health (?:and|&) Well-?\s?being Boards?",
    r"Health (?:and|&) (?:Social )?Care(?: (?:Partnership|Board|Trust|Service|Services|System))?",
    r"(?:Children(?:'?s|s')? (?:Social Care |Services )?)?Overview (?:and|&) Scrutiny(?: (?:Committee|Panel"
    r"|Board|Commission))?",
    r"Independent Chair (?:and|&) (?:Independent )?Scrutineer",
    r"Police (?:and|&) Crime (?:Commissioner|Panel)",
    r"(?:[A-Z]\w+ )?Fire (?:and|&) Rescue(?: Service| Authority)?",
    r"Early Years (?:and|&) (?:Childcare|Schools)(?: Service)?",
    r"Housing (?:and|&) (?:Homelessness|Communities)(?: Service)?",
    r"Schools (?:and|&) (?:Colleges|Settings|Education)(?: Forum| Group)?",
    r"Education (?:and|&) (?:Skills|Learning|Inclusion|Early Years"
    r"|Early Help)(?: Service| Directorate| Sub-?\s?[Gg]roup)?",
    r"Voluntary(?:,)? (?:and |& )?Community(?:(?: and| &|,)? (?:Faith"
    r"|Social Enterprise))?(?: and Social Enterprise)? Sector",
    r"Learning (?:and|&) (?:Development|Improvement)(?: Sub-?\s?[Gg]roup| Group| Manager| Officer| Team| Lead)?",
    r"(?:Community )?Safety (?:and|&) [A-Z]\w+ (?:Board|Partnership)",
    r"Drugs? (?:and|&) Alcohol (?:Service|Services|Partnership)",
    r"Child(?:ren)?(?:'s)? (?:and|&) Young People(?:'s)? (?:Board|Partnership|Service|Services"
    r"|Mental Health Services?|Trust|Committee)",
]

# First words of an order: "Develop a …".
VERBS = _words("""
    abolish, accelerate, accredit, acknowledge, address, adjust, advertise, advise, advocate, amend, amplify,
    apologise, appraise, assemble, attract, broaden, broker, calculate, categorise, circulate, co-locate,
    combine, compose, condense, connect, convert, correct, debrief, dedicate, deepen, delegate, detect, disrupt,
    diversify, educate, elect, eliminate, empower, exchange, execute, fast-track, foster, harmonise, harness,
    induct, insert, inspect, inspire, instruct, let, locate, mentor, minimise, name, narrow, notify, nurture,
    operate, outline, overhaul, persuade, place, prevent, produce, prove, re-audit, re-commission, re-run,
    reach, realign, rebuild, recognise, recommission, reconcile, reconvene, redraft, refocus, rehearse,
    reinforce, remove, rename, reorganise, repeat, reset, reshape, restart, restructure, rethink, retire,
    retrain, shorten, show, signpost, solve, split, stop, summarise, supervise, switch, teach, tell, tighten,
    transform, unify, upload, verify, warn, weave, welcome,
    achieve, act, adapt, add, adopt, agree, align, allocate, analyse, apply, appoint, approve, arrange, articulate,
    ask, assess, assign, assist, assure, attend, audit, benchmark, bid, brief, bring, build, campaign, capture,
    carry, celebrate, chair, challenge, champion, check, clarify, close, co-design, co-ordinate, co-produce,
    collaborate, collate, collect, commence, commission, communicate, compare, compile, complete, conduct, confirm,
    consider, consolidate, consult, continue, contribute, convene, coordinate, create, deep, define, deliver,
    demonstrate, deploy, design, determine, dip, double, halve, pool, lower, cut, end, develop, devise, digitise, discuss, disseminate, distribute, download,
    draft, drive, elicit, embed, enable, encourage, engage, enhance, ensure, equip, escalate, establish, evaluate,
    evidence, examine, expand, expedite, explain, explore, extend, facilitate, feed, finalise, focus, follow,
    formalise, formulate, fund, gain, gather, generate, give, hear, help, highlight, hold, host, identify,
    implement, improve, include, incorporate, increase, influence, inform, initiate, install, instigate, integrate,
    interview, introduce, invest, investigate, invite, involve, issue, join, keep, launch, lead, learn, liaise,
    link, listen, lobby, mainstream, maintain, make, manage, map, maximise, measure, meet, merge, mobilise, model,
    monitor, negotiate, nominate, observe, obtain, offer, open, organise, oversee, participate, pilot, plan, post,
    prepare, present, print, prioritise, procure, produce, promote, propose, provide, publicise, publish, pull,
    pursue, put, quality, raise, ratify, re-establish, re-issue, re-launch, re-write, receive, recommend, record,
    recruit, redesign, reduce, refer, refine, refresh, reissue, relaunch, remind, renew, replace, report, request,
    require, research, resolve, respond, retain, review, revise, rewrite, roll, run, sample, scale, schedule, scope,
    screen, scrutinise, secure, seek, select, send, set, share, showcase, sign, simplify, source, speak, sponsor,
    standardise, start, steer, stocktake, streamline, strengthen, submit, supply, support, survey, sustain, tackle,
    take, talk, target, task, test, trace, track, train, translate, trial, triangulate, understand, undertake,
    update, upskill, use, utilise, validate, visit, widen, work, write
""")

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
GIVEN_NAMES = _words("""
    aaron, abdul, abigail, adam, adrian, ahmed, aisha, alan, alastair, alex, alexandra, ali, alice, alison, amanda,
    amber, amina, amit, amy, andrea, andrew, angela, anita, anjali, ann, anna, anne, annette, anthony, antony,
    barbara, ben, benjamin, bernadette, beth, beverley, bill, brian, bridget, carl, carol, caroline, catherine,
    cathy, charles, charlotte, cheryl, chidi, chris, christina, christine, christopher, claire, clare, clive, cllr,
    colin, craig, dan, daniel, darren, dave, david, dawn, debbie, deborah, denise, derek, diana, diane, dominic,
    donna, dr, duncan, edward, elaine, eleanor, elizabeth, ellen, emily, emma, eric, fatima, femi, fiona, frances,
    francis, gareth, gary, gavin, gemma, geoff, george, georgina, gill, gillian, glenn, grace, graham, guy, hannah,
    harpreet, harriet, heather, helen, henry, hilary, howard, hugh, ian, imran, irene, jack, jackie, jacqueline,
    james, jamie, jan, jane, janet, janice, jasmine, jason, jayne, jean, jeff, jennifer, jenny, jeremy, jessica,
    jill, jim, jo, joan, joanna, joanne, joe, john, jonathan, joseph, joyce, judith, julia, julian, julie, june,
    karen, kate, katherine, kathryn, katie, keith, kelly, ken, kenneth, kerry, kevin, kim, kirsty, kwame, laura,
    lauren, lee, leon, lesley, lewis, linda, lisa, liz, lorna, lorraine, louise, lucy, luke, lynn, lynne, mandy,
    marcus, margaret, maria, marie, marion, mark, martin, martyn, mary, matt, matthew, maureen, megan, melanie,
    michael, michelle, mike, miss, mohammed, mr, mrs, ms, muhammad, naomi, natalie, neil, ngozi, nicholas, nick,
    nicky, nicola, nigel, nina, olivia, olu, pamela, pat, patricia, patrick, paul, paula, pauline, penny, peter,
    phil, philip, philippa, priya, prof, rachel, raj, rajesh, ray, rebecca, richard, rob, robert, robin, roger,
    rosemary, ross, roy, russell, ruth, ryan, sally, sam, samantha, samuel, sandra, sara, sarah, scott, sean,
    sharon, sheila, shirley, simon, sonia, sophie, stella, stephanie, stephen, steve, steven, stuart, sue, susan,
    suzanne, sylvia, tanya, teresa, terry, theresa, thomas, tim, timothy, tina, tom, tony, tracey, tracy, trevor,
    vanessa, veronica, vicky, victoria, vincent, wendy, william, yasmin, yvonne, zoe
""")
