"""Signed roots and the verification of the whole journal."""

import base64
from collections import defaultdict
from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from django.db import models, transaction
from django.utils import timezone

from thidua.journal import keys
from thidua.journal.models import Entry, Root
from thidua.journal.rules import Finding, Link, digest, verify_chain, verify_heads


def sign_root() -> Root:
    """Anchors the head of every chain in one signed root. Idempotent when nothing happened since the last."""
    with transaction.atomic():
        latest = Entry.objects.values("subject").annotate(last=models.Max("id")).values("last")
        heads = {e.subject: [e.seq, e.digest] for e in Entry.objects.filter(pk__in=latest)}
        previous = Root.objects.last()
        if previous and previous.heads == heads:
            return previous
        at = timezone.now()
        mark = previous.digest if previous else ""
        found = digest({"at": at.isoformat(), "heads": heads, "previous": mark})
        signature = base64.b64encode(keys.sign(found.encode())).decode()
        return Root.objects.create(at=at, heads=heads, previous=mark, digest=found, signature=signature)


def verify() -> list[Finding]:
    """Recomputes every chain, and compares it with every root ever signed, so that a later root launders nothing.

    What happened after the last root is checked only against itself.
    """
    found: list[Finding] = []
    current: dict[str, dict[int, str]] = defaultdict(dict)
    chain: list[Link] = []
    for link in _links():
        if chain and chain[0].subject != link.subject:
            found += verify_chain(chain)
            chain = []
        chain.append(link)
        current[link.subject][link.seq] = link.digest
    found += verify_chain(chain)
    previous = ""
    for root in Root.objects.all():
        mark = digest({"at": root.at.isoformat(), "heads": root.heads, "previous": root.previous})
        if mark != root.digest or root.previous != previous or not _signed(root):
            found.append(Finding("root", "journal.root", root.pk))
        found += verify_heads({s: (int(seq), mark) for s, (seq, mark) in root.heads.items()}, current)
        previous = root.digest
    return sorted(set(found), key=lambda f: (f.subject, f.seq, f.kind))


def _signed(root: Root) -> bool:
    try:
        keys.verify(base64.b64decode(root.signature), root.digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _links() -> Iterator[Link]:
    entries = Entry.objects.order_by("subject", "seq").prefetch_related("personal")
    for entry in entries.iterator(chunk_size=2000):
        personal = {p.name: (p.value, p.salt, p.digest) for p in entry.personal.all()}
        yield Link(entry.subject, entry.seq, entry.previous, entry.digest, entry.content(), personal)
