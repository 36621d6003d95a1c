"""Patches that say once what an operation's functions, and its answers, have in common."""

_MODULE = "endpoint_module.py.jinja"

_STATUS = """\
    {% if code_range[0] == code_range[1] %}
    if response.status_code == {{ code_range[0] }}:
    {% else %}
    if {{ code_range[0] }} <= response.status_code <= {{ code_range[1] }}:
    {% endif %}
        {{ parse_response(parsed_responses, response) | indent(8) }}
    {% endfor %}
"""

# Single statuses come before ranges of them, so that none is taken from another.
_STATUSES = """\
    {% set model = response.prop.class_info.name if parsed_responses and \
response.prop.template == "model_property.py.jinja" %}
    {% set found = namespace(alike=[]) %}
    {% for other in endpoint.responses.patterns if model and not other.status_code.is_range() \
and other.prop.template == response.prop.template and other.prop.class_info.name == model \
and other.source == response.source %}
    {% set found.alike = found.alike + [other.status_code.range[0]] %}
    {% endfor %}
    {% if response.status_code.is_range() %}
    if {{ code_range[0] }} <= response.status_code <= {{ code_range[1] }}:
        {{ parse_response(parsed_responses, response) | indent(8) }}
    {% elif not found.alike %}
    if response.status_code == {{ code_range[0] }}:
        {{ parse_response(parsed_responses, response) | indent(8) }}
    {% elif found.alike[0] == code_range[0] %}
    if response.status_code {{ "in (" ~ found.alike | join(", ") ~ ")" if found.alike[1:] \
else "== " ~ code_range[0] }}:
        return {{ model }}.from_dict({{ response.source.attribute }})

    {% endif %}
    {% endfor %}
"""


_BUILD = """\
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )
"""

_BUILD_SHORT = """\
    return build_response("{{ endpoint.name }}", _parse_response, client, response)
"""

_UNDOCUMENTED = """\
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None
"""

_UNDOCUMENTED_SHORT = """\
    errors.undocumented(client, response)
    return None
"""

_RESPONSE_OF_TYPES = """\
    headers: MutableMapping[str, str]
    parsed: T | None

"""

_BUILD_RESPONSE = '''\
    headers: MutableMapping[str, str]
    parsed: T | None


def build_response(
    operation: str, parse: Callable[..., T | None], client: Any, response: Any
) -> Response[T]:
    """Return what an operation is answered.

    Raises:
        UnexpectedBody: The body is not what is documented for its status.
    """
    try:
        parsed = parse(client=client, response=response)
    except UNDECODABLE:
        # The cause quotes the body.
        raise UnexpectedBody(operation, response.status_code, response.content) from None
    return Response(response.status_code, response.content, response.headers, parsed)

'''

_RAISES = """\
    errors.UnexpectedStatus: If the server returns an undocumented status code and \
Client.raise_on_unexpected_status is True.
    httpx.TimeoutException: If the request takes longer than Client.timeout.
"""

_RAISES_SHORT = """\
    errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
    errors.UnexpectedBody: The response's body is not what is documented for its status.
    httpx.TimeoutException: The request takes longer than `client.timeout`.
"""

_TOLD = """\
{% macro told(sentence) %}
\"\"\"{% if endpoint.summary %}{{ endpoint.summary | safe_for_docstring | wordwrap(100) }}

{% endif %}
{{ sentence }}
\"\"\"
{% endmacro %}

"""


def _pointing(function: str, returned: str, detailed: str, sentence: str) -> tuple[str, ...]:
    """Return a patch that says what a function does, and which other one says the rest."""
    start = f"{function}(\n    {{{{ arguments(endpoint) | indent(4) }}}}\n) -> {returned}:\n"
    whole = f"docstring(endpoint, return_string, is_detailed={detailed})"
    first, told = (
        f"{start}    {{{{ {said} | indent(4) }}}}\n" for said in (whole, f'told("{sentence}")')
    )
    return (_MODULE, first, told, "an operation is explained once")


_PARSED = "{{ return_string | as_unembedded_code }} | None"
_RESPONSE = "Response[{{ return_string | as_unembedded_code }}]"

PATCHES = (
    (_MODULE, _BUILD, _BUILD_SHORT, "how an answer is parsed stands once"),
    ("types.py.jinja", _RESPONSE_OF_TYPES, _BUILD_RESPONSE, "how an answer is parsed stands once"),
    (_MODULE, _UNDOCUMENTED, _UNDOCUMENTED_SHORT, "what is not documented is handled once"),
    ("endpoint_macros.py.jinja", _RAISES, _RAISES_SHORT, "what is raised is documented"),
    (_MODULE, _STATUS, _STATUSES, "answers of one model are decoded in one place"),
    (
        _MODULE,
        "def _build_response(",
        _TOLD + "def _build_response(",
        "an operation is explained once",
    ),
    _pointing("def sync", _PARSED, "false", "What `sync_detailed` has parsed."),
    _pointing("def asyncio_detailed", _RESPONSE, "true", "As `sync_detailed`, with asyncio."),
    _pointing("def asyncio", _PARSED, "false", "As `sync`, with asyncio."),
)
"""Each: the template, text that occurs there exactly once, what takes its place, and why."""
