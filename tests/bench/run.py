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
RUNS = 5
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


def sample(command, floors, runs):
    """Medians of the command and of the sum of its floors, run in turn."""
    ours, memory, least = [], [], []
    for run in range(runs + 1):
        seconds, peak = cost(command)
        floor = sum(cost(f)[0] for f in floors)
        if run > 0 or runs == 1:  # the first one warms up
            ours.append(seconds)
            memory.append(peak)
            least.append(floor)
    return (statistics.median(ours), statistics.median(memory),
            statistics.median(least))


def row(name, command, floors, runs=RUNS):
    seconds, memory, floor = sample(command, floors, runs)
    least = f"{floor * 1000:.1f} | {seconds / floor:.2f}" if floors else "|"
    print(f"| {name} | {seconds * 1000:.1f} | {least} | {memory / 1024:.1f} |",
          flush=True)


SETTINGS = """title: Lang rapport
organisation: Proef
speaker: Proef
date: 2025-11-21
lang: nl
status: concept
audience: openbaar
version: "1.0"
"""


def folder(name, settings=SETTINGS):
    root = WORK / name
    (root / "content").mkdir(parents=True)
    (root / "content/plenum.yml").write_text(settings)
    return root


def long_report(pages):
    """A report whose report.pdf has about so many pages."""
    root = folder(f"pages{pages}")
    words = ("De gemeenten werken de collectiviseringsvoorstellen uit, "
             "ondersteund door de vereniging, en stellen de verdeling van de "
             "middelen voor digitale weerbaarheid elk jaar opnieuw vast. ")
    chapters = max(1, pages // 10)
    for n in range(chapters):
        body = "".join(f"\n{words * 4}\n" for _ in range(8 * pages // chapters))
        (root / f"content/{n:04}-hoofdstuk.md").write_text(
            f"---\ndeck: false\n---\n\n# Hoofdstuk {n}\n{body}")
    return root


def long_deck(slides):
    """Sections of eight slides, the section's own among them."""
    root = folder("slides")
    section = "# Deel\n\nBegin.\n\n" + "".join(
        f"## Dia {n}\n\n- Een punt\n- Nog een punt\n\n" for n in range(7))
    for page in range(10):
        (root / f"content/{page}-deel.md").write_text(section * (slides // 80))
    return root


def many_charts(charts):
    settings = (REPO / "content/plenum.yml").read_text()
    root = folder("charts", settings)
    shutil.copytree(REPO / "content/data", root / "content/data")
    for page in range(10):
        (root / f"content/{page}-grafieken.md").write_text(
            "---\ndeck: false\n---\n# Grafieken\n" + "".join(
                f"\n```chart\nid: fig-{page}-{n}\ndata: investeringsagenda\n"
                f"type: bars\nrows: Prioriteit\ntitle: Cloud groeit het meest\n"
                "```\n" for n in range(charts // 10)))
    return root


def pdf_pages(root):
    said = subprocess.run(["pdfinfo", str(root / "out/report.pdf")],
                          capture_output=True, text=True, check=True).stdout
    return next(line.split()[1] for line in said.splitlines()
                if line.startswith("Pages:"))


def main():
    content = [str(p) for p in sorted((REPO / "content").glob("*.md"))]
    print("| what | CPU ms | floor ms | ratio | peak MiB |\n|---|---|---|---|---|")
    sample_root = WORK / "sample"
    shutil.copytree(REPO / "content", sample_root / "content")
    build = [PROGRAM, "-C", str(sample_root), "-q", "build"]
    cmark, pdf = [FLOOR, "cmark", *content], [FLOOR, "pdf", "45", FONT]
    pngs = [[FLOOR, "png", "3", "1"], [FLOOR, "png", "3", "2"]]
    row("sample: the whole set", build, [cmark, pdf, *pngs])
    row("sample: the whole set, -j 1", [*build, "-j", "1"], [cmark, pdf, *pngs])
    row("sample: pages and deck", [*build, "--to", "html,slides"], [cmark])
    row("sample: PDFs", [*build, "--to", "pdf"], [pdf])
    row("sample: charts", [*build, "--to", "charts"], pngs)
    for pages in [10, 100, 1000]:
        root = long_report(pages)
        command = [PROGRAM, "-C", str(root), "-q", "build", "--to"]
        subprocess.run([*command, "pdf"], check=True)
        exact = pdf_pages(root)
        runs = RUNS if pages < 1000 else 3
        row(f"report.pdf, {exact} pages", [*command, "pdf"],
            [[FLOOR, "pdf", exact, FONT]], runs)
        row("the same as pages", [*command, "html"],
            [[FLOOR, "cmark", *map(str, (root / "content").glob("*.md"))]],
            runs)
    for name, root in [("10,000 slides, the whole set", long_deck(10_000)),
                       ("1,000 charts, the whole set", many_charts(1000))]:
        row(name, [PROGRAM, "-C", str(root), "-q", "build"], [], 1)
    shutil.rmtree(WORK, ignore_errors=True)


main()
