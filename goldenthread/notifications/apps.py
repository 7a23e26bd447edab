from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "goldenthread.notifications"

    def ready(self) -> None:
        from goldenthread.notifications import kinds, operations
        from goldenthread.partnerships import hooks

        kinds.register("invitation", "Invitation", why="somebody there invited you", may_open=lambda mail: True)
        hooks.messengers.append(operations.plan_mail)
