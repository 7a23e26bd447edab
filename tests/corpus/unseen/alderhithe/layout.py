"""A table for each priority, and behind the plan tables that look like it: last year's plan, risks, courses."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["No.", "Action", "Lead", "By when", "Success measure"]
LAST_YEAR = [
    ["No.", "Action", "Lead", "By when", "Final position"],
    ["1", "Publish a directory of early help", "Early Help Board", "September 2024", "Completed"],
    ["2", "Review the escalation policy", "Business Manager", "July 2024", "Completed"],
    ["3", "Audit strategy discussions", "Quality Assurance Subgroup", "January 2025", "Completed late"],
    ["4", "Hold a conference on online harm", "Learning and Development Subgroup", "March 2025", "Cancelled"],
]
RISKS = [
    ["Risk", "Score", "Mitigation", "Owner"],
    ["Loss of grant for the exploitation service", "16", "Bid to two charities", "Child Exploitation Subgroup"],
    ["No shared data system", "12", "Interim spreadsheet", "Business Manager"],
]
COURSES = [
    ["Course", "Date", "Trainer", "Places"],
    ["Working with fathers", "14 May 2025", "Learning and Development Subgroup", "24"],
    ["Child protection conferences", "3 June 2025", "Children's Social Care", "18"],
    ["Exploitation: the basics", "9 July 2025", "Alderhithe Police", "30"],
]
CSS = """@page { size: A4; margin: 20mm 15mm; @top-left { content: "Alderhithe Safeguarding Children Partnership";
font-size: 8pt } @bottom-center { content: "Business Plan 2025/26 - page " counter(page); font-size: 8pt } }
body { font: 10.5pt/1.4 "Liberation Sans" } table { border-collapse: collapse; width: 100% }
td, th { border: .7pt solid #567; padding: 4pt; vertical-align: top; text-align: left; font-size: 9.5pt }
th { background: #e1e8ee } h1 { color: #234; font-size: 16pt } h2 { font-size: 12.5pt; margin-bottom: 2pt }"""


def rows(priority: dict[str, Any]) -> list[list[str]]:
    return [HEAD] + [
        [a["n"], a["text"], kit.first(a.get("who")), kit.when(a), a["m"]] for a in priority["actions"]
    ]  # fmt: skip


def intro(priority: dict[str, Any]) -> str:
    wanted = "\n".join(f"- {text}" for _, text, *_ in priority["outcomes"])
    return f"# Priority {priority['n']}: {priority['title']}\n## Outcomes\n{wanted}\n## Action plan\n"


def parts(plan: dict[str, Any]) -> list[str | list[list[str]]]:
    """Prose and tables in the order of the document."""
    risk, course = plan["back2"].strip().split("\n")
    body = [part for p in plan["priorities"] for part in (intro(p), rows(p))]
    return [plan["front"], *body, plan["back"], LAST_YEAR, risk, RISKS, course, COURSES, plan["back3"]]


def forms(plan: dict[str, Any]) -> Forms:
    made = kit.word(header="Alderhithe Safeguarding Children Partnership", footer="Business Plan 2025/26")
    made.add_paragraph("Alderhithe Safeguarding Children Partnership", style="Title")
    made.add_paragraph("Business Plan 2025/26", style="Subtitle")
    web = "<p style='font-size:22pt'>Alderhithe Safeguarding Children Partnership</p>"
    web += "<p style='font-size:16pt;break-after:page'>Business Plan 2025/26</p>"
    for part in parts(plan):
        if isinstance(part, str):
            kit.write_word(made, part)
            web += kit.html(part)
        else:
            kit.word_table(made, part)
            web += kit.table(part)
    return {
        "alderhithe-business-plan.docx": ("tables of the plan, and others like them behind it", kit.saved(made)),
        "alderhithe-business-plan.pdf": ("the same, cells broken over pages", kit.pdf(web, CSS)),
    }
