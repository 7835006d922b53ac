#!/usr/bin/env python3
"""Time and memory of plenum, as ratios to what the libraries alone cost in the
same run: a ratio holds when the machine is slow or shared, a time does not.

    tests/bench/run.py PROGRAM FLOOR COST

Each command runs RUNS times in turn with its floor, each time as if it were the
first; CPU time (user + system) and peak memory are the operating system's own
account of each process.
"""
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM, FLOOR, COST = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:4])
RUNS = 5
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-bench-"))
FONT = subprocess.run(["fc-match", "-f", "%{file}", "Open Sans:regular"],
                      capture_output=True, text=True, check=True).stdout


def cost(command):
    """CPU seconds and peak memory (KiB) of one run."""
    said = subprocess.run([COST, *command], capture_output=True, text=True)
    if said.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed")
    seconds, peak = said.stdout.split()
    return float(seconds), int(peak)


def sample(command, floors, runs, fresh):
    """Medians of the command and of the sum of its floors, run in turn.  A fresh
    build finds no set: an unchanged one costs nothing."""
    ours, memory, least = [], [], []
    root = command[command.index("-C") + 1] if "-C" in command else str(WORK)
    for run in range(runs + 1):
        if fresh:
            shutil.rmtree(pathlib.Path(root) / "out", ignore_errors=True)
        seconds, peak = cost(command)
        floor = sum(cost(f)[0] for f in floors)
        if run > 0 or runs == 1:  # the first one warms up
            ours.append(seconds)
            memory.append(peak)
            least.append(floor)
    return (statistics.median(ours), statistics.median(memory),
            statistics.median(least))


def row(name, command, floors, runs=RUNS, fresh=True):
    seconds, memory, floor = sample(command, floors, runs, fresh)
    least = f"{floor * 1000:.1f} | {seconds / floor:.2f}" if floors else "|"
    print(f"| {name} | {seconds * 1000:.1f} | {least} | {memory / 1024:.1f} |",
          flush=True)
    return seconds, memory


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


SYLLABLES = """aan af be bij dat de deel den der dienst een en er ge gen gel geld
goed groei haal heid her het hoe in ing jaar kaart kent kracht land leer lijk
maat meen met na naar net nis om on ont op over plan raad recht rijk samen schap
staat stel ste te tij toe uit van ver voor vraag waar wel werk wet wijs zo
zorg""".split()


def vocabulary():
    """20,000 words of Dutch syllables, the short ones first, since they come the
    most: half of all words then have one or two, a tenth has four or more."""
    dice = random.Random(1)
    words = list(SYLLABLES)
    while len(words) < 20_000:
        syllables = 2 + (len(words) > 1500) + (len(words) > 8000) \
            + dice.randrange(3) * (len(words) > 12_000)
        words.append("".join(dice.choices(SYLLABLES, k=syllables)))
    return words


def sentences(dice, words, n):
    """Running text in which few words come often and many come once, as Zipf
    found."""
    said = []
    for _ in range(n):
        line = [words[int(len(words) ** dice.random()) - 1]
                for _ in range(dice.randint(6, 20))]
        line[dice.randrange(len(line) - 1)] += ","
        said.append(" ".join(line).capitalize() + ".")
    return " ".join(said)


def write_chapters(root, paragraphs):
    """Chapters of 60 paragraphs: headings, text and short lists."""
    words = vocabulary()
    for old in (root / "content").glob("*.md"):
        old.unlink()
    for chapter in range(0, paragraphs, 60):
        dice = random.Random(chapter)
        body = [f"---\ndeck: false\n---\n\n# Hoofdstuk {chapter // 60}\n"]
        for n in range(chapter, min(chapter + 60, paragraphs)):
            if n % 6 == 0:
                body.append(f"## Onderwerp {n}\n")
            if n % 12 == 7:
                body += [f"- {sentences(dice, words, 1)}" for _ in range(4)]
                body.append("")
            body.append(sentences(dice, words, 5) + "\n")
        (root / f"content/{chapter:06}-hoofdstuk.md").write_text("\n".join(body))


