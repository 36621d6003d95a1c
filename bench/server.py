"""A server that does next to nothing by itself, so that the clients are what is measured.

It answers every job of Together's API: GET with a job, DELETE and cancel with what they are
answered. ``/slow/A/B/...`` answers after A to B milliseconds, spread evenly and the same in each
run; ``/seen`` tells how many connections were opened, and how long answers were held back.
"""

import asyncio
import json
import random
import re

JOB = {
    "id": "ft-1",
    "status": "completed",
    "model": "meta-llama/Llama-3-8b",
    "created_at": "2025-01-01T00:00:00Z",
    "updated_at": "2025-01-01T01:00:00Z",
    "n_epochs": 3,
    "total_price": 1000000000,
    "training_file": "file-1",
}
HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"
SLOW = re.compile(r"/slow/(\d+)/(\d+)(/.*)")
SPREAD = random.Random(1)
SEEN = {"connections": 0, "requests": 0, "waited": 0.0}  # seconds


def job(number):
    return JOB | {"id": f"ft-{number}"}


def answer(method, path):
    if path == "/seen":
        return SEEN
    if method == "DELETE":
        return {"message": "deleted"}
    name = path.rsplit("/", 1)[-1]
    if name == "cancel":
        return job(path.split("/")[-2].removeprefix("ft-")) | {"status": "cancel_requested"}
    return job(name.removeprefix("ft-"))


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        SEEN["connections"] += 1
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        while b"\r\n\r\n" in self.received:  # the measured requests have no body
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
            if slow := SLOW.fullmatch(path):
                least, most, path = int(slow[1]), int(slow[2]), slow[3]
                seconds = SPREAD.uniform(least, most) / 1000
                SEEN["requests"] += 1
                SEEN["waited"] += seconds
                asyncio.get_running_loop().call_later(seconds, self.reply, method, path)
            else:
                self.reply(method, path)

    def reply(self, method, path):
        body = json.dumps(answer(method, path.partition("?")[0])).encode()
        self.transport.write(HEAD.format(len(body)).encode() + body)


async def main():
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
