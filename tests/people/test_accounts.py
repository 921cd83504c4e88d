"""What people read when they mistype: in their language, and how to mend it."""

from pathlib import Path

import allauth
import django
import polib
import pytest
from django.test import Client

from tests.world import World

LIBRARIES = (
    Path(django.__file__).parent / "conf/locale/vi/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/vi/LC_MESSAGES/django.po",
    Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po",
)


def test_words_of_libraries_that_are_said_anew_are_theirs() -> None:
    """So that none is left behind when a library changes its words."""
    known = {entry.msgid for file in LIBRARIES for entry in polib.pofile(str(file))}
    said = polib.pofile("thidua/locale/vi/LC_MESSAGES/django.po")
    assert [entry.msgid for entry in said if entry.msgid not in known] == []
    assert all(entry.msgstr or entry.msgstr_plural for entry in said)


@pytest.mark.parametrize(("language", "told"), [("vi", "Hãy điền mục này."), ("en", "This field is required.")])
def test_an_empty_form_says_what_to_fill_in(world: World, language: str, told: str) -> None:
    admin = world.client("admin")
    admin.cookies["django_language"] = language
    assert told in admin.post("/don-vi/them/", {"name": ""}).content.decode()


def test_changing_a_password_speaks_vietnamese(world: World) -> None:
    user = world.users["officer"]
    user.set_password("mot-cau-dai-12")
    user.save()
    client = Client()
    assert client.login(username=user.username, password="mot-cau-dai-12")
    typed = {"oldpassword": "mot-cau-dai-12", "password1": "cau-khac-dai-34", "password2": "cau-khac-dai-35"}
    page = client.post("/tai-khoan/mat-khau/", typed).content.decode()
    assert "Hai lần nhập mật khẩu mới khác nhau" in page
    assert "Forgot" not in page
    assert client.post("/tai-khoan/mat-khau/", typed | {"password2": typed["password1"]}).status_code == 302
