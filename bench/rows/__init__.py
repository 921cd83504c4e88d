"""One table for the bare pages."""
