# Made by `python scripts/regenerate.py`; do not edit.
"""Contains shared errors types that can be raised from API functions"""

from typing import Any


class UnexpectedStatus(Exception):
    """Raised by api functions when the response status an undocumented status and Client.raise_on_unexpected_status is True"""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content

        super().__init__(
            f"Unexpected status code: {status_code}\n\nResponse content:\n{content.decode(errors='ignore')}"
        )


class UnexpectedBody(Exception):
    """Raised by api functions when a response's body is not what is documented for its status.

    Attributes:
        operation: The operation's name.
        status_code: The response's status.
        content: The response's body as it came; the message holds nothing of it.
    """

    def __init__(self, operation: str, status_code: int, content: bytes):
        self.operation = operation
        self.status_code = status_code
        self.content = content

        super().__init__(
            f"{operation}: the answer (status {status_code}) is not what is documented; its body is in `content`"
        )

    def __reduce__(self) -> tuple[type["UnexpectedBody"], tuple[str, int, bytes]]:
        return type(self), (self.operation, self.status_code, self.content)


def undocumented(client: Any, response: Any) -> None:
    """Raise `UnexpectedStatus` if the client is to."""
    if client.raise_on_unexpected_status:
        raise UnexpectedStatus(response.status_code, response.content)


UNDECODABLE = (ArithmeticError, AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError)

__all__ = ["UNDECODABLE", "UnexpectedBody", "UnexpectedStatus", "undocumented"]
