"""Import and the first client, and 20 more; prints CPU seconds, kB at most, and modules.

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
    case "openapi-python-client":
        from untouched import AuthenticatedClient
        from untouched.api.fine_tuning import delete_fine_tune  # noqa: F401 # as ours has it ready

        def make():
            return AuthenticatedClient(
                base_url="https://api.invalid", token="key"
            ).get_httpx_client()

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
before = time.process_time()
for _ in range(20):
    make()
second = (time.process_time() - before) / 20
print(json.dumps({"cpu": ready, "kB": most, "modules": modules, "second": second}))
