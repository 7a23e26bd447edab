"""Renders a template written in a test and reads it back."""

from typing import Any

import html5lib
from bs4 import BeautifulSoup
from django.template import engines


def html(source: str, **context: Any) -> str:
    return engines["jinja2"].from_string(source).render(context)


def soup(source: str, **context: Any) -> BeautifulSoup:
    return BeautifulSoup(html(source, **context), "html5lib")


def page(main: str = "", **context: Any) -> BeautifulSoup:
    """A whole page; its markup has no fault that a strict parser finds."""
    source = (
        '{% extends "core/base.html" %}{% block title %}Actions{% endblock %}{% block main %}' + main + "{% endblock %}"
    )
    text = html(source, **context)
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html5lib")


def words(element: Any) -> str:
    """The text of an element as it is read, with single spaces."""
    return " ".join(element.get_text().split())
