"""Quyết định khen thưởng: drawn up from what the council approved, signed, numbered, published, revoked.

Comes in: approved nominations. Goes out: a numbered decision with its list, and lines in the ledger of awards.
Invariants: no quota is exceeded under any interleaving; numbers are unique and without gap in a register and year.
Legal basis: Luật Thi đua, khen thưởng 06/2022/QH15, Điều 77–80 (authority), chương VII (revocation).
"""
