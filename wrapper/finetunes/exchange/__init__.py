"""HTTP: addresses, keys, deadlines, requests out and replies in. It knows no fine-tune.

`flow` says what an operation is made of, `transport` performs it, `replies` is what came of it.
"""
