"""Where sessions are kept beside the database, so that a page need not ask for one."""

import random

from django.core.cache.backends.filebased import FileBasedCache

_SELDOM = 500


class SessionCache(FileBasedCache):
    """Looks whether the folder is full once in so many times: listing it takes longer than a page where tens of
    thousands have signed in."""

    def _cull(self) -> None:
        if random.randrange(_SELDOM) == 0:  # noqa: S311 -- chance, no secret
            super()._cull()  # type: ignore[misc]  # not in the stubs
