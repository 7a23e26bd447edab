from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "goldenthread.core"

    def ready(self) -> None:
        from goldenthread.core import checks  # noqa: F401 - importing registers them
