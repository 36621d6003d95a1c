# Made by `python scripts/regenerate.py`; do not edit.
"""Made from specs/cohere.

client: operations and models. bodies: typed request bodies. contracts: strict models of what may be
sent and received. openapi.json: the document. about.json: what is retired, and which properties of
bodies are secrets. receipt.json: what all this was made from.
"""
