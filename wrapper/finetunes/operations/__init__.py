"""The operations of the common interface as methods, blocking and async, over one adapter.

`common` has everything that does not care whether calls block; `blocking` and `awaited` hold
one short method per operation, whose types follow from the adapter's protocols.
"""
