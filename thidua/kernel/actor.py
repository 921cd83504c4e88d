"""Who acts, as a frozen value: built once a request by ``people``, asked everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person with the words granted to them today.

    grants: pairs of a word and a scope; the scope is ``u:<unit id>`` or ``p:<province id>``.
    on_behalf_of: set when everything that the person holds is lent by one other.
    borrowed: words with their scope and lender, held by delegation alone.
    """

    user_id: int | None = None
    name: str = ""
    grants: frozenset[tuple[str, str]] = frozenset()
    on_behalf_of: int | None = None
    borrowed: frozenset[tuple[str, str, int]] = frozenset()
    request_id: str = ""

    @property
    def person(self) -> int:
        """The account's id; 0, which no account has, for strangers and the system."""
        return self.user_id or 0

    def lender_of(self, word: str) -> int | None:
        """Whom the actor acts for when using the word; None when they hold it themselves."""
        lenders = {lender for held, _, lender in self.borrowed if held == word}
        return next(iter(lenders)) if len(lenders) == 1 else None

    def at_unit(self, unit_id: int) -> frozenset[str]:
        return self._words(f"u:{unit_id}")

    def in_province(self, province_id: int) -> frozenset[str]:
        return self._words(f"p:{province_id}")

    def unit_ids(self, word: str | None = None) -> frozenset[int]:
        """Units at which the actor holds the word (any word when none is given)."""
        return frozenset(int(s[2:]) for w, s in self.grants if s.startswith("u:") and word in (None, w))

    def province_ids(self, word: str | None = None) -> frozenset[int]:
        """Provinces in which the actor holds the word (any word when none is given)."""
        return frozenset(int(s[2:]) for w, s in self.grants if s.startswith("p:") and word in (None, w))

    def _words(self, scope: str) -> frozenset[str]:
        return frozenset(word for word, at in self.grants if at == scope)


ANONYMOUS = Actor()


def system(name: str = "Hệ thống") -> Actor:
    """The actor of jobs and of the command line: no person, no grants; its steps name the right they need."""
    return Actor(name=name, grants=frozenset({("system", "*")}))
