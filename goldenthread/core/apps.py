from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "goldenthread.core"

    def ready(self) -> None:
        from goldenthread.core import checks
