"""Doanh nghiệp, hợp tác xã, hộ kinh doanh tự đánh giá: enterprises score themselves on public pages, without an account.

Comes in: a published set for enterprises. Goes out: each one's own level, how its sector stands, a ranking in parts that
any number of workers share. Invariants: nobody sees another's answers; a sector is shown only where enough have answered;
a finished run never changes.
"""
