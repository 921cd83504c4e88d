"""Đăng ký thi đua: a unit joins a movement with its own launch plan.

Comes in: the obligation to launch. Goes out: registrations, accepted ones settle the obligation, and launch coverage.
Invariants: one registration a unit and movement; none is submitted without a launch plan.
"""
