"""How often one address may check."""

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from thidua.certificates.rules import digest


def _address(request: HttpRequest) -> str:
    """The visitor's address; behind proxies, the one that the outermost of ours saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(seen) >= settings.PROXIES and seen[-settings.PROXIES]:
            return seen[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def over_limit(request: HttpRequest) -> bool:
    """Counts this check; True once the address has used up its minute. The address itself is not stored."""
    address = _address(request)
    key = f"check:{digest((settings.SECRET_KEY + address).encode())[:32]}:{int(time.time() // 60)}"
    cache = caches["shared"]
    cache.add(key, 0, timeout=90)
    try:
        return bool(cache.incr(key) > settings.VERIFY_PER_MINUTE)
    except ValueError:
        return False
