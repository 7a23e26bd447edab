from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "goldenthread.notifications"

    def ready(self) -> None:
        from goldenthread.notifications import kinds, operations
        from goldenthread.notifications.topics import Rhythm, lists
        from goldenthread.partnerships import hooks

        def may_open(mail: object) -> bool:
            return True

        kinds.register(
            "invitation", "Invitation", why="somebody there invited you", may_open=may_open,
            always="It comes once, and is the only way in.",
        )  # fmt: skip
        joined = {"why": "this is asked of you in a partnership's plan", "may_open": may_open, "lists": lists}
        kinds.register(Rhythm.DIGEST, "Weekly digest", always="", **joined)
        kinds.register(Rhythm.MORNING, "Morning note", always="", **joined)
        hooks.messengers.append(operations.plan_mail)
