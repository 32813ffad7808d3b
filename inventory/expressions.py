"""Small safe expressions over the columns of a row: "boys + girls", "status != 'closed'".

The project file may say that a column is computed or that only some rows are wanted. Text is
split into tokens and parsed here; Python never evaluates it. Numbers are exact fractions.

    expression  = or;  or = and {"or" and};  and = not {"and" not};  not = ["not"] comparison
    comparison  = sum [("=" | "!=" | "<" | "<=" | ">" | ">=") sum
                       | ["not"] "in" "(" sum {"," sum} ")" | "is" ["not"] "empty"]
    sum         = product {("+" | "-") product};  product = sign {("*" | "/") sign}
    sign        = "-" sign | atom
    atom        = 12.5 | 'text' | "text" | true | false | column | `a column` | "(" expression ")"

An empty cell is neither equal nor unequal to anything: a comparison with it is unknown, and so
is what "and", "or" and "not" cannot decide without it. `= ''` and `is empty` ask for emptiness.
In sums an empty cell counts as nothing beside a number; products and quotients of it are empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn, TypeAlias

from inventory.expression_values import (
    Row,
    RowFaultError,
    Value,
    add,
    all_of,
    any_of,
    compare,
    divide,
    equal,
    is_empty,
    multiply,
    negate,
    number_of,
    opposite,
    subtract,
    truth_of,
)
from inventory.values import Cell, Fault, NumberFormat

LONGEST = 2_000
"""Characters of an expression; a longer one is a mistake."""
DEEPEST = 40
"""Brackets, signs and "not" inside one another; each takes a level of Python's own stack."""

_Node: TypeAlias = Callable[[Row], Value]


class ExpressionError(ValueError):
    """An expression that cannot be understood; `position` is the character, from 1."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} (at character {position})")
        self.reason = reason
        self.position = position


class Kind(StrEnum):
    """What an expression comes to, as far as its form tells."""

    FIGURE = "figure"  # a number or a calculation
    CONDITION = "condition"  # a comparison or several of them
    CELL = "cell"  # a column alone, a text, true or false: either of the two


@dataclass(frozen=True, slots=True)
class Expression:
    """One parsed expression and the columns it names, in the order they are first written."""

    text: str
    names: tuple[str, ...]
    kind: Kind
    node: _Node

    def number(
        self, cells: Mapping[str, Cell], form: NumberFormat | None
    ) -> Fraction | Fault | None:
        """Return the exact number for a row, None when it is empty, a fault when it has none.

        `cells` holds the cells of the row by the names in the expression; text cells are read as
        numbers written in `form`, as `inventory.values.read_number` reads counts.
        """
        try:
            return number_of(self.node(Row(cells, form)))
        except RowFaultError as stop:
            return stop.fault

    def truth(self, cells: Mapping[str, Cell], form: NumberFormat | None) -> bool | Fault | None:
        """Return whether a row fulfils the condition, None when empty cells leave it open."""
        try:
            return truth_of(self.node(Row(cells, form)))
        except RowFaultError as stop:
            return stop.fault


def parse(text: str) -> Expression:
    """Return the expression of a text; raises ExpressionError, naming the character."""
    if len(text) > LONGEST:
        raise ExpressionError(f"more than {LONGEST} characters", LONGEST + 1)
    parser = _Parser(text)
    node, kind = parser.whole()
    return Expression(text, tuple(parser.names), kind, node)


def headers_named(written: str) -> tuple[str, ...]:
    """Return the headers that a mapping of the project file may name: itself, or its columns."""
    try:
        names = parse(written).names
    except ExpressionError:
        names = ()
    return (written, *(name for name in names if name != written))


# -- tokens -------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]))
    |(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?P<quoted>`[^`]+`)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign><=|>=|!=|<>|==|[=<>+\-\u2212*/(),])""",
    re.VERBOSE,
)
_KEYWORDS = frozenset(("and", "or", "not", "in", "is", "empty", "true", "false"))
_SAME_SIGNS = {"==": "=", "<>": "!=", "\u2212": "-"}
_COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, column, word (a keyword), sign, end
    text: str
    position: int  # from 1

    def is_one(self, *texts: str) -> bool:
        """Return whether it is one of some signs or keywords."""
        return self.kind in ("sign", "word") and self.text in texts


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of an expression and its end; raises ExpressionError."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ExpressionError(_strange(text[at:]), at + 1)
        if found.lastgroup != "space":
            yield _token(found.lastgroup or "", found[0], at + 1)
        at = found.end()
    yield _Token("end", "", len(text) + 1)


def _strange(rest: str) -> str:
    """Return why no token begins here."""
    if rest[0] in "'\"`":
        return f"{rest[0]} is never closed"
    if rest[0].isdigit():
        return "a column name that begins with a digit needs backticks: `2024 pupils`"
    return f"{rest[0]!r} is not understood; write a column name with signs in `backticks`"


def _token(group: str, written: str, position: int) -> _Token:
    """Return one token: quotation marks removed, signs of one meaning written one way."""
    if group == "word":
        is_keyword = written.lower() in _KEYWORDS
        return _Token(*(("word", written.lower()) if is_keyword else ("column", written)), position)
    if group == "quoted":
        return _Token("column", written[1:-1].strip(), position)
    if group == "text":
        mark = written[0]
        return _Token("text", written[1:-1].replace(mark * 2, mark), position)
    return _Token(group, _SAME_SIGNS.get(written, written), position)


# -- grammar ------------------------------------------------------------------------------------

_Typed: TypeAlias = tuple[_Node, Kind]


