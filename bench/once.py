"""One delete in a process of its own. Arguments: the side, the server's address."""

import sys

side, address = sys.argv[1:]
key = "key-of-the-benchmark"
match side:
    case "finetunes":
        import finetunes

        with finetunes.Client("together", api_key=key, base_url=address) as client:
            client.delete("ft-1")
    case "httpx":
        import httpx

        with httpx.Client(headers={"authorization": f"Bearer {key}"}) as client:
            client.request("DELETE", f"{address}/fine-tunes/ft-1").json()
    case "openapi-python-client":
        from untouched import AuthenticatedClient
        from untouched.api.fine_tuning import delete_fine_tune

        delete_fine_tune.sync("ft-1", client=AuthenticatedClient(base_url=address, token=key))
    case "together":
        import together

        together.Together(api_key=key, base_url=address).fine_tuning.delete("ft-1")
    case "cohere":
        import cohere

        cohere.Client(key, base_url=address).finetuning.delete_finetuned_model("ft-1")
    case "openai":
        import openai

        openai.OpenAI(api_key=key, base_url=address).fine_tuning.jobs.cancel("ft-1")
