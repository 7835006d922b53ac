#!/usr/bin/env python3
"""Time and memory of plenum, as ratios to what the libraries alone cost in the
same run: a ratio holds when the machine is slow or shared, a time does not.

    tests/bench/run.py PROGRAM FLOOR

Each command runs RUNS times in turn with its floor; CPU time (user + system) and
peak memory are the operating system's own account of each process.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM, FLOOR = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
RUNS = 7
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-bench-"))
FONT = subprocess.run(["fc-match", "-f", "%{file}", "Open Sans:regular"],
                      capture_output=True, text=True, check=True).stdout


def cost(command):
    """CPU seconds and peak memory (KiB) of one run."""
    null = os.open(os.devnull, os.O_WRONLY)
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, null, 1),
                                       (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(pid, 0)
    os.close(null)
    if status != 0:
        sys.exit(f"bench: {' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def sample(command, floors):
    """Medians of the command and of the sum of its floors, run in turn."""
    ours, memory, least = [], [], []
    for run in range(RUNS + 1):
        seconds, peak = cost(command)
        floor = sum(cost(f)[0] for f in floors)
        if run > 0:  # the first one warms up
            ours.append(seconds)
            memory.append(peak)
            least.append(floor)
    return (statistics.median(ours), statistics.median(memory),
            statistics.median(least))


def row(name, command, floors):
    seconds, memory, floor = sample(command, floors)
    print(f"{name:34} {seconds * 1000:9.1f} {floor * 1000:9.1f} "
          f"{seconds / floor:7.2f} {memory / 1024:9.1f}")


def long_report(pages):
    """A report whose report.pdf has about so many pages."""
    root = WORK / f"pages{pages}"
    (root / "content").mkdir(parents=True)
    (root / "content/plenum.yml").write_text(
        "title: Lang rapport\norganisation: Proef\nspeaker: Proef\n"
        "date: 2025-11-21\nlang: nl\nstatus: concept\naudience: openbaar\n"
        'version: "1.0"\n')
    words = ("De gemeenten werken de collectiviseringsvoorstellen uit, "
             "ondersteund door de vereniging, en stellen de verdeling van de "
             "middelen voor digitale weerbaarheid elk jaar opnieuw vast. ")
    chapters = max(1, pages // 10)
    for n in range(chapters):
        body = "".join(f"\n{words * 4}\n" for _ in range(8 * pages // chapters))
        (root / f"content/{n:04}-hoofdstuk.md").write_text(
            f"---\ndeck: false\n---\n\n# Hoofdstuk {n}\n{body}")
    return root


def main():
    content = [str(p) for p in sorted((REPO / "content").glob("*.md"))]
    print(f"{'':34} {'CPU ms':>9} {'floor ms':>9} {'ratio':>7} {'peak MiB':>9}")
    sample_root = WORK / "sample"
    shutil.copytree(REPO / "content", sample_root / "content")
    build = [PROGRAM, "-C", str(sample_root), "-q", "build"]
    row("sample: the whole set", build,
        [[FLOOR, "cmark", *content], [FLOOR, "pdf", "45", FONT],
         [FLOOR, "png", "6"]])
    row("sample: pages and deck", [*build, "--to", "html,slides"],
        [[FLOOR, "cmark", *content]])
    for pages in [10, 100, 1000]:
        root = long_report(pages)
        row(f"report.pdf, about {pages} pages",
            [PROGRAM, "-C", str(root), "-q", "build", "--to", "pdf"],
            [[FLOOR, "pdf", str(pages), FONT]])
    shutil.rmtree(WORK, ignore_errors=True)


main()
