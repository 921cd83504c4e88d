"""Khối, cụm thi đua: the year's agreement, scoring of oneself and of one another, acclamation, proposals for flags.

Comes in: a block or cluster with its members and its lead, a movement whose result counts. Goes out: points and places that
explain themselves criterion by criterion, acclaimed members whom nominations begin from, the year's review.
Invariants: nobody marks or consolidates their own; a word stands beside every difference; points are exact to two
places; one member, one vote.
"""
