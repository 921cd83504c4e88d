"""How often one address may ask what strangers may ask."""

import hashlib
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest


def _address(request: HttpRequest) -> str:
    """The visitor's address; behind proxies, the one that the outermost of ours saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(seen) >= settings.PROXIES and seen[-settings.PROXIES]:
            return seen[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def over_limit(request: HttpRequest, what: str = "check") -> bool:
    """Counts this time; True once the address has used up its minute. The address itself is not stored."""
    address = hashlib.sha256((settings.SECRET_KEY + _address(request)).encode()).hexdigest()
    key = f"{what}:{address[:32]}:{int(time.time() // 60)}"
    cache = caches["shared"]
    cache.add(key, 0, timeout=90)
    try:
        return bool(cache.incr(key) > settings.VERIFY_PER_MINUTE)
    except ValueError:
        return False
