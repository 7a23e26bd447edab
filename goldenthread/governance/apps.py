from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "goldenthread.governance"

    def ready(self) -> None:
        from goldenthread.governance.demonstration.challenges import events
        from goldenthread.governance.demonstration.meetings import tell_meetings
        from goldenthread.governance.queries import proposals, register_proposals
        from goldenthread.governance.queries.calendar import invitation_of, meetings_of_person
        from goldenthread.governance.queries.challenges import challenge_addresses, may_open_challenge
        from goldenthread.governance.queries.decisions import decision_addresses, item_addresses, origins_of_variation
        from goldenthread.governance.queries.mails import may_answer_procedure, may_open_meeting
        from goldenthread.governance.queries.pages import register_all as register_pages
        from goldenthread.governance.queries.risks import risk_addresses
        from goldenthread.governance.topics import install as install_topics
        from goldenthread.notifications import kinds
        from goldenthread.notifications.queries import calendars
        from goldenthread.plan import demonstration, origins

        demonstration.chapters += [tell_meetings, events]
        proposals.register_all()
        register_proposals.register_all()
        register_pages()
        install_topics()
        origins.tellers.append(origins_of_variation)
        origins.register("governance.decision", decision_addresses)
        origins.register("governance.agendaitem", item_addresses)
        origins.register("governance.challenge", challenge_addresses)
        origins.register("governance.risk", risk_addresses)
        kinds.register(
            "meeting", "Meeting", why="you belong to the body that meets", may_open=may_open_meeting,
            attaches=invitation_of,
        )  # fmt: skip
        kinds.register("procedure", "Written vote", why="you have a vote in this body", may_open=may_answer_procedure)
        kinds.register("challenge", "Challenge", why="you answer for it or put it", may_open=may_open_challenge)
        calendars.append(meetings_of_person)
