"""A report as a file that a browser keeps."""

from django.http import HttpResponse

from goldenthread.documents.writing.csv import write_csv
from goldenthread.documents.writing.docx import write_docx
from goldenthread.documents.writing.pdf import write_pdf
from goldenthread.documents.writing.report import Report
from goldenthread.documents.writing.xlsx import write_xlsx

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
}
WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "docx": write_docx, "pdf": write_pdf}
LABELS = {"xlsx": "Excel (XLSX)", "csv": "CSV", "docx": "Word (DOCX)", "pdf": "PDF"}


def download(report: Report, format: str, name: str) -> HttpResponse:
    return as_file(WRITERS[format](report), format, name)


def as_file(content: bytes, format: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
