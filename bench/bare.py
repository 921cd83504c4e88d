"""Bare Django pages of the same shape as the product's: what the stack itself costs. Nothing of the product is imported."""

import os
from pathlib import Path

from django.conf import settings

FIELDS = int(os.environ.get("BARE_FIELDS", "20"))
FOLDER = Path(os.environ["BARE_VAR"])
TEMPLATES = {
    "one.html": "<!doctype html><title>{{ row.name }}</title><h1>{{ row.name }}</h1><p>{{ row.note }}</p>",
    "list.html": "<!doctype html><title>x</title><p>{{ user.username }}</p><table>{% for r in rows %}<tr>"
    "<td><a href='{% url 'row' r.pk %}'>{{ r.owner.name }}</a></td><td>{{ r.subject.name }}</td><td>{{ r.note }}</td>"
    "<td>{{ r.state }}</td></tr>{% endfor %}</table>",
    "detail.html": "<!doctype html><title>{{ row.name }}</title><p>{{ user.username }}</p><h1>{{ row.name }}</h1><p>{{ row.note }}</p>"
    "<table>{% for r in rows %}<tr><td>{{ forloop.counter }}</td><td>{{ r.owner.name }}</td><td>{{ r.state }}</td>"
    "<td>{{ r.name }}</td><td>{{ r.pk }}</td><td>{{ r.note }}</td></tr>{% endfor %}</table>",
    "parts.html": "<!doctype html><title>{{ row.name }}</title><p>{{ user.username }}</p><h1>{{ row.name }}</h1>"
    "<p>{{ row.note }}</p><table>{% for a, b, c in rows %}<tr><td>{{ forloop.counter }}</td><td>{{ a.owner.name }}"
    "<small>{{ a.note }}</small></td><td>{{ a.state }}</td><td>{{ b.pk }}</td><td>{{ b.name }}</td><td>{{ b.note }}</td>"
    "<td>{{ b.state }}<small>{{ c.owner.name }} {{ c.note }}</small></td></tr>{% endfor %}</table>",
    "loop.html": "<!doctype html><title>x</title><p>{{ user.username }}</p><form method=post>{% csrf_token %}"
    "{% for r in rows %}<p><label for='f{{ r.pk }}'>{{ r.owner.name }}</label>"
    "<input name='f{{ r.pk }}' id='f{{ r.pk }}' value='{{ r.note }}'></p>{% endfor %}<button>ok</button></form>",
    "form.html": "<!doctype html><title>x</title><form method=post>{% csrf_token %}{{ form.as_p }}<button>ok</button></form>",
}
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "bare.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "bench.rows"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", TEMPLATES)])
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)

import django  # noqa: E402 -- settings come first

django.setup()

from django import forms  # noqa: E402
from django.contrib.auth import get_user_model, login  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402

from bench.rows.models import Owner, Row, Subject  # noqa: E402


class Sheet(forms.Form):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on
        for n in range(FIELDS):
            self.fields[f"f{n}"] = forms.DecimalField(required=False)


def one(request: HttpRequest) -> HttpResponse:
    return render(request, "one.html", {"row": Row.objects.get(name="row-77")})


def sign_in(request: HttpRequest) -> HttpResponse:
    login(request, get_user_model().objects.get(username="a"), backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/list")


@login_required
def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "list.html", {"rows": Row.objects.select_related("owner", "subject").order_by("pk")[:50]})


@login_required
def detail(request: HttpRequest) -> HttpResponse:
    """A row, and a third as many lines as a form has boxes."""
    lines = Row.objects.select_related("owner").order_by("pk")[: FIELDS // 3]
    return render(request, "detail.html", {"row": Row.objects.get(name="row-77"), "rows": lines})


@login_required
def parts(request: HttpRequest) -> HttpResponse:
    """As ``detail``, each line put together from three rows: as one of a report is from target, value, value before."""
    count = FIELDS // 3
    three = [Row.objects.select_related("owner").order_by("pk")[n * count : (n + 1) * count] for n in range(3)]
    return render(request, "parts.html", {"row": Row.objects.get(name="row-77"), "rows": zip(*three, strict=True)})


@login_required
def loop(request: HttpRequest) -> HttpResponse:
    """As many boxes as ``form``, without a form's fields and widgets."""
    lines = Row.objects.select_related("owner").order_by("pk")[:FIELDS]
    return render(request, "loop.html", {"rows": lines})


@login_required
def form(request: HttpRequest) -> HttpResponse:
    sheet = Sheet(request.POST or None)
    if request.method == "POST" and sheet.is_valid():
        with transaction.atomic():
            kept = [
                Row(pk=n + 1, name=f"row-{n}", note=str(v or "")) for n, v in enumerate(sheet.cleaned_data.values())
            ]
            Row.objects.bulk_create(kept, update_conflicts=True, unique_fields=["id"], update_fields=["note"])
        return redirect("/form")
    return render(request, "form.html", {"form": sheet})


urlpatterns = [
    path("one", one),
    path("rows/<int:pk>/", one, name="row"),
    path("sign-in", sign_in),
    path("list", rows),
    path("form", form),
    path("detail", detail),
    path("parts", parts),
    path("loop", loop),
]


def prepare() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not Row.objects.exists():
        owners = [Owner.objects.create(name=f"Phường Số {n}") for n in range(100)]
        subject = Subject.objects.create(name="Đồng Tháp thi đua làm chủ công nghệ số")
        Row.objects.bulk_create(
            Row(name=f"row-{n}", note="một dòng ghi chú", state="ok", owner=owners[n % 100], subject=subject)
            for n in range(2000)
        )
        get_user_model().objects.create_user("a")


application = get_wsgi_application()
