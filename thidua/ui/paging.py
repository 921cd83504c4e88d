"""Pages of a list, its length counted up to a limit: people look on the first pages or set a filter, and counting every
row of a nation for every page would cost more than the page."""

from functools import cached_property
from typing import Any, cast

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet

from thidua.questions import Rows

MOST_COUNTED = 1000


class Pages(Paginator[Any]):
    """``uncounted``: there are more rows than were counted, and pages after ``num_pages``."""

    def __init__(self, rows: QuerySet[Any] | Rows, size: int) -> None:
        super().__init__(cast(QuerySet[Any], rows), size)

    @cached_property
    def count(self) -> int:
        """All of them, or one more than the limit."""
        rows: Any = self.object_list
        if isinstance(rows, Rows):
            return rows.count(MOST_COUNTED + 1)
        return int(rows[: MOST_COUNTED + 1].count())

    @property
    def uncounted(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def counted_pages(self) -> int:
        """How many pages there are at least."""
        return MOST_COUNTED // self.per_page if self.uncounted else self.num_pages

    def validate_number(self, number: Any) -> int:
        try:
            return super().validate_number(number)
        except EmptyPage:
            if self.uncounted and 0 < int(number) < 10**9:
                return int(number)
            raise

    def page(self, number: Any) -> Page[Any]:
        if not self.uncounted:
            return super().page(number)
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        found = list(self.object_list[bottom : bottom + self.per_page + 1])
        return _OneOfMany(found[: self.per_page], number, self, followed=len(found) > self.per_page)


class _OneOfMany(Page[Any]):
    def __init__(self, rows: list[Any], number: int, pages: Pages, *, followed: bool) -> None:
        super().__init__(rows, number, pages)
        self.followed = followed

    def has_next(self) -> bool:
        return self.followed

    def next_page_number(self) -> int:
        return self.number + 1
