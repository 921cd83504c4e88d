"""Bàn làm việc: each role's first screen is what waits for it, due when, and why. Reads everything, owns nothing."""