class _Parser:
    """Recursive descent over the tokens; every method returns a node and its kind."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.names: dict[str, None] = {}

    def whole(self) -> _Typed:
        """Return the only expression of the text."""
        found = self.any()
        if self.now.kind != "end":
            self.fail(f"nothing may follow here, but {self.now.text!r} does")
        return found

    @property
    def now(self) -> _Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def take(self, *texts: str) -> _Token | None:
        """Return the next token and step over it when it is one of some signs or keywords."""
        token = self.now
        if not token.is_one(*texts):
            return None
        self.at += 1
        return token

    def need(self, text: str) -> None:
        """Step over a sign that must stand here."""
        if self.take(text) is None:
            self.fail(f"{text!r} is missing")

    def fail(self, reason: str) -> NoReturn:
        """Raise the error of the next token."""
        raise ExpressionError(reason, self.now.position)

    def deeper(self, read: Callable[[], _Typed]) -> _Typed:
        """Return what `read` returns, one level deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("too many brackets inside one another")
        found = read()
        self.depth -= 1
        return found

    def any(self) -> _Typed:
        """Read conditions joined by "or"."""
        return self._joined("or", lambda: self._joined("and", self.negated, all_of), any_of)

    def _joined(
        self,
        word: str,
        read: Callable[[], _Typed],
        join: Callable[[list[bool | None]], bool | None],
    ) -> _Typed:
        """Read one or more conditions joined by a word."""
        parts = [read()]
        while self.take(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        nodes = [self.condition(part) for part in parts]
        return lambda row: join([truth_of(node(row)) for node in nodes]), Kind.CONDITION

    def condition(self, part: _Typed) -> _Node:
        """Return the node of what must be yes or no; raises ExpressionError for a figure."""
        if part[1] is Kind.FIGURE:
            self.fail("a figure is neither yes nor no; compare it with something")
        return part[0]

    def figure(self, part: _Typed) -> _Node:
        """Return the node of what must be a value; raises ExpressionError for a condition."""
        if part[1] is Kind.CONDITION:
            self.fail("a condition is no figure; put it after and, or, not")
        return part[0]

    def negated(self) -> _Typed:
        """Read a condition or its negation."""
        if self.take("not"):
            inner = self.condition(self.deeper(self.negated))
            return lambda row: opposite(truth_of(inner(row))), Kind.CONDITION
        return self.comparison()

    def comparison(self) -> _Typed:
        """Read a sum, alone or compared with another, a list or emptiness."""
        whole = self.sum()
        word = self.take("is", "in", "not", *_COMPARISONS)
        if word is None:
            return whole
        left = self.figure(whole)
        if word.text == "is":
            return self._emptiness(left)
        if word.text == "not":
            self.need("in")
        if word.text in ("in", "not"):
            return self._membership(left, wanted=word.text == "in")
        right = self.figure(self.sum())
        if self.now.is_one(*_COMPARISONS):
            self.fail("one comparison at a time; join two with and")
        return lambda row: compare(word.text, left(row), right(row)), Kind.CONDITION

    def _emptiness(self, left: _Node) -> _Typed:
        """Read "empty" or "not empty" after "is"."""
        wanted = self.take("not") is None
        self.need("empty")
        return lambda row: is_empty(left(row)) is wanted, Kind.CONDITION

    def _membership(self, left: _Node, *, wanted: bool) -> _Typed:
        """Read the list after "in"."""
        self.need("(")
        options = [self.figure(self.sum())]
        while self.take(","):
            options.append(self.figure(self.sum()))
        self.need(")")

        def listed(row: Row) -> bool | None:
            value = left(row)
            found = any_of([equal(value, option(row)) for option in options])
            return None if found is None else found is wanted

        return listed, Kind.CONDITION

    def sum(self) -> _Typed:
        """Read products that are added and subtracted."""
        return self._chain(self.product, {"+": add, "-": subtract})

    def product(self) -> _Typed:
        """Read figures that are multiplied and divided."""
        return self._chain(self.signed, {"*": multiply, "/": divide})

    def _chain(
        self,
        read: Callable[[], _Typed],
        signs: Mapping[str, Callable[[Value, Value], Value]],
    ) -> _Typed:
        """Read one or more figures joined by signs, from left to right."""
        part = read()
        rest = []
        while sign := self.take(*signs):
            rest.append((signs[sign.text], self.figure(read())))
        if not rest:
            return part
        first = self.figure(part)

        def chained(row: Row) -> Value:
            value = first(row)
            for operate, operand in rest:
                value = operate(value, operand(row))
            return value

        return chained, Kind.FIGURE

    def signed(self) -> _Typed:
        """Read a figure with or without a sign."""
        if self.take("-"):
            inner = self.figure(self.deeper(self.signed))
            return lambda row: negate(inner(row)), Kind.FIGURE
        return self.atom()

    def atom(self) -> _Typed:
        """Read a number, a text, a column or something in brackets."""
        if self.take("("):
            found = self.deeper(self.any)
            self.need(")")
            return found
        token = self.now
        if token.is_one("true", "false"):
            self.at += 1
            return (lambda _: token.text == "true"), Kind.CELL
        if token.kind not in ("number", "text", "column"):
            self.fail("a column, a number or a 'text' is missing")
        self.at += 1
        return self._leaf(token), Kind.FIGURE if token.kind == "number" else Kind.CELL

    def _leaf(self, token: _Token) -> _Node:
        """Return the node of a number, a text or a column."""
        if token.kind == "number":
            number = Fraction(token.text)
            return lambda _: number
        if token.kind == "text":
            return lambda _: token.text
        name = token.text
        self.names[name] = None
        return lambda row: row.cell(name)
