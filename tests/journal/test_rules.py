from hypothesis import given
from hypothesis import strategies as st

from thidua.journal.rules import Link, digest, link_digest, verify_chain, verify_heads


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for seq in range(1, length + 1):
        previous = links[-1].digest if links else ""
        content = {"seq": seq, "verb": "report.submit"}
        mark = digest(["salt", "tên"])
        links.append(
            Link(
                "s",
                seq,
                previous,
                link_digest(previous, content, {"name": mark}),
                content,
                {"name": ("tên", "salt", mark)},
            )
        )
    return links


def altered(link: Link, **changes: object) -> Link:
    return Link(
        **(
            {
                "subject": link.subject,
                "seq": link.seq,
                "previous": link.previous,
                "digest": link.digest,
                "content": link.content,
                "personal": link.personal,
            }
            | changes
        )
    )  # type: ignore[arg-type]


@given(st.integers(1, 12))
def test_a_true_chain_verifies_also_when_shredded(length: int) -> None:
    links = chain(length)
    assert verify_chain(links) == []
    shredded = [altered(x, personal={"name": (None, None, x.personal["name"][2])}) for x in links]
    assert verify_chain(shredded) == []


@given(st.integers(1, 12), st.integers(0, 11))
def test_an_altered_entry_is_named(length: int, place: int) -> None:
    links = chain(length)
    at = place % length
    links[at] = altered(links[at], content={"seq": at + 1, "verb": "report.accept"})
    assert [(f.kind, f.seq) for f in verify_chain(links)] == [("altered", at + 1)]


def test_a_hole_and_a_changed_name_are_named() -> None:
    links = chain(4)
    assert ("gap", 2) in [(f.kind, f.seq) for f in verify_chain([links[0], *links[2:]])]
    links[2] = altered(links[2], personal={"name": ("khác", "salt", links[2].personal["name"][2])})
    assert [(f.kind, f.seq) for f in verify_chain(links)] == [("personal", 3)]


def test_heads_tell_what_was_cut_off_and_what_was_rewritten() -> None:
    signed = {"a": (3, "x"), "b": (1, "y"), "c": (1, "z")}
    found = verify_heads(signed, {"a": {1: "p", 2: "q"}, "c": {1: "other"}})
    assert [(f.kind, f.subject) for f in found] == [("missing", "a"), ("missing", "b"), ("rewritten", "c")]
