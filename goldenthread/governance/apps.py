from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "goldenthread.governance"

    def ready(self) -> None:
        from goldenthread.governance.demonstration import events
        from goldenthread.governance.queries import register_proposals
        from goldenthread.governance.queries.challenges import may_open_challenge
        from goldenthread.notifications import kinds
        from goldenthread.plan import demonstration

        demonstration.chapters.append(events)
        register_proposals.register_all()
        kinds.register("challenge", "Challenge", why="you answer for it or put it", may_open=may_open_challenge)
