#!/usr/bin/env python3
"""Publishing is all or nothing, whatever fails and whenever.

    tests/fault/run.py PROGRAM SHIM [MOST [KIND...]]

Over an old set of the sample report a new one is built while the n-th call of
one kind fails, or the process is killed at it: for every n, or for MOST values
of n spread evenly where there are more.  KIND limits which calls fail.  Afterwards out/ is the complete old or
the complete new set, the exit status tells which, and what failed is said.
The last line is "N passed, N failed".
"""
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM, SHIM = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
MOST = int(sys.argv[3]) if len(sys.argv) > 3 else 60
KINDS = sys.argv[4:] or ["open", "read", "write", "close", "rename", "mkdir",
                         "unlink", "sync", "flush", "malloc", "open+", "write+",
                         "malloc+"]
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-fault-"))
ROOT, KEPT = WORK / "report", WORK / "kept"
LEFTOVERS = {".out.next", ".out.lock", ".out.old", ".out.record",
             ".out.record.next"}
problems = []
runs = 0


def start(fault=None, count=None, plain=False):
    env = {**os.environ, "LD_PRELOAD": SHIM}
    if plain:
        env["FAULT_PLAIN"] = "1"
    if fault:
        env["FAULT"] = fault
    if count:
        env["FAULT_COUNT"] = str(count)
    return subprocess.Popen([PROGRAM, "-C", str(ROOT), "-j", "2", "build"],
                            env=env, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def finish(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, err.decode("utf-8", "replace")


def fingerprint(folder):
    if not folder.exists():
        return None
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def restore_old():
    """The old set is there again, and nothing that a run has left but a record:
    whatever that says of the set, it must not be believed blindly."""
    for path in ROOT.iterdir():
        if path.name == "out" or path.name in LEFTOVERS - {".out.record"}:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    shutil.copytree(KEPT, ROOT / "out")


def judge(name, status, err, allowed):
    """Says what is wrong after a run: with the set, the status, the message."""
    global runs
    runs += 1
    now = fingerprint(ROOT / "out")
    wrong = []
    if status not in allowed:
        wrong.append(f"status {status}")
    if now not in (OLD, NEW):
        wrong.append("out/ is neither the old nor the new set")
    if status == 0 and now != NEW:
        wrong.append("status 0 and not the new set")
    if status > 0 and now != OLD:
        wrong.append("a failure that replaced the set")
    if status == 2 and not re.search(r"^plenum: .+", err, re.M):
        wrong.append("no message")
    strange = {p.name for p in ROOT.iterdir()} - LEFTOVERS - {"content", "out"}
    if strange:
        wrong.append(f"left behind: {strange}")
    if wrong:
        problems.append(name)
        print(f"FAILED {name}: {'; '.join(wrong)}\n    {err.strip()[-300:]}")


def spread(count):
    """1..count, or MOST of them: the first, the last and evenly between."""
    if count <= MOST:
        return range(1, count + 1)
    return sorted({1 + i * (count - 1) // (MOST - 1) for i in range(MOST)})


def fail_each(kind, count):
    assert count > 0, f"no call of {kind} is seen by the shim"
    for n in spread(count):
        restore_old()
        status, err = finish(start(f"{kind}:{n}"))
        judge(f"{kind}:{n} of {count}", status, err, {0, 2})


def beside():
    return {p.name for p in ROOT.iterdir()} - {"content", "out", ".out.record"}


def expect_nothing_beside(name):
    if beside():
        problems.append(name)
        print(f"FAILED {name}: {beside()} is still there")


def put_back():
    """A file system without an exchange leaves a moment without a set; then the
    next build puts the old one back, even if it comes to nothing itself."""
    if fingerprint(ROOT / "out") is None:
        assert fingerprint(ROOT / ".out.old") == OLD
        finish(start("write:1", plain=True))


def kill_each(count, plain=False):
    """After a kill the next build finds the way free and leaves nothing."""
    for n in spread(count):
        restore_old()
        status, err = finish(start(f"kill:{n}", plain=plain))
        if plain:
            put_back()
        judge(f"kill:{n} of {count}", status, err, {-signal.SIGKILL})
    status, err = finish(start(plain=plain))
    judge("a build after a kill", status, err, {0})
    expect_nothing_beside("a build after a kill")


def end_each(count):
    """Who is asked to end does so before the set is swapped in, or not at all;
    nothing is left either way."""
    for n in spread(count):
        restore_old()
        status, err = finish(start(f"term:{n}"))
        name = f"term:{n} of {count}"
        judge(name, status, err, {0, -signal.SIGTERM})
        if status != 0 and fingerprint(ROOT / "out") != OLD:
            problems.append(name)
            print(f"FAILED {name}: ended by the signal, but replaced the set")
        expect_nothing_beside(name)


def kill_anywhere(number, times):
    """At random moments, as a user does; the seed makes a failure repeat."""
    dice = random.Random(number)
    for _ in range(times):
        restore_old()
        process = start()
        time.sleep(dice.uniform(0, 0.4))
        process.send_signal(number)
        status, err = finish(process)
        judge(f"signal {number}", status, err, {0, -number})
        if number != signal.SIGKILL:
            expect_nothing_beside(f"signal {number}")
            if status != 0 and fingerprint(ROOT / "out") != OLD:
                problems.append(f"signal {number}")
                print(f"FAILED signal {number}: ended by it, with a new set")


def two_at_once():
    """One of them writes; the other has waited in vain or came later."""
    for _ in range(5):
        restore_old()
        both = [finish(p) for p in [start(), start()]]
        for status, err in both:
            judge("two at once", 0 if status == 2 else status, err, {0})
            if status == 2 and "another build" not in err:
                problems.append("two at once")
                print(f"FAILED two at once: {err}")
        if not any(status == 0 for status, _ in both):
            problems.append("two at once")
            print("FAILED two at once: neither was published")


def prepare():
    """Old and new differ in every file that names the version."""
    shutil.copytree(REPO / "content", ROOT / "content")
    settings = ROOT / "content/plenum.yml"
    text = settings.read_text()
    old = text.replace('version: "1.0"', 'version: "0.9"')
    assert old != text
    settings.write_text(old)
    status, err = finish(start())
    assert status == 0, err
    shutil.copytree(ROOT / "out", KEPT)
    settings.write_text(text)
    status, err = finish(start(count=WORK / "counts"))
    assert status == 0, err
    counts = dict(line.split() for line in (WORK / "counts").open())
    return (fingerprint(KEPT), fingerprint(ROOT / "out"),
            {kind: int(n) for kind, n in counts.items()})


OLD, NEW, COUNTS = prepare()
assert OLD != NEW
for kind in KINDS:
    fail_each(kind, COUNTS[kind.rstrip("+")])
for n in range(COUNTS["thread"]):
    restore_old()
    judge(f"thread:{n + 1}", *finish(start(f"thread:{n + 1}")), {0})
kill_each(COUNTS["change"])
kill_each(COUNTS["change"] + 1, plain=True)
end_each(COUNTS["change"])
for number in [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP]:
    kill_anywhere(number, MOST // 5)
two_at_once()
shutil.rmtree(WORK, ignore_errors=True)
print(f"{runs - len(problems)} passed, {len(problems)} failed")
sys.exit(1 if problems else 0)
