"""Never executed. What users were shown with 0.1; once that is released, nothing here is changed.

A type checker that refuses a line of it says that code of users breaks: see CONTRIBUTING.md.
"""

# ruff: noqa: T201 - examples print
from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import finetunes
from finetunes import cleanup
from finetunes.testing import EmbeddedServer, Fault
from finetunes_openapi.together.client.api.fine_tuning import list_supported_models


def readme_blocking() -> None:
    with finetunes.Client("together") as client:
        for job in client.list():
            print(job.ref, job.status, job.provider_status)
        ended = client.wait("ft-123", timeout=3600)
        print(client.download(ended.id, ".").path)
        try:
            client.delete("ft-456")
        except finetunes.OutcomeUnknownError as error:
            print(error, error.reason, error.sent_at, error.next_step)


async def readme_async() -> None:
    for item in await finetunes.alist_all():
        print(item.ref, item.created_at, item.price)
    async with finetunes.AsyncClient("together") as client:
        result = await client.cancel("ft-124")
        print(result.outcome, result.changed)


def readme_testing() -> None:
    with EmbeddedServer() as server:
        job = server.together.add(status="running")
        key, address = server.key("together"), server.base_url("together")
        with finetunes.Client("together", api_key=key, base_url=address) as client:
            assert client.cancel(job).outcome is finetunes.Outcome.CANCELLING
        server.fail("together", Fault.DROP_AFTER_COMMIT, 1)


def readme_generated() -> None:
    with finetunes.Client("together") as client:
        print(list_supported_models.sync(client=client.generated))


def every_operation() -> None:
    with finetunes.Client("together", timeout=30, max_retries=0, api_key=lambda: "key") as client:
        made = client.create(model="m", training_file="file-1", n_epochs=1)
        print(made.id, made.model, made.raw, client.supports("cancel"), client.operations)
        for event in client.list_events(made.id):
            print(event.type, event.message, event.step, event.created_at)
        for checkpoint in client.list_checkpoints(made.id, timeout=5.0):
            print(checkpoint.step, checkpoint.path)
        for point in client.list_metrics(made.id):
            print(point.step, dict(point.values))
        uploaded = client.upload(Path("train.jsonl"), purpose="fine-tune")
        print(uploaded.id, uploaded.size, uploaded.existed)
        print(client.retrieve(made.id).status.is_final, client.download(made.id, "w", step=3).size)
        print(client.cancel(made.id, wait=True, timeout=600).checkpoint)
        print(client.delete(made.id, missing_ok=True).outcome == "deleted")
    with finetunes.Client("bfl", region="eu1") as bfl:
        print(bfl.delete("mine").raw)


def errors_and_words() -> None:
    try:
        print(finetunes.list_all(["together", "bfl"], timeout=10))
    except finetunes.IncompleteListingError as error:
        print(error.found, {name: str(why) for name, why in error.failures.items()})
    except finetunes.RateLimitError as error:
        print(error.retry_after, error.status_code, error.request_id, error.body)
    except (finetunes.APIConnectionError, finetunes.MissingAPIKeyError):
        logging.getLogger("finetunes").warning("later")
    except finetunes.FinetunesError as error:
        print(error.provider, error.operation, error.id, error.message)
    print(finetunes.Status("running"), finetunes.Reference.parse("together:ft-1").id)
    print({name: known.operations for name, known in finetunes.providers().items()})


def cleaning_up() -> None:
    policy = finetunes.Policy(protect=("together:ft-keep*",), min_age=timedelta(days=7))
    with finetunes.Client("together", policy=policy) as client:
        selection = cleanup.Selection(older_than=timedelta(days=90), keep_latest=3, per="model")
        print(selection, client.policies, cleanup.AuditLog().read().entries)
    plan = cleanup.plan("delete", ["together"], selection=cleanup.Selection(names=("*-test-*",)))
    plan.write("library.json")
    report = cleanup.apply("library.json", audit=cleanup.AuditLog())
    print(dict(report.counts))


if __name__ == "__main__":
    asyncio.run(readme_async())
