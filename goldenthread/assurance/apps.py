from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "goldenthread.assurance"

    def ready(self) -> None:
        from goldenthread.assurance.demonstration import events
        from goldenthread.assurance.demonstration_moderation import events as tell_moderation
        from goldenthread.assurance.demonstration_region import events as tell_region
        from goldenthread.assurance.demonstration_staff import events as tell_staff
        from goldenthread.assurance.queries.gaps import gap_addresses, origins_of_variation
        from goldenthread.assurance.queries.mails import may_read_feedback
        from goldenthread.assurance.topics import install
        from goldenthread.assurance.topics_examples import install as install_examples
        from goldenthread.assurance.topics_moderation import install as install_moderation
        from goldenthread.notifications import kinds
        from goldenthread.plan import demonstration, origins

        install()
        install_moderation()
        install_examples()
        kinds.register("feedback", "Feedback", why="you answer for the organisation", may_open=may_read_feedback)
        origins.tellers.append(origins_of_variation)
        origins.register("assurance.gap", gap_addresses)
        demonstration.chapters += [tell_region, events, tell_moderation, tell_staff]
