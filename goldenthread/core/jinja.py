"""The Jinja2 environment of all our pages.

A name that a template does not know is an error, not an empty place: a misspelt variable on a page about
safeguarding must not read as "nothing to see". The GOV.UK macros ask for many names that are not given, so
they live in an environment of their own and reach our templates as ``govuk``.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import django.forms
import nh3
from django.template.defaultfilters import filesizeformat
from django.templatetags.static import static
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from markdown_it import MarkdownIt
from markupsafe import Markup

from goldenthread.core import forms, lists, tags, words
from goldenthread.core.addresses import reverse
from goldenthread.core.chrome import Chrome
from goldenthread.core.quick import Quick

BLOCKS: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
MARKDOWN_TAGS = {
    *("p", "br", "hr", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
DRAWN: dict[str, Any] = {"tag": tags.tag, "rating": tags.rating, "rung": tags.rung, "symbol": tags.symbol} | {
    "dot": tags.dot, "link": tags.link, "table_row": tags.table_row,
}  # fmt: skip
LINKS = {"http", "https", "mailto", "tel"}


class Macros:
    """Templates of one macro each, called by its name: ``ui.table(...)`` is the macro ``table`` of ``table.html``."""

    def __init__(self, environment: Environment, file: str, name: Callable[[str], str] = str, **functions: Any) -> None:
        self._environment, self._file, self._name = environment, file, name
        self.__dict__.update(functions)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        template = self._environment.get_template(self._file.format(name.replace("_", "-")))
        macro = getattr(template.module, self._name(name))
        if not self._environment.auto_reload:
            self.__dict__[name] = macro
        return macro


def govuk_macros() -> Macros:
    """``govuk.date_input({...})`` is upstream's ``govukDateInput``."""
    package = PackageLoader("govuk_frontend_jinja")
    loader = ChoiceLoader([package, PrefixLoader({"govuk_frontend_jinja": package})])
    environment = Quick(loader=loader, autoescape=True, undefined=ChainableUndefined, auto_reload=False, **BLOCKS)
    return Macros(environment, "components/{}/macro.html", lambda name: "govuk" + name.title().replace("_", ""))


def environment(**options: Any) -> Environment:
    widgets = FileSystemLoader(Path(django.forms.__file__).parent / "jinja2")
    loader = ChoiceLoader([options.pop("loader"), widgets])
    options |= {"loader": loader, "undefined": StrictUndefined}
    env = Quick(**options, **BLOCKS)
    env.globals.update(
        address=lists.address,
        chrome=Chrome(),
        component=forms.component,
        error_links=forms.error_links,
        field_groups=forms.field_groups,
        filter_chips=lists.filter_chips,
        without_filters=lists.without_filters,
        govuk=govuk_macros(),
        static=cache(static),
        ui=Macros(env, "core/components/{}.html", **DRAWN),
        url=url,
        zip=zip,
    )
    env.filters.update(
        ago=words.ago,
        date=words.day,
        days=words.days,
        file_size=filesizeformat,
        initial_cap=words.initial_cap,
        markdown=markdown,
        moment=words.moment,
        number=words.number,
        plural=words.plural,
        sentence=words.sentence,
        short_date=words.whole_day,
        time=words.time,
    )
    return env


def url(name: str, *args: Any, query: dict[str, Any] | None = None, fragment: str = "") -> str:
    return reverse(name, args=args, query=query, fragment=fragment)


def markdown(text: str) -> Markup:
    """HTML of a text in Markdown that somebody typed: no raw HTML, no pictures, no scripts, links to the web only."""
    html = MARKDOWN.render(text)
    clean = nh3.clean(html, tags=MARKDOWN_TAGS, attributes={"a": {"href"}}, url_schemes=LINKS)
    return Markup(clean)  # noqa: S704 - cleaned in the line above
