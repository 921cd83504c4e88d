"""Points, who marks whom, and the result of an acclamation, without disk or clock."""
