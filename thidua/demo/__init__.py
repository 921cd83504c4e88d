"""A province in the middle of a movement, made by the product's own actions.

The units are real (Nghị quyết 1663/NQ-UBTVQH15, facts only); every person and every number is invented. An installation
shows the sign-in buttons only when its data was loaded by this package.
"""
