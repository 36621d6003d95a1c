"""Import and the first client; prints CPU seconds, kB at most, modules, and a second client's ms.

Argument: the side.
"""

import json
import resource
import sys
import time

before = time.process_time()
match sys.argv[1]:
    case "finetunes":
        import finetunes

        def make():
            return finetunes.Client("together", api_key="key-of-the-benchmark")

        make()
    case "httpx":
        import httpx

        make = httpx.Client
        make()
    case "together":
        import together

        def make():
            return together.Together(api_key="key").fine_tuning

        make()
    case "cohere":
        import cohere

        def make():
            return cohere.Client("key").finetuning

        make()
    case "openai":
        import openai

        def make():
            return openai.OpenAI(api_key="key").fine_tuning

        make()
ready = time.process_time() - before
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
modules = len(sys.modules)
before = time.perf_counter()
for _ in range(20):
    make()
second = (time.perf_counter() - before) / 20
print(json.dumps({"cpu": ready, "kB": most, "modules": modules, "second": second}))
