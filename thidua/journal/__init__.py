"""The journal and the one door.

Comes in: a flow (machine, rights, facts), an object, a verb, an actor. Goes out: the changed object, one entry, deliveries.
Invariants: entries are only appended; each subject has one hash chain; a signed root covers every chain's head.
"""
