"""Measurements: the product beside bare Django pages of the same shape, in one run."""
