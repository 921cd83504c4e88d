"""What was refused."""

import pytest

from thidua.kernel.refusal import Refused


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.refusals}
