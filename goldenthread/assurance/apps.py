from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "goldenthread.assurance"

    def ready(self) -> None:
        from goldenthread.assurance.demonstration import events
        from goldenthread.assurance.topics import install
        from goldenthread.plan import demonstration

        install()
        demonstration.chapters.append(events)
