from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "goldenthread.assurance"

    def ready(self) -> None:
        from goldenthread.assurance.demonstration import events
        from goldenthread.plan import demonstration

        demonstration.chapters.append(events)
