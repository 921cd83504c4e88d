"""Whether a page belongs to a demo: the option is set and every province here was made by the demo."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from thidua.units.models import Province


def is_demo() -> bool:
    return settings.DEMO and Province.objects.exists() and not Province.objects.filter(is_demo=False).exists()


def demo(request: HttpRequest) -> dict[str, bool]:
    """``is_demo`` for the banner and the sign-in page; asked once a minute."""
    return {"is_demo": settings.DEMO and bool(cache.get_or_set("is_demo", is_demo, 60))}
