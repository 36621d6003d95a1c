"""From published documentation pages to a valid OpenAPI document and generated clients."""
