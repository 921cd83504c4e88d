"""The life of a certificate."""

from thidua.kernel.machine import Machine, Step

CERTIFICATE = Machine(
    "certificate",
    initial="issued",
    final=("revoked",),
    steps=(Step("revoke", ("issued",), "revoked", "decision.sign", needs_reason=True),),
)
