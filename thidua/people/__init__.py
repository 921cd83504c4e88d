"""People, the roles they hold at a unit for a period, delegations, and notices to them.

Comes in: accounts and appointments. Goes out: the ``Actor`` of a request.
Invariant: a right is never stored on a person; it follows from a role (``rules.ROLES``) held today.
"""
