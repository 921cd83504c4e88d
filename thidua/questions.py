"""Queries that are asked at nearly every request: built and compiled once, then asked with other values.

Building and compiling a query takes Django several times as long as the database needs to answer it. A question is a
function that builds the query from blanks; whoever asks fills them in.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, update_wrapper
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from thidua.kernel.actor import Actor

R = TypeVar("R")
Given = int | str
Place = tuple[str, int | None]
_SHAPES = 64
_FAR = -(2**40)  # below every key
_MOST = 2**63
_PERSON = -1  # the last of what an actor is laid out in


class _Blanks:
    """Numbers and texts that stand in a query where the values of its asking go."""

    def __init__(self, shape: Iterable[tuple[str, Any]]) -> None:
        self.places: dict[Given, Place] = {}
        self.given = {name: self._of(name, what) for name, what in shape}

    def _of(self, name: str, what: Any) -> Any:
        if isinstance(what, _Holding):
            keys = [self._blank(int, (name, number)) for number in range(len(what.places))]
            held = {
                (word, f"{kind}:{key}") for key, (kind, words) in zip(keys, what.places, strict=True) for word in words
            }
            return Actor(user_id=self._blank(int, (name, _PERSON)), grants=frozenset(held))
        if isinstance(what, _Several):
            return [self._blank(what.kind, (name, number)) for number in range(what.count)]
        return self._blank(what, (name, None)) if what in (int, str) else what

    def _blank(self, kind: type[Given], place: Place) -> Any:
        number = len(self.places)
        blank: Given = _FAR - number if kind is int else f"\0{number}"
        self.places[blank] = place
        return blank


class _Compiled:
    """A compiled query. It stands in for queryset, query and compiler when the rows are made, so that Django's own
    code makes them."""

    def __init__(self, rows: QuerySet[Any, Any], places: dict[Given, Place]) -> None:
        self.rows, self.db, self.model = rows, rows.db, rows.model
        self.compiler: SQLCompiler = rows.query.get_compiler(using=rows.db)
        self.sql, params = self.compiler.as_sql()
        if any(isinstance(p, str) and "\0" in p and p not in places for p in params):
            raise ValueError("a text is filled in whole, not as a part of a pattern")
        self.params = [(p, places.get(p)) if isinstance(p, Given) else (p, None) for p in params]
        fields = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)

    def told(self, sql: str, given: dict[str, Any]) -> list[Any]:
        """What the database answers."""
        values = {name: _laid_out(value) for name, value in given.items()}
        params = [fixed if place is None else _filled(values, *place) for fixed, place in self.params]
        with _cursor(connections[self.db]) as cursor:
            cursor.execute(sql, params)
            found: list[Any] = cursor.fetchall()
        return found

    def count(self, given: dict[str, Any]) -> int:
        return int(self.told(f"SELECT COUNT(*) FROM ({self.sql}) counted", given)[0][0])  # noqa: S608 -- Django's own

    def ask(self, given: dict[str, Any]) -> list[Any]:
        found = self.told(self.sql, given)
        made: list[Any] = list(self.rows._iterable_class(cast("QuerySet[Any, Any]", _Answer(self, found))))  # type: ignore[call-overload]  # as a queryset
        return made


def _cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """On PostgreSQL one that sends values apart from the query, so that what is asked often is prepared there once."""
    cursor: CursorWrapper = connection.cursor()
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql.base import ServerBindingCursor

        cursor.cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # not in the stubs
    return cursor


class _Answer:
    def __init__(self, compiled: _Compiled, found: list[Any]) -> None:
        self._compiled, self._found = compiled, found
        self.db, self.model = compiled.db, compiled.model
        self._known_related_objects: dict[Any, Any] = {}
        self._fields = compiled.rows._fields  # type: ignore[attr-defined]  # of every queryset
        self.query = self

    def get_compiler(self, using: str | None = None) -> "_Answer":
        return self

    def execute_sql(self, **_: Any) -> list[Any]:
        return self._found

    def results_iter(self, results: Any = None, tuple_expected: bool = False, **_: Any) -> Iterator[Any]:
        compiler, converters = self._compiled.compiler, self._compiled.converters
        rows = iter(self._found)
        if converters:
            rows = compiler.apply_converters(rows, converters)
        return map(tuple, rows) if tuple_expected else rows

    def __getattr__(self, name: str) -> Any:
        """What the query knows (names of columns) and what the compiler does (which column belongs to which model)."""
        compiled = self._compiled
        return getattr(compiled.compiler if name in _OF_COMPILER else compiled.rows.query, name)


_OF_COMPILER = frozenset({"select", "klass_info", "annotation_col_map"})


class Question(Generic[R]):
    """Asked by keyword. Numbers, texts, tuples of them and the places of an actor are filled in; anything else (a day, a
    flag) belongs to the question: it is built and compiled again for each. The function that builds asks nothing of the
    database itself, and of an actor only where it holds a word: names and lenders are left out."""

    def __init__(self, build: Callable[..., "QuerySet[Any, R]"]) -> None:
        update_wrapper(self, build)
        self.build = build
        self.compiled = lru_cache(_SHAPES)(self._compiled)

    def __call__(self, **given: Any) -> list[R]:
        return self.ask(given)

    def first(self, **given: Any) -> R | None:
        return next(iter(self.ask(given)), None)

    def ask(self, given: dict[str, Any], of: "Part | None" = None) -> list[Any]:
        compiled = self._found(given, of)
        return compiled.ask(given) if compiled else []

    def count(self, given: dict[str, Any], of: "Part") -> int:
        compiled = self._found(given, of)
        return compiled.count(given) if compiled else 0

    def _found(self, given: dict[str, Any], of: "Part | None") -> _Compiled | None:
        """None where nothing can be found: an address may name a number that no database holds."""
        if any(type(value) is int and not -_MOST <= value < _MOST for value in given.values()):
            return None
        return self.compiled(tuple((name, _shape(value)) for name, value in given.items()), of)

    def _compiled(self, shape: tuple[tuple[str, Any], ...], of: "Part | None") -> _Compiled | None:
        blanks = _Blanks(shape)
        rows = self.build(**blanks.given)
        try:
            return _Compiled(of(rows) if of else rows, blanks.places)
        except EmptyResultSet:
            if not any(isinstance(what, _Holding) or what == _Several(int, 0) for _name, what in shape):
                raise  # a blank did not fit the column that it was compared with
            return None  # of no unit, say: nothing is asked


@dataclass(frozen=True)
class Part:
    """What of the rows is wanted: some columns of those from one number to another; without columns their keys, in no
    order."""

    columns: tuple[str, ...] = ()
    start: int = 0
    stop: int | None = None

    def __call__(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        found = rows.values(*self.columns) if self.columns else rows.order_by().values("pk")
        return cast("QuerySet[Any, Any]", found[self.start : self.stop])


class Rows:
    """The rows of a question as mappings of the columns, a page at a time: what ``ui.paging`` takes for a
    queryset."""

    def __init__(self, question: Question[Any], *columns: str, **given: Any) -> None:
        self.question, self.columns, self.given = question, columns, given

    def count(self, most: int) -> int:
        """How many there are, up to so many."""
        return self.question.count(self.given, Part(stop=most))

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        return self.question.ask(self.given, Part(self.columns, part.start or 0, part.stop))


@dataclass(frozen=True)
class _Several:
    """The shape of so many values of a kind."""

    kind: type[Given]
    count: int


@dataclass(frozen=True)
class _Holding:
    """The shape of an actor: which words are held together at a unit or in a province, whichever it is."""

    places: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(4096)
def _places(grants: frozenset[tuple[str, str]]) -> tuple[_Holding, tuple[int, ...]]:
    """The shape of who holds the words, and the places in its order."""
    words: dict[tuple[str, int], list[str]] = {}
    for word, scope in grants:
        kind, _colon, key = scope.partition(":")
        if key:
            words.setdefault((kind, int(key)), []).append(word)
    rows = sorted((kind, tuple(sorted(held)), key) for (kind, key), held in words.items())
    return _Holding(tuple(row[:2] for row in rows)), tuple(row[2] for row in rows)


def _shape(value: Any) -> Any:
    if isinstance(value, Actor):
        return _places(value.grants)[0]
    if type(value) in (int, str):
        return type(value)
    return _Several(type(value[0]) if value else int, len(value)) if type(value) is tuple else value


def _laid_out(value: Any) -> Any:
    """An actor as its places in the order of its shape, the person last."""
    return (*_places(value.grants)[1], value.person) if isinstance(value, Actor) else value


def _filled(values: dict[str, Any], name: str, number: int | None) -> Any:
    return values[name] if number is None else values[name][number]
