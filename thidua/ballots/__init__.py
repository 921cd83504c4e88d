"""Bodies, members with terms, sessions, quorum, ballots and their tally, on any motion.

Comes in: a motion and the votes on it. Goes out: the tally against a threshold that is dated data.
Invariants: one vote a member and motion; votes are conserved; one more yes never turns approval into refusal.
"""
