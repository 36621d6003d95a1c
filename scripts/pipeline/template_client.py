"""Patches of the client's two classes: one does what the other does, and sends a token too."""

_CLIENT = "client.py.jinja"
_REPR = "a repr ends up in logs"
_ONCE = "the two classes differ in the token alone"


def _hidden(name: str, kind: str) -> tuple[str, ...]:
    """Return a patch that takes a field out of the client's repr."""
    field = f'_{name}: {kind} = field(factory=dict, kw_only=True, alias="{name}"'
    return (_CLIENT, f"{field})", f"{field}, repr=False)", _REPR)


def _same_class(arguments: str) -> tuple[str, ...]:
    """Return a patch of a method that gives a client like this one, of whichever class."""
    return (_CLIENT, f'{arguments}) -> "{{{{ self }}}}":', f"{arguments}) -> Self:", _ONCE)


def _made(name: str, kind: str) -> tuple[str, ...]:
    """Return a patch of where one of httpx's clients is made."""
    return (
        _CLIENT,
        f"""\
        {{% if custom_constructor %}}
            {{{{ custom_constructor | indent(12) }}}}
        {{% endif %}}
            self.{name} = {kind}(
                base_url=self._base_url,
                cookies=self._cookies,
                headers=self._headers,
                timeout=self._timeout,
                verify=self._verify_ssl,
                follow_redirects=self._follow_redirects,
                **self._httpx_args,
            )
""",
        f"            self.{name} = {kind}(**self._get_httpx_arguments())\n",
        _ONCE,
    )


_METHODS = """\
{% macro httpx_stuff(name, custom_constructor=None) %}
"""

_ARGUMENTS = """\
{% macro httpx_stuff(name, custom_constructor=None) %}
    def _get_httpx_arguments(self) -> dict[str, Any]:
        return {
            "base_url": self._base_url,
            "cookies": self._cookies,
            "headers": self._headers,
            "timeout": self._timeout,
            "verify": self._verify_ssl,
            "follow_redirects": self._follow_redirects,
            **self._httpx_args,
        }

"""

_AUTHENTICATED = """\
class AuthenticatedClient:
    \"\"\"A Client which has been authenticated for use on secured endpoints

{{ httpx_args_docstring() }}
{% if not config.docstrings_on_attributes %}

    Attributes:
        {{ attr_in_class_docstring("raise_on_unexpected_status") | wordwrap(101) | indent(12) }}
        {{ attr_in_class_docstring("token") | indent(8) }}
        {{ attr_in_class_docstring("prefix") | indent(8) }}
        {{ attr_in_class_docstring("auth_header_name") | indent(8) }}
{% endif %}
    \"\"\"

{{ attributes() }}
"""

_AUTHENTICATED_TOO = """\
class AuthenticatedClient(Client):
    \"\"\"A Client which has been authenticated for use on secured endpoints\"\"\"

"""

_AGAIN = """\
{{ builders("AuthenticatedClient") }}
{{ httpx_stuff("AuthenticatedClient", "self._headers[self.auth_header_name] = \
f\\"{self.prefix} {self.token}\\" if self.prefix else self.token") }}"""

# The token is not written into a mapping that belongs to the caller.
_SENT = """\
    def _get_httpx_arguments(self) -> dict[str, Any]:
        arguments = super()._get_httpx_arguments()
        arguments["headers"] = {
            **self._headers,
            self.auth_header_name: f"{self.prefix} {self.token}" if self.prefix else self.token,
        }
        return arguments
"""

PATCHES = (
    (
        _CLIENT,
        'type="str", default="", docstring="The token',
        'type="str", default="field(repr=False)", docstring="The token',
        _REPR,
    ),
    _hidden("cookies", "dict[str, str]"),
    _hidden("headers", "dict[str, str]"),
    _hidden("httpx_args", "dict[str, Any]"),
    (
        _CLIENT,
        "_timeout: httpx.Timeout | None = field(default=None,",
        "_timeout: httpx.Timeout | None = field(default=httpx.Timeout(60, connect=10),",
        "None means to wait for ever",
    ),
    *map(
        _same_class,
        ("headers: dict[str, str]", "cookies: dict[str, str]", "timeout: httpx.Timeout"),
    ),
    _made("_client", "httpx.Client"),
    _made("_async_client", "httpx.AsyncClient"),
    (_CLIENT, _METHODS, _ARGUMENTS, _ONCE),
    (_CLIENT, _AUTHENTICATED, _AUTHENTICATED_TOO, _ONCE),
    (_CLIENT, _AGAIN, _SENT, _ONCE),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
