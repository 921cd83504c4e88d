"""From a running movement to a unit's book of activities: who was trained in what, and what was told to the public."""
