"""Every paragraph is numbered; the owner stands only in the heading, the date in the sentence."""

from typing import Any

from tests.corpus.builders.forms import Forms
from tests.corpus.unseen import kit

Lines = list[tuple[int, str]]
"""Level of the heading (0: a paragraph) and its words."""


def opening() -> Lines:
    return [
        (1, "1. Introduction"),
        (0, "1.1 This plan covers the three years from April 2025. It should be read with our multi-agency safeguarding"
         " arrangements, which were published in December 2024."),
        (0, "1.2 The plan was agreed by the Strategic Board on 12 March 2025. It will be refreshed once a year."),
        (1, "2. Langstoke and its children"),
        (0, "2.1 Langstoke is a large rural county with three market towns and 96,200 residents under 18."),
        (0, "2.2 In 2023/24 there were 8,214 contacts at the front door. 1,902 became referrals and 266 children were"
         " the subject of a child protection plan on 31 March 2024."),
        (0, "2.3 Children in Care Council members told us: ask us once, write it down, and do what you said."),
        (1, "3. Governance"),
        (0, "3.1 The Strategic Board is made up of the three lead safeguarding partners and an education"
         " representative. The Independent Scrutineer attends."),
        (0, "3.2 The Partnership Manager brings a report on progress to the Strategic Board each March and September."),
        (1, "4. Summary of priorities"),
        (0, "4.1 We have four priorities: effective leadership and scrutiny; safer teenagers; knowing how well we are"
         " doing; and a confident workforce. Each is led by one group, which is named in the heading."),
    ]  # fmt: skip


def lines(plan: dict[str, Any]) -> Lines:
    found = opening()
    for place, priority in enumerate(plan["priorities"], 5):
        found.append((1, f"{place}. Priority {priority['n']}: {priority['title']} (Lead: {priority['lead']})"))
        found.append((2, "Why this matters"))
        found += [(0, f"{place}.{i} {why}") for i, why in enumerate(priority["why"], 1)]
        found.append((2, "What we will do"))
        found += [(0, f"{a['n']} {a['text']}") for a in priority["actions"]]
        found.append((2, "What success will look like"))
        found += [(0, f"{number} {text}") for number, text, *_ in priority["outcomes"]]
    return [
        *found,
        (1, "9. Resources and risks"),
        (0, "9.1 The Partnership's budget for 2025/26 is £274,000, of which the council pays 52%, the integrated care"
         " board 27% and the police 21%."),
        (0, "9.2 The main risks are the turnover of senior leaders and the reorganisation of local government, which is"
         " expected by April 2028."),
    ]  # fmt: skip


def forms(plan: dict[str, Any]) -> Forms:
    made = kit.word(font="Times New Roman", footer="LaSCP Strategic Business Plan")
    made.add_paragraph("Langstoke Safeguarding Children Partnership")
    made.add_paragraph("Strategic Business Plan April 2025 to March 2028", style="Title")
    text = ["LANGSTOKE SAFEGUARDING CHILDREN PARTNERSHIP", "STRATEGIC BUSINESS PLAN APRIL 2025 TO MARCH 2028"]
    for level, words in lines(plan):
        number, _, rest = words.partition(" ")
        if level == 1:
            made.add_heading(words, 1)
            text.append("\n" + kit.fold(words, 76) + "\n" + "-" * min(len(words), 76))
        elif level:
            kit.bold(made, words)
            text.append(words)
        else:
            made.add_paragraph(f"{number}\t{rest}")
            text.append(kit.fold(f"{number}  {rest}", 76, rest="     "))
    return {
        "langstoke-plan.txt": ("numbered paragraphs, folded lines", "\n\n".join(text) + "\n"),
        "langstoke-plan.docx": ("numbered paragraphs with headings", kit.saved(made)),
    }
