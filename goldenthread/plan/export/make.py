"""A file from a choice."""

from goldenthread.documents.writing.csv import write_csv
from goldenthread.documents.writing.docx import write_docx
from goldenthread.documents.writing.pdf import write_pdf
from goldenthread.documents.writing.xlsx import write_xlsx
from goldenthread.plan.export.calendar import write_deadlines
from goldenthread.plan.export.choice import Choice, What
from goldenthread.plan.export.dump import write_plan
from goldenthread.plan.export.on_a_page import write_on_a_page
from goldenthread.plan.export.papers import report_for

WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx, "pdf": write_pdf}


def make_file(choice: Choice) -> bytes:
    """The whole file. The caller has seen that the person may have it."""
    if choice.format == "json":
        return write_plan(choice.plan)
    if choice.format == "ics":
        return write_deadlines(choice)
    if (choice.what, choice.format) == (What.PAGE, "pdf"):
        return write_on_a_page(choice.plan, choice.when, banner=choice.banner)
    return WRITERS[choice.format](report_for(choice))
