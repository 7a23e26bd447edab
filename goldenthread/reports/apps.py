from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.reports"

    def ready(self) -> None:
        from goldenthread.governance import proposers
        from goldenthread.governance.pages import PageKind, register
        from goldenthread.plan import demonstration
        from goldenthread.reports import as_paper, proposals
        from goldenthread.reports.demonstration import events

        register(
            "report",
            PageKind("Report", as_paper.offered, as_paper.may_see, as_paper.address, as_paper.report, as_paper.state),
        )
        proposers.register(proposals.highlight_reports)
        demonstration.chapters.append(events)
