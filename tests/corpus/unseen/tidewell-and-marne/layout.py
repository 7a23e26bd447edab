"""One table, the date first and the lead third; priority and outcome are rows across it."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

HEAD = ["By when", "Action", "Who leads", "Who helps", "Evidence of success"]
CSS = """@page { size: A4; margin: 18mm 15mm 20mm; @top-left { content: "TMSCP Annual Business Plan 2025/26";
font-size: 8pt } @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8pt } }
body { font: 10pt/1.35 "Liberation Serif", serif } h1 { font-size: 14pt; border-bottom: 1px solid #036 }
.cover { font-size: 24pt; margin-top: 60mm } table { border-collapse: collapse; width: 100% }
td, th { border-bottom: .5pt solid #888; border-top: .5pt solid #888; padding: 4pt 5pt; vertical-align: top;
text-align: left; font-size: 9pt } .banner { background: #dde8f0; font-weight: bold }
.plan td:nth-child(1) { width: 17% } .plan td:nth-child(2) { width: 37% }"""


def rows(plan: dict[str, Any], mark: str = "") -> list[list[str]]:
    found = [HEAD]
    for priority in plan["priorities"]:
        found.append([f"{mark}Priority {priority['n']}. {priority['title']}{mark}"])
        found += [[f"Outcome: {text}"] for _, text, *_ in priority["outcomes"]]
        for a in priority["actions"]:
            found.append([kit.when(a), a["text"], kit.first(a.get("who")), a["helps"], a["measure"]])
    return found


def forms(plan: dict[str, Any]) -> Forms:
    cover = (
        "<p class=cover>Tidewell and Marne Safeguarding Children Partnership</p>"
        '<p style="font-size:18pt;break-after:page">Annual Business Plan 2025/26</p>'
    )
    pdf = cover + kit.html(plan["front"]) + kit.table(rows(plan), css="plan") + kit.html(plan["back"])
    marked = (
        "# Tidewell and Marne Safeguarding Children Partnership\n\nAnnual Business Plan 2025/26\n\n"
        + kit.markdown(plan["front"]).replace("\n# ", "\n## ").replace("# Foreword", "## Foreword", 1)
        + "\n"
        + kit.markdown_table(rows(plan, "**"))
        + "\n\n"
        + kit.markdown(plan["back"]).replace("# Appendix", "## Appendix")
    )
    return {
        "tidewell-and-marne.pdf": ("one table without vertical rules over several pages", kit.pdf(pdf, CSS)),
        "tidewell-and-marne.md": ("Markdown with one pipe table", marked),
    }
