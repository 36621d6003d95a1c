"""Files on their way to a provider or from it: streamed, checked, resumed.

`download` and `upload` are flows, `part` is a file that is not whole yet, `steps` says how
far a request may be led elsewhere, `files` and `jsonl` look at what is on this machine.
"""