def long_report(pages):
    """A report whose report.pdf has so many pages, or a few more."""
    root = folder(f"pages{pages}")
    paragraphs, made = 6 * pages, 0
    for _ in range(20):
        write_chapters(root, paragraphs)
        subprocess.run([PROGRAM, "-C", str(root), "-q", "build", "--to", "pdf"],
                       check=True)
        made = pdf_pages(root)
        if made == pages:
            break
        paragraphs += int((pages - made) * 4.5) or pages - made
    return root, made


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
    return next(int(line.split()[1]) for line in said.splitlines()
                if line.startswith("Pages:"))


def paper_rows():
    """Long reports, and how time and memory grow with their pages."""
    before = None
    for pages in [10, 100, 1000]:
        root, exact = long_report(pages)
        command = [PROGRAM, "-C", str(root), "-q", "build", "--to"]
        runs = RUNS if pages < 1000 else 3
        files = [str(p) for p in sorted((root / "content").glob("*.md"))]
        floor = [FLOOR, "pdf", str(exact), FONT]
        seconds, memory = row(f"report.pdf, {exact} pages", [*command, "pdf"],
                              [[*floor, *files]], runs)
        row("… its floor with one sentence all over", [*command, "pdf"], [floor],
            runs)
        if before is not None:
            more = exact - before[0]
            print(f"| … a page more | {(seconds - before[1]) * 1000 / more:.2f} "
                  f"| | | {(memory - before[2]) / more:.0f} KiB |")
        before = exact, seconds, memory
        row("the same as pages", [*command, "html"],
            [[FLOOR, "cmark", *files]], runs)


def start_rows(root):
    """What every call costs, and a build with little to do."""
    build = [PROGRAM, "-C", str(root), "-q", "build"]
    page = root / "content/plenum.yml"
    text = page.read_text()
    row("plenum --version", [PROGRAM, "--version"], [], 20)
    row("sample: check", [PROGRAM, "-C", str(root), "-q", "check"], [])
    subprocess.run(build, check=True)
    row("sample: nothing new", build, [], 20, fresh=False)
    seconds = []
    for run in range(RUNS):
        page.write_text(text.replace("Peter", "P" * (run + 1)))
        seconds.append(cost(build)[0])
    page.write_text(text)
    print("| sample: the speaker has another name | "
          f"{statistics.median(seconds) * 1000:.1f} | | | |")


def prose(kib):
    """Lines of the sample report in another order: so long a page, with words as
    people write them."""
    lines = [line for path in sorted((REPO / "content").glob("*.md"))
             for line in path.read_text().splitlines()
             if re.match(r"[A-Z]", line) and not re.search(r"[][{}<|]", line)]
    dice, page, size = random.Random(2), ["# Boek\n"], 0
    while size < kib * 1024:
        if len(page) % 6 == 0:
            page.append(f"## Onderwerp {len(page)}\n")
        page.append("\n".join(dice.sample(lines, 5)) + "\n")
        size += len(page[-1])
    path = WORK / f"proza-{kib}.md"
    path.write_text("\n".join(page))
    return str(path)


def page_rows():
    """Markdown to HTML alone, beside cmark on the very same file."""
    empty = WORK / "leeg.md"
    empty.write_text("# A\n")
    row("plenum html, an empty page", [PROGRAM, "html", str(empty)],
        [[FLOOR, "cmark", str(empty)]], 20)
    for kib in [60, 600, 6000]:
        path = prose(kib)
        row(f"plenum html, {kib:,} KiB", [PROGRAM, "html", path],
            [[FLOOR, "cmark", path]])


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
    start_rows(sample_root)
    page_rows()
    paper_rows()
    for name, root in [("10,000 slides, the whole set", long_deck(10_000)),
                       ("1,000 charts, the whole set", many_charts(1000))]:
        row(name, [PROGRAM, "-C", str(root), "-q", "build"], [], 1)
    shutil.rmtree(WORK, ignore_errors=True)


main()
