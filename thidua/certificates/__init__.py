"""Bằng khen, giấy khen: issued from a numbered decision, signed, verified by anybody.

Comes in: an issued decision. Goes out: one signed PDF a line, with a QR that leads to a public check.
Invariants: the id cannot be guessed; any changed byte of the PDF fails the check; a revocation shows at once.
"""
