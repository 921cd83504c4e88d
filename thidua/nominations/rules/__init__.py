"""Rules of dossiers: their parts and route, places in quotas, and who is eligible."""
