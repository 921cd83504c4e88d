"""How often one address may check."""

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from thidua.certificates.rules import digest


def over_limit(request: HttpRequest) -> bool:
    """Counts this check; True once the address has used up its minute. The address itself is not stored."""
    address = request.META.get("REMOTE_ADDR", "")
    key = f"check:{digest((settings.SECRET_KEY + address).encode())[:32]}:{int(time.time() // 60)}"
    cache = caches["shared"]
    cache.add(key, 0, timeout=90)
    try:
        return bool(cache.incr(key) > settings.VERIFY_PER_MINUTE)
    except ValueError:
        return False
