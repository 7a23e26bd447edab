"""Deliverables with codes, the lead in brackets, the date after a dash, progress below some of them."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text
from tests.corpus.unseen import kit


def forms(plan: dict[str, Any]) -> Forms:
    title = plan["plan"]["title"]
    made = kit.word(font="Cambria", footer="UWSCP Strategic Plan 2024-27")
    made.add_paragraph("Upper Wend Safeguarding Children Partnership", style="Subtitle")
    made.add_paragraph(title, style="Title")
    kit.write_word(made, plan["front"])
    marked = f"# Upper Wend Safeguarding Children Partnership\n\n**{title}**\n\n{kit.markdown(plan['front'])}\n"
    for priority in plan["priorities"]:
        head = f"Strategic Objective {priority['n']}: {priority['title']}"
        sees = "\n".join(f"- {line}" for line in priority["sees"])
        prose = f"# {head}\n## How we will measure success\n{sees}\n## Deliverables in 2025/26"
        kit.write_word(made, prose)
        marked += kit.markdown(prose) + "\n"
        for a in priority["actions"]:
            kit.bold(made, f"{a['n']} ", action_text(a))
            marked += f"**{a['n']}** {action_text(a)}\n\n"
            if a.get("prog"):
                made.add_paragraph().add_run(f"Progress: {a['prog']}").italic = True
                marked += f"> Progress: {a['prog']}\n\n"
    kit.write_word(made, plan["back"])
    return {
        "upper-wend-year-two.md": (
            "deliverables as paragraphs, progress as quotations",
            marked + kit.markdown(plan["back"]),
        ),
        "upper-wend-year-two.docx": ("deliverables as paragraphs, progress in italics", kit.saved(made)),
    }
