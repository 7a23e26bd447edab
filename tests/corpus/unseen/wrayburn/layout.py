"""A strategy: under each priority what is known, what will be different, and bullets after `We will`."""

from html import escape
from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.builders.truth import action_text
from tests.corpus.unseen import kit

WORDS = ["One", "Two", "Three", "Four"]
TOP = """<body><a class="skip" href="#content">Skip to main content</a><header><p>Wrayburn Safeguarding Children
Partnership</p><nav><ul><li><a href="/">Home</a></li><li><a href="/procedures">Procedures</a></li>
<li><a href="/training">Training</a></li><li><a href="/about/strategy">Our strategy</a></li></ul></nav></header>
<main id="content"><h1>Safeguarding Children Strategy 2024 to 2027</h1><p class="meta">Last updated: 14 May 2024</p>"""
END = """</main><footer><h2>Related pages</h2><ul><li><a href="/yearly-report">Yearly report</a></li>
<li><a href="/learning">Learning from reviews</a></li></ul><p>Accessibility | Cookies | Privacy</p></footer></body>"""


def section(place: int, priority: dict[str, Any]) -> str:
    wanted = "\n".join(f"- {text}" for _, text, *_ in priority["outcomes"])
    will = "\n".join(f"- {action_text(action)}" for action in priority["actions"])
    return (
        f"# Priority {WORDS[place]}: {priority['title']}\n## What we know\n{priority['prose']}\n"
        f"## What will be different for children\n{wanted}\n## We will\n{will}\n"
    )


def forms(plan: dict[str, Any]) -> Forms:
    prose = [plan["front"], *(section(i, p) for i, p in enumerate(plan["priorities"])), plan["back"]]
    made = kit.word(font="Arial", footer="Wrayburn Safeguarding Children Strategy 2024 to 2027")
    made.add_paragraph("Wrayburn Safeguarding Children Partnership", style="Title")
    made.add_paragraph("Safeguarding Children Strategy 2024 to 2027", style="Subtitle")
    for part in prose:
        kit.write_word(made, part)
    body = "\n".join(kit.html(part).replace("h2>", "h3>").replace("h1>", "h2>") for part in prose)
    return {
        "wrayburn-strategy.docx": (
            "bullets under `We will`, owner and date after a dash or in brackets",
            kit.saved(made),
        ),
        "wrayburn-strategy.html": ("the same as a web page", kit.page(escape(plan["plan"]["title"]), TOP + body + END)),
    }
