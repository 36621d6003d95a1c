"""A provider made of one page and one correction, for tests of the whole command."""

from pathlib import Path

from pipeline import stamp

PAGE = """# Stop a job

> Stops it.

````yaml POST /jobs/{id}/stop
openapi: 3.1.0
info:
  title: Small API
  version: '1'
servers:
  - url: https://api.example.com
paths:
  /jobs/{id}/stop:
    post:
      operationId: stopJob
      tags: [jobs]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: Stopped
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Job'
components:
  schemas:
    Job:
      type: object
      required: [state]
      properties:
        state: {type: string, enum: [running, stopped]}
````
"""


OVERLAY = """
overlay: 1.1.0
info: {title: t, version: '1'}
actions:
  - target: $.info.title
    description: why
    x-source: where
    x-expect: Small API
    update: Corrected API
"""


AUTHORED = """
openapi: 3.1.0
info: {title: Small API, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /jobs/{id}:
    delete:
      operationId: deleteJob
      tags: [jobs]
      x-source: example.com, "Jobs"
      x-source-date: '2026-01-31'
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Deleted}
"""


LIFE_CYCLE = """
life_cycle:
  - operation: create
    state: withdrawn
    date: '2025-09-15'
    note: There is no way to make one.
    source: https://example.com/changes
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in stamp.files(folder).items()}
