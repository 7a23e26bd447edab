"""Each action a line with its number, and below it lead, timescale and measure; no tables."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit


def marked(priority: dict[str, Any]) -> str:
    out = [f"## Priority {priority['n']}: {priority['title']}", "**Our outcomes**"]
    out.append("\n".join(f"* {text}" for _, text, *_ in priority["outcomes"]))
    out.append("**Our actions**")
    for a in priority["actions"]:
        who, when = kit.first(a.get("who")), kit.when(a)
        below = ([f"Lead: {who}"] if who else []) + [f"Timescale: {when}", f"Measure: {a['measure']}"]
        out.append(f"**{a['n']} {a['text']}**  \n" + " | ".join(below))
    return "\n\n".join(out) + "\n\n"


def typed(priority: dict[str, Any]) -> str:
    out = [f"PRIORITY {priority['n']}: {priority['title']}", "Our outcomes"]
    out += [kit.fold(text, 72, "o ", "  ") for _, text, *_ in priority["outcomes"]]
    out.append("Our actions")
    for a in priority["actions"]:
        who = kit.first(a.get("who"))
        below = ([f"      Lead:       {who}"] if who else []) + [f"      Timescale:  {kit.when(a)}"]
        below.append(kit.fold(a["measure"], 72, "      Measure:    ", "                  "))
        out.append(kit.fold(a["text"], 72, f"{a['n']}   ", "      ") + "\n" + "\n".join(below))
    return "\n\n".join(out) + "\n\n"


def forms(plan: dict[str, Any]) -> Forms:
    title = "Addlemarsh Safeguarding Children Partnership", plan["plan"]["title"]
    front, back = kit.markdown(plan["front"]), kit.markdown(plan["back"])
    web = f"---\ntitle: AMSCP plan\nlayout: page\n---\n\n# {title[0]}\n\n## {title[1]}\n\n"
    web += front.replace("# ", "## ") + "\n" + "".join(map(marked, plan["priorities"])) + back.replace("# ", "## ")
    plain = f"{title[0]}\n{title[1]}\n\n" + kit.text(plan["front"], 72) + "\n\n"
    plain += "".join(map(typed, plan["priorities"])) + kit.text(plan["back"], 72)
    return {
        "addlemarsh-plan.md": ("bold line for each action, labels on one line below", web),
        "addlemarsh-plan.txt": ("typed text with labels below each action", plain),
    }
