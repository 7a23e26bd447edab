from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "goldenthread.plan"

    def ready(self) -> None:
        from goldenthread.evidence import users
        from goldenthread.measures.users import tellers
        from goldenthread.notifications import kinds
        from goldenthread.notifications.queries import calendars
        from goldenthread.partnerships import belongings
        from goldenthread.plan import origins, topics
        from goldenthread.plan.operations.evidence import summarise_everything_served_by
        from goldenthread.plan.queries.belongings import what_a_leaver_has
        from goldenthread.plan.queries.deadlines import deadlines_of
        from goldenthread.plan.queries.detail import uses_shown, variation_addresses
        from goldenthread.plan.queries.exports import may_open_export
        from goldenthread.plan.queries.measuring import outcomes_measured
        from goldenthread.plan.queries.owners import may_open_action, may_open_decided
        from goldenthread.plan.queries.rounds import may_open_round

        tellers.append(outcomes_measured)
        origins.register("plan.variation", variation_addresses)
        belongings.tellers.append(what_a_leaver_has)
        users.register(uses_shown, summarise_everything_served_by)
        topics.install()
        calendars.append(deadlines_of)
        kinds.register(
            "reminder", "Reminder", why="you answer for this action of the plan", may_open=may_open_action,
            always="Somebody of the partnership asks you in person.",
        )  # fmt: skip
        kinds.register(
            "decision", "Decided", why="you wrote, proposed or claimed it", may_open=may_open_decided,
            always="You wrote, proposed or claimed it yourself.",
        )  # fmt: skip
        kinds.register(
            "export", "Plan to take away", why="you asked to be told regularly", may_open=may_open_export,
            always="You asked for it, and stop it where you did.",
        )  # fmt: skip
        kinds.register("round", "Returns due", why="you answer for returns that are due", may_open=may_open_round)
