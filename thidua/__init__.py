"""Thi Đua Số: a province's emulation movements, from the plan that launches one to the certificates that end it."""
