"""Pure Python that every stage builds on: the state machine, the actor, Vietnamese text, periods and working days.

Comes in: values. Goes out: values. Nothing here knows Django, the clock, the database or a movement.
"""
