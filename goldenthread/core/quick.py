"""A Jinja2 environment that does less for each value it shows and each function it calls; the pages are the same.

A page of ours shows a thousand values and calls four hundred functions.
"""

from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from django.utils.safestring import SafeString
from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Expr, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, _escape_inner, escape

PLAIN = {Macro, FunctionType, MethodType, BuiltinFunctionType}
"""What a template calls, and what says by itself whether it wants the context."""


def escaped(value: Any) -> str:
    """The text of ``markupsafe.escape``, in a tenth of the time: no ``Markup`` is made only to be joined to others."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup or kind is SafeString:
        return value  # type: ignore[no-any-return]
    return escape(value)


class QuickCode(CodeGenerator):
    """Writes ``escaped`` where Jinja2 would write ``escape`` around what a template shows."""

    def visit_Template(self, node: Template, frame: Any = None) -> None:  # noqa: N802 - named by Jinja2
        self.writeline(f"from {__name__} import escaped")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class QuickContext(Context):
    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja2
        """Jinja2 looks in four ways whether a function wants the context; ours do not, and macros know their own."""
        if type(__obj) not in PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class Quick(Environment):
    code_generator_class = QuickCode
    context_class = QuickContext
