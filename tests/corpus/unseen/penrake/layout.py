"""Two columns of prose; bullets whose subject is the owner, the date in the sentence."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

CSS = """@page { size: A4; margin: 22mm 16mm; @top-right { content: "Keeping Children Safe Together"; font-size: 8pt }
@bottom-center { content: counter(page); font-size: 9pt } }
body { font: 10.5pt/1.4 "DejaVu Serif", serif } .title { font-size: 22pt; color: #0b5345; margin: 0 0 6mm }
.columns { columns: 2; column-gap: 9mm } h1 { font-size: 14pt; color: #0b5345; margin: 4mm 0 1mm }
h2 { font-size: 12pt; color: #0b5345; margin: 4mm 0 1mm } h3 { font-size: 10.5pt; margin: 2mm 0 1mm }
ul { margin: 0; padding-left: 5mm } li { margin-bottom: 1.5mm } .hope { background: #e8f3ee; padding: 2mm }"""


def section(place: int, priority: dict[str, Any]) -> str:
    (_, hope, *_), *_ = priority["outcomes"]
    doing = "\n".join(f"- {a['text']}" for a in priority["actions"])
    return (
        f"## Aim {place}: {priority['title']}\n### Why have we chosen this?\n{priority['question']}\n"
        f"### What do we want to be different?\n{hope}\n### What will we do?\n{doing}\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    sections = "".join(section(place, p) for place, p in enumerate(plan["priorities"], 1))
    prose = plan["front"] + sections + plan["back"]
    title = f"<p>Penrake Safeguarding Children Partnership</p><p class=title>{plan['plan']['title']}</p>"
    pdf = kit.pdf(f"{title}<div class=columns>{kit.html(prose)}</div>", CSS)
    marked = kit.markdown(prose).replace("\n* ", "\n- ")
    return {
        "penrake-plan.pdf": ("prose in two columns", pdf),
        "penrake-plan.md": (
            "headings and bullets",
            f"Penrake Safeguarding Children Partnership\n==========\n\n{plan['plan']['title']}\n----------\n\n{marked}",
        ),
    }
