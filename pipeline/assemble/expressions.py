"""The expressions of the clause language, judged on Jinja's own syntax tree: paths, literals, comparisons, filters, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf

from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline.assemble.pattern import All, Comparator, Comparison, Either, Expression, Literal, Not, Path

_ENVIRONMENT = Environment(comment_start_string="<!--", comment_end_string="-->", autoescape=True)
_COMPARATORS: dict[str, Comparator] = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_REFUSED: tuple[tuple[type[nodes.Node], str, str], ...] = (
    (nodes.Call, "call", "a call"),
    (nodes.Test, "test", "a test (`is ...`)"),
    (nodes.Concat, "concatenation", "joining with `~`"),
    (nodes.CondExpr, "inline-condition", "a condition inside an expression"),
    (nodes.BinExpr, "arithmetic", "arithmetic"),
    (nodes.UnaryExpr, "arithmetic", "arithmetic"),
    (nodes.Slice, "slice", "a slice"),
    (nodes.Tuple, "literal-list", "a list"),
    (nodes.List, "literal-list", "a list"),
    (nodes.Dict, "literal-list", "a mapping"),
)
_FORMS = 'as in `term.initial_term | duration`, or `term.renewal and charges.model == "hourly_rate"`'
_NO_FILTER = "leave it out; the path alone is true where there is a value, and a list where it has items"
_QUOTED = 'write it as the data does, in quotes: `"95 %"`'
_LONGEST = 500
"""Characters: Jinja's parser calls itself for each bracket, so that a long expression could exhaust the stack."""
_HINTS = {
    "call": "name the value by its path, and its form by a filter, as in `meta.title | upper`",
    "concatenation": "write two expressions side by side",
    "arithmetic": "figures are computed from the data, under `derived`",
    "test": "the path alone is true where the value is present",
    "literal-list": "compare with each value, joined by `or`",
    "inline-condition": "put `{% if %}` on a line of its own, around the block",
}


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """A piece of an expression that is not part of the clause language, by its offset and length in the text."""

    code: str
    message: str
    hint: str | None
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Read:
    """What an expression says: a value to print with its filters, or a condition."""

    expression: Expression
    filters: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_expression(text: str, purpose: OneOf["value", "condition", "path"]) -> Read | Refusal:
    """The expression, or why it is refused; the same text is read once."""
    try:
        return _Reader(text).read(purpose)
    except Refusal as refusal:
        return refusal


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.from_here = 0

    def read(self, purpose: OneOf["value", "condition", "path"]) -> Read:
        root = self._parsed()
        if purpose == "condition":
            return Read(self._condition(root))
        filters: list[str] = []
        while isinstance(root, nodes.Filter) and root.node is not None:
            self._check_filter(root)
            filters.insert(0, root.name)
            root = root.node
        if purpose == "path" and filters:
            raise self._refusal("unexpected-filter", "a filter stands where only a path is expected", None, "|")
        if not isinstance(root, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._refuse(root)
            raise self._refusal("not-a-path", f"`{self.text}` is not a path into the data", "words stand outside the braces")
        return Read(self._path(root), tuple(filters))

    def _parsed(self) -> nodes.Node:
        if not self.text:
            raise self._refusal("empty-expression", "there is no expression between the braces", _FORMS)
        if len(self.text) > _LONGEST:
            raise self._refusal("expression-too-long", f"an expression of {len(self.text)} characters, expected at most {_LONGEST}")
        try:
            template = _ENVIRONMENT.parse("{{" + self.text + "\n}}")
        except TemplateSyntaxError:
            raise self._refusal("bad-expression", f"`{self.text}` cannot be read", _FORMS) from None
        [output] = template.body if len(template.body) == 1 else [None]
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise self._refusal("bad-expression", f"`{self.text}` cannot be read", _FORMS)
        return output.nodes[0]

    def _check_filter(self, node: nodes.Filter) -> None:
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refusal("filter-argument", f"the filter `{node.name}` takes no arguments", None, node.name)

    def _condition(self, node: nodes.Node) -> Expression:
        match node:
            case nodes.And():
                return All((self._condition(node.left), self._condition(node.right)))
            case nodes.Or():
                return Either((self._condition(node.left), self._condition(node.right)))
            case nodes.Not():
                return Not(self._condition(node.node))
            case nodes.Compare():
                return self._comparison(node)
            case _:
                return self._operand(node)

    def _comparison(self, node: nodes.Compare) -> Expression:
        operands = [self._operand(node.expr), *(self._operand(operand.expr) for operand in node.ops)]
        found = tuple(
            Comparison(left, _COMPARATORS[operand.op], right)
            for left, operand, right in zip(operands[:-1], node.ops, operands[1:], strict=True)
        )
        return found[0] if len(found) == 1 else All(found)

    def _operand(self, node: nodes.Node) -> Path | Literal:
        match node:
            case nodes.Const(value=bool() | int() | str() as value):
                return Literal(value)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._path(node)
            case nodes.Filter():
                raise self._refusal("unexpected-filter", f"the filter `{node.name}` has no meaning in a condition", _NO_FILTER, node.name)
            case nodes.Const(value=value):
                hint = "the path alone is the question: `path`, or `not path`" if value is None else _QUOTED
                offset, literal = self._place_of_literal("name" if value is None else "float")
                raise Refusal("bad-literal", f"`{literal}` is no text, whole number or flag", hint, offset, len(literal))
            case _:
                self._refuse(node)
                raise self._refusal("nested-comparison", f"`{self.text}` compares a condition", "join conditions with `and` or `or`")

    def _place_of_literal(self, kind: str) -> tuple[int, str]:
        """Where the first number with a decimal point, or else the first `none`, stands, and how it is written."""
        offset = -2
        for _, found, written in _ENVIRONMENT.lex("{{" + self.text + "\n}}"):
            if found == kind and (kind == "float" or written in ("none", "None")):
                return offset, written
            offset += len(written)
        return 0, self.text

    def _refuse(self, node: nodes.Node) -> None:
        for kind, code, name in _REFUSED:
            if isinstance(node, kind):
                raise self._refusal(code, f"{name} is not part of the clause language", _HINTS.get(code))

    def _path(self, node: nodes.Node) -> Path:
        steps = self._steps(node)
        start, length = self._place(steps)
        for step in steps:
            if isinstance(step, str) and step.startswith("_"):
                raise self._refusal("private-name", f"`{step}`: no name in the data begins with an underscore", None, step)
        return Path(steps, start, length)

    def _steps(self, node: nodes.Node) -> tuple[str | Path, ...]:
        match node:
            case nodes.Name():
                return (node.name,)
            case nodes.Getattr():
                return (*self._steps(node.node), node.attr)
            case nodes.Getitem(arg=nodes.Const(value=int() | str() as value)) if not isinstance(value, bool):
                return (*self._steps(node.node), str(value))
            case nodes.Getitem(arg=nodes.Name() | nodes.Getattr() | nodes.Getitem()):
                return (*self._steps(node.node), self._path(node.arg))
            case nodes.Getitem():
                self._refuse(node.arg)
            case _:
                self._refuse(node)
        raise self._refusal("bad-path", f"`{self.text}` is not a path into the data", "a path is names joined by dots")

    def _place(self, steps: tuple[str | Path, ...]) -> tuple[int, int]:
        """Where the path stands in the text; Jinja's tree has no columns, but names stand in the order of the tree."""
        names: list[str] = []
        for step in steps:
            if not isinstance(step, str):
                break
            names.append(re.escape(step))
        match = re.compile(r"(?<![\w.])" + r"\s*\.\s*".join(names)).search(self.text, self.from_here)
        if match is None:
            return 0, len(self.text)
        self.from_here = match.end()
        return match.start(), match.end() - match.start()

    def _refusal(self, code: str, message: str, hint: str | None = None, piece: str = "") -> Refusal:
        offset = self.text.find(piece) if piece else 0
        return Refusal(code, message, hint, max(offset, 0), len(piece) or len(self.text))
