"""Long lists are counted up to a limit; every page of them can still be reached."""

import pytest
from django.test import RequestFactory

from thidua.people.models import User
from thidua.ui import paging
from thidua.ui.http import page_of


@pytest.fixture
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(paging, "MOST_COUNTED", 20)
    User.objects.all().delete()
    User.objects.bulk_create(User(username=f"a{n:02d}", password="!") for n in range(47))
    return list(User.objects.order_by("pk").values_list("pk", flat=True))


def asked(number: object) -> "paging.Page[User]":
    return page_of(RequestFactory().get("/", {"trang": str(number)}), User.objects.order_by("pk"), 10)


def test_each_page_leads_to_the_next_until_there_is_none(people: list[int]) -> None:
    found, number = [], 1
    while True:
        page = asked(number)
        assert page.number == number
        found += [user.pk for user in page.object_list]
        if not page.has_next():
            break
        number = page.next_page_number()
    assert found == people
    assert (number, page.paginator.uncounted, page.paginator.counted_pages) == (5, True, 2)


@pytest.mark.parametrize(("number", "shown"), [("0", 3), ("x", 1), ("-3", 3), ("9" * 30, 3), ("7", 7)])
def test_what_is_no_page_is_answered_by_one(people: list[int], number: str, shown: int) -> None:
    assert asked(number).number == shown


def test_a_list_within_the_limit_says_how_long_it_is(people: list[int]) -> None:
    User.objects.filter(pk__in=people[20:]).delete()
    page = asked(9)
    assert (page.number, page.paginator.num_pages, page.paginator.uncounted) == (2, 2, False)
    assert not page.has_next()
