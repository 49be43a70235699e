"""A client of TickStock as its wire contract describes one, with the standard
library alone. It knows channels and hashes, and nothing of streams, leases and
outcomes: it submits jobs, cancels some of them and submits some again, at every
moment of a job's life, and prints what it heard and what the hashes say.

    client.py PORT JOBS SEED
"""

import json
import random
import socket
import sys
import threading
import time

JOBS, SYSTEM = "tickstock.jobs.backtest", "tickstock.jobs.system"
PROGRESS, RESULTS = "tickstock.events.backtesting.progress", "tickstock.events.backtesting.results"


class Redis:
    """One connection that speaks RESP2."""

    def __init__(self, port):
        self.file = socket.create_connection(("127.0.0.1", port)).makefile("rwb")

    def __call__(self, *args):
        self.send(*args)
        return self.reply()

    def send(self, *args):
        out = [b"*%d\r\n" % len(args)]
        for a in args:
            a = a.encode() if isinstance(a, str) else str(a).encode()
            out.append(b"$%d\r\n%s\r\n" % (len(a), a))
        self.file.write(b"".join(out))
        self.file.flush()

    def reply(self):
        line = self.file.readline().rstrip(b"\r\n")
        kind, rest = line[:1], line[1:]
        if kind == b"$":
            if rest == b"-1":
                return None
            return self.file.read(int(rest) + 2)[:-2].decode()
        if kind == b"*":
            return [self.reply() for _ in range(int(rest))]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        return int(rest) if kind == b":" else rest.decode()


def listen(port, heard, ready):
    r = Redis(port)
    r("SUBSCRIBE", RESULTS)
    ready.set()
    while True:
        event = json.loads(r.reply()[2])
        heard.setdefault(event["job_id"], []).append(event["status"])


def submit(r, job):
    request = json.dumps({
        "job_type": "backtest", "job_id": job, "user_id": "user_456", "symbols": ["AAPL", "MSFT", "NVDA"],
        "start_date": "2024-01-02", "end_date": "2025-12-30", "patterns": ["Doji", "Hammer", "Engulfing"],
        "parameters": {"initial_capital": 100000, "position_size": 0.1}, "timestamp": time.time()})
    r("HSET", "job:" + job, "status", "submitted", "user_id", "user_456", "created_at", time.time(), "job_data", request)
    r("EXPIRE", "job:" + job, 86400)
    r("PUBLISH", JOBS, request)


def cancel(r, job, pause):
    """The command first, the status afterwards: so the contract has it."""
    r("PUBLISH", SYSTEM, json.dumps({"command": "cancel_job", "job_id": job, "timestamp": time.time()}))
    time.sleep(pause)
    r("HSET", "job:" + job, "status", "cancelling")


def live(port, job, rng, sent):
    r = Redis(port)
    submit(r, job)
    sent[job] = 1
    time.sleep(rng.random() * rng.choice([0.002, 0.02, 0.2]))
    for act in rng.choice([["cancel"], ["cancel"], ["submit"], ["submit", "cancel"], ["cancel", "submit"], []]):
        if act == "cancel":
            cancel(r, job, rng.random() * rng.choice([0, 0.01, 0.3]))
        else:
            submit(r, job)
        sent[job] += 1
        time.sleep(rng.random() * 0.05)


def main():
    port, count, seed = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    heard, sent, ready = {}, {}, threading.Event()
    threading.Thread(target=listen, args=(port, heard, ready), daemon=True).start()
    ready.wait()
    jobs = ["bt_py_%d_%d" % (seed, i) for i in range(count)]
    for batch in range(0, count, 20):
        threads = [threading.Thread(target=live, args=(port, j, random.Random(seed * 1000 + i), sent))
                   for i, j in enumerate(jobs[batch:batch + 20], batch)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    r, over, limit = Redis(port), {"completed", "failed", "cancelled"}, time.time() + 60
    while time.time() < limit:
        if all(r("HGET", "job:" + j, "status") in over and j in heard for j in jobs):
            break
        time.sleep(0.05)
    time.sleep(1)  # for what must not come any more: a second end
    report = []
    for j in jobs:
        h = r("HMGET", "job:" + j, "status", "result", "error")
        report.append({"job": j, "sent": sent[j], "heard": heard.get(j, []), "status": h[0] or "", "result": h[1] is not None, "error": h[2] or ""})
    json.dump(report, sys.stdout)


main()
