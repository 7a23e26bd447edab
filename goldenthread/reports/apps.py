from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.reports"

    def ready(self) -> None:
        from goldenthread.governance import proposers
        from goldenthread.governance.pages import PageKind, register
        from goldenthread.plan import demonstration
        from goldenthread.reports import as_paper, proposals, round_as_paper
        from goldenthread.reports.demonstration import events

        register(
            "report",
            PageKind("Report", as_paper.offered, as_paper.may_see, as_paper.address, as_paper.report, as_paper.state),
        )
        register(
            "round-report",
            PageKind(
                "Report over self-assessments",
                round_as_paper.offered,
                round_as_paper.may_see,
                round_as_paper.address,
                round_as_paper.report,
                round_as_paper.state,
            ),
        )
        proposers.register(proposals.highlight_reports)
        demonstration.chapters.append(events)
