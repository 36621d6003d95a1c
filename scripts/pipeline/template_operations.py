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
