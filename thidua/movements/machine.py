"""The life of a movement, and of a recipient's acknowledgement."""

from thidua.kernel.machine import Machine, Step

MOVEMENT = Machine(
    "movement",
    initial="running",
    final=("closed", "superseded"),
    steps=(
        Step("close", ("running",), "closed", "plan.publish", needs_reason=True),
        Step("supersede", ("running",), "superseded", "plan.publish", inner=True),
    ),
)
