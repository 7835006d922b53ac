#!/usr/bin/env python3
"""Input that is meant to hurt: deep, long, huge, circular or binary.

    tests/pathological/run.py PROGRAM [--quick] [WORD]

Every case builds in time and memory that grow with its size, or is refused with
a message that names a place: status 0 or 1, never a signal.  The limits are far
above what a case needs and far below what quadratic growth would take; and at
full size every case is run at half its size too, so that twice the input is seen
to take no more than twice the time and memory, give or take what a shared
machine does.
--quick shrinks each case twentyfold; WORD runs the cases whose name has it.
The last line is "N passed, N failed".
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
QUICK = "--quick" in sys.argv
WORDS = [a for a in sys.argv[2:] if not a.startswith("--")]
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-hurt-"))
SECONDS = 20  # of CPU
MEBIBYTES = 3000
GROWTH = 3  # of twice the input; 4 is quadratic
shrink = 20 if QUICK else 1

SETTINGS = """title: Proef
organisation: Proef
speaker: Proef
date: 2025-11-21
lang: nl
status: concept
audience: openbaar
version: "1.0"
"""
CHECK = ["check"]
BUILD = ["build", "--to", "html,slides,data,charts"]
ALL = ["build"]


def size(n):
    return max(10, n // shrink)


def report(name, files):
    root = WORK / name
    for path, text in {"content/plenum.yml": SETTINGS, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode("utf-8",
                                                                "surrogatepass")
        target.write_bytes(data)
    return root


def page(text, head="---\ndeck: false\n---\n"):
    """A chapter that is not in the deck: on a slide most of it cannot fit.  It
    opens on line 4, its text on line 6."""
    head += "# A\n\n"
    if isinstance(text, bytes):
        head = head.encode()
    return {"content/01-a.md": head + text}


def run(root, command):
    """Status, messages, CPU seconds and peak MiB of one run."""
    with open(root / "said", "wb") as said:
        process = subprocess.Popen([PROGRAM, "-C", str(root), *command],
                                   stdout=said, stderr=said)
        timer = threading.Timer(SECONDS * 4, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return (process.returncode, (root / "said").read_text(errors="replace"),
            usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


# Each case: files, the command, and what must be said ("" where it just builds).
def case_one_line_of_10_mb():
    return page("woord " * (size(10_000_000) // 6)), CHECK, ""


def case_one_word_of_10_mb():
    return page("a" * size(10_000_000)), CHECK, ""


def case_quotes_in_quotes():
    return page(">" * size(100_000) + " a\n"), BUILD, r":6:.*error"


def case_brackets():
    return page("[" * size(100_000) + "a" + "]" * size(100_000)), BUILD, ""


def case_brackets_of_links():
    return page("[a](" * size(100_000)), BUILD, ""


def case_emphasis_never_closed():
    return page("*a **b " * size(100_000)), BUILD, ""


def case_emphasis_in_emphasis():
    n = size(50_000)
    return page("*a **b " * n + "b** a* " * n), BUILD, ""


def case_backticks():
    most = int((2 * size(4_500_000)) ** 0.5)
    return page("".join("e" + "`" * n for n in range(1, most))), BUILD, ""


def case_divs_in_divs():
    return page("::: callout\n" * size(100_000) + "a\n"), BUILD, r"error"


def case_lists_in_lists():
    n = size(2_000)
    return page("".join("  " * i + "- a\n" for i in range(n))), BUILD, ""


def case_pipe_table_of_a_million_cells():
    row = "|" + "a|" * 10 + "\n"
    return page(row + "|" + "-|" * 10 + "\n" + row * size(100_000)), BUILD, ""


def case_pipe_table_that_is_wide():
    n = size(10_000)
    return page("|" + "a|" * n + "\n|" + "-|" * n + "\n|" + "b|" * n + "\n"), \
        BUILD, ""


def data(csv):
    return {"content/plenum.yml": SETTINGS +
            "data:\n  d:\n    file: data/d.csv\n    title: D\n    unit: € mln\n"
            "    source: S\n    item: Post\n    years: 2026..2027\n",
            "content/data/d.csv": csv,
            "content/01-a.md": "# A\n\nB.\n"}


def case_csv_of_a_million_cells():
    rows = "".join(f"p{i};1;2\n" for i in range(size(333_000)))
    return data("Post;2026;2027\n" + rows), BUILD, ""


def case_csv_row_of_a_million_cells():
    return data("Post;2026;2027\np" + ";1" * size(1_000_000) + "\n"), BUILD, ""


def case_csv_quote_never_closed():
    return data('Post;2026;2027\n"' + "a;1;2\n" * size(500_000)), BUILD, "error"


def case_csv_with_a_million_errors():
    return data("Post;2026;2027\n" + "".join(
        f"p{i};x;y\n" for i in range(size(100_000)))), CHECK, "error"


def case_footnotes():
    n = size(50_000)
    return page("".join(f"a[^{i}]\n\n" for i in range(n)) +
                "".join(f"[^{i}]: noot\n\n" for i in range(n))), BUILD, ""


def case_footnotes_in_one_paragraph():
    n = size(5_000)
    return page(" ".join(f"a[^{i}]" for i in range(n)) + "\n\n" +
                "".join(f"[^{i}]: noot\n\n" for i in range(n))), CHECK, ""


def case_footnotes_in_footnotes():
    n = size(50_000)
    return page("a[^0]\n\n" + "".join(
        f"[^{i}]: noot[^{i + 1}][^{i + 2}]\n\n" for i in range(n))), BUILD, ""


def case_footnote_of_itself():
    return page("a[^1]\n\n[^1]: b[^1]\n"), BUILD, ""


def case_reference_bomb():
    target = "x" * size(100_000)
    return page(f"[a]: https://e.nl/{target}\n\n" + "[a] " * size(20_000)), \
        BUILD, ""


def case_reference_definitions():
    n = size(50_000)
    return page("".join(f"[r{i}]: https://e.nl/{i}\n" for i in range(n)) +
                "\n" + "".join(f"[r{i}]\n" for i in range(n))), BUILD, ""


def case_headings():
    return page("## Kop\n\n" * size(20_000)), BUILD, ""


def case_headings_with_one_id():
    return page("## Kop {#a}\n\n" * size(20_000)), CHECK, r"error"


def case_values():
    files = data("Post;2026;2027\np;1;2\n")
    files["content/01-a.md"] = "# A\n\n" + "{{ d[p, 2026] }} " * size(100_000)
    return files, CHECK, ""


def case_values_of_many_items():
    n = size(100_000)
    files = data("Groep;Post;2026\n" + "".join(
        f"G{i};W{i};1\n" for i in range(n)))
    files["content/plenum.yml"] = files["content/plenum.yml"].replace(
        "item: Post", "item: Post\n    group: Groep")
    files.update(page("".join(f"{{{{ d[W{i}, 2026] }}}} {{{{ d[G{i}, 2026] }}}} "
                              f"{{{{ d[X{i}, 2026] }}}}\n" for i in range(n))))
    return files, CHECK, "no such row"


def case_typed_amounts_in_one_paragraph():
    files = data("Post;2026\nA;7\n")
    files.update(page("Dat kost € 17 mln. " * size(100_000)))
    return files, CHECK, r"amount that stands in no dataset"


def case_references_to_nothing():
    return page("".join(f"Zie @tbl-x{i} en [b](#c{i}).\n\n"
                        for i in range(size(50_000)))), CHECK, "ref-unknown"


def case_values_never_closed():
    return page("{{ " * size(200_000)), BUILD, ""


def case_attributes_never_closed():
    return page("## a {#b " * size(100_000)), BUILD, ""


def case_pages():
    return {f"content/{i:05}-a.md": f"# A{i}\n\nB.\n"
            for i in range(size(5_000))}, BUILD, ""


def case_invalid_utf8():
    return page(b"a \xff\xfe \xc0\xaf \xed\xa0\x80 b\n" * size(20_000)), BUILD, \
        r"01-a\.md:6:\d+: error"


def case_nul_bytes():
    return page(b"a\0b\n" * size(20_000)), BUILD, r"01-a\.md:6:\d+: "


def case_bidi_controls():
    return page("Betaal aan \u202etnemeeg ed\u202c nu.\n"), BUILD, \
        r"01-a\.md:6:12: (warning|error)"


def case_bidi_isolates_in_settings():
    return {"content/plenum.yml": SETTINGS.replace(
        "title: Proef", 'title: "Pro\u2066ef"'),
        "content/01-a.md": "# A\n"}, BUILD, r"plenum\.yml:1:\d+: (warning|error)"


def case_bidi_controls_in_data():
    return data("Post;2026;2027\np\u202ex;1;2\n"), BUILD, \
        r"d\.csv:2:2: (warning|error)"


def yaml(text):
    return {"content/plenum.yml": SETTINGS + text, "content/01-a.md": "# A\n"}


def case_yaml_alias_bomb():
    text = "bom0: &b0 [x, x, x, x, x, x, x, x, x]\n"
    for i in range(1, 30):
        text += f"bom{i}: &b{i} [" + ", ".join([f"*b{i - 1}"] * 9) + "]\n"
    return yaml(text), BUILD, ""


def case_yaml_alias_of_itself():
    return yaml("a: &a [*a]\n"), BUILD, ""


def case_yaml_brackets():
    return yaml("a: " + "[" * size(100_000) + "\n"), BUILD, r"plenum\.yml:9:.*error"


def case_yaml_keys():
    return yaml("".join(f"k{i}: 1\n" for i in range(size(50_000)))), CHECK, "warn"


def case_yaml_names():
    files = data("Post;2026;2027\np;1;2\n")
    files["content/plenum.yml"] += "    names:\n" + "".join(
        f"      n{i}: N\n" for i in range(size(20_000)))
    return files, CHECK, ""


def with_templates(name, text):
    files = {f"templates/{p.name}": p.read_bytes()
             for p in (REPO / "templates").iterdir() if p.is_file()}
    return {**files, **page("B.\n"), f"templates/{name}": text}


def case_partial_of_itself():
    return with_templates("head.html", "{{> head}}{{> head}}"), BUILD, \
        r"head\.html:1:.*error"


def case_partials_of_each_other():
    files = with_templates("head.html", "{{> status}}")
    files["templates/status.html"] = "{{> head}} {{> head}}"
    return files, BUILD, r"html:1:.*error"


def case_sections_never_closed():
    return with_templates("head.html", "{{#title}}" * size(100_000)), BUILD, \
        r"head\.html:1:.*error"


def case_images_that_claim_to_be_huge():
    png = bytes.fromhex("89504e470d0a1a0a0000000d494844527fffffff7fffffff0802000000")
    return {**page("![b](images/a.png)\n"), "content/images/a.png": png}, ALL, \
        r"01-a\.md:6:1: error|images/a\.png"


def case_slides():
    chapter = "".join(f"## Dia {i}\n\nTekst van de dia.\n\n" for i in range(7))
    return page(f"Begin.\n\n{chapter}# A\n\n" * size(1250), ""), ALL, ""


def case_symlink_loop(root):
    (root / "content/images").mkdir(exist_ok=True)
    (root / "content/images/a.png").symlink_to("b.png")
    (root / "content/images/b.png").symlink_to("a.png")
    (root / "content/images/again").symlink_to("..")


def symlink_loop():
    return page("![b](images/a.png)\n\n![c](images/again/images/again/a.png)\n"), \
        BUILD, r"01-a\.md:6:1: error"


def at_half_size(name, case, prepare):
    global shrink
    shrink = 2
    try:
        files, command, _ = case()
    finally:
        shrink = 1
    root = report(name, files)
    if prepare:
        prepare(root)
    _, _, seconds, peak = run(root, command)
    shutil.rmtree(root, ignore_errors=True)
    return seconds, peak


def grows_too_fast(name, case, prepare, seconds, peak):
    """What is quick and small says nothing; a slow moment does not count."""
    if QUICK or seconds < 0.5 and peak < 200:
        return False
    half = min(at_half_size(name, case, prepare) for _ in range(2))
    return seconds > GROWTH * half[0] + 0.5 or peak > GROWTH * half[1] + 50


def judge(name, case, prepare=None):
    files, command, wanted = case()
    root = report(name, files)
    if prepare:
        prepare(root)
    status, said, seconds, peak = run(root, command)
    shutil.rmtree(root, ignore_errors=True)
    wrong = []
    if status not in (0, 1):
        wrong.append(f"status {status}")
    if seconds > SECONDS:
        wrong.append("too slow")
    if peak > MEBIBYTES:
        wrong.append("too much memory")
    if not re.search(wanted, said):
        wrong.append(f"does not say {wanted}")
    if status == 1 and " error: " not in said:
        wrong.append("no message")
    if grows_too_fast(name, case, prepare, seconds, peak):
        wrong.append("grows faster than its input")
    print(f"{name:40} {seconds:7.2f} s {peak:7.0f} MiB  status {status}"
          f"{'  FAILED: ' + '; '.join(wrong) if wrong else ''}", flush=True)
    if wrong:
        print("    " + said[:300].replace("\n", "\n    "))
    return not wrong


def main():
    cases = {n[5:]: (f, None) for n, f in globals().items()
             if n.startswith("case_") and n != "case_symlink_loop"}
    cases["symlink_loop"] = (symlink_loop, case_symlink_loop)
    chosen = [n for n in cases if all(w in n for w in WORDS)]
    passed = sum(judge(n, *cases[n]) for n in chosen)
    shutil.rmtree(WORK, ignore_errors=True)
    print(f"{passed} passed, {len(chosen) - passed} failed")
    return 0 if passed == len(chosen) > 0 else 1


sys.exit(main())
