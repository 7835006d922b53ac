#!/usr/bin/env python3
"""A set that would come out the same is not made again, and one that is not made
again is never another one than a build from nothing would make.

    tests/e2e/again.py PROGRAM [WORD]    runs the tests whose name has WORD

The last line is "N passed, N failed".
"""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.dont_write_bytecode = True  # nothing of a test stays behind
import runner

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-again-"))
UP_TO_DATE = "is up to date"

SETTINGS = """title: Kleine begroting
organisation: Proef
speaker: Proef
date: 2025-11-21
lang: nl
status: concept
audience: openbaar
version: "1.0"
data:
  geld:
    file: data/geld.csv
    title: Geld
    unit: € mln
    source: Begroting 2025
    item: Post
    years: 2026..2027
    total: Totaal
"""
PAGE = """# Geld

De wolk kost {{ geld[Wolk, 2026] }}.

![Een vlak](images/vlak.png)

```chart
id: fig-geld
data: geld
type: stacked
columns: 2026..2027
title: De wolk groeit
```
"""


def png(shade):
    """A grey square; all of them have the same size."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + \
            struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + \
        chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress((b"\0" + bytes([shade]) * 8) * 8)) + \
        chunk(b"IEND", b"")


def put(root, path, content):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def report(name):
    root = WORK / name
    put(root, "content/plenum.yml", SETTINGS)
    put(root, "content/01-geld.md", PAGE)
    put(root, "content/02-rest.md", "# Rest\n\n## Slot\n\nDat was het.\n")
    put(root, "content/data/geld.csv",
        "Post;2026;2027\nWolk;10;20\nGrond;30;40\nTotaal;40;60\n")
    put(root, "content/images/vlak.png", png(200))
    shutil.copytree(REPO / "templates", root / "templates")
    return root


def plenum(root, *options, program=PROGRAM, env=None):
    done = subprocess.run([program, "-C", str(root), "build", *options],
                          capture_output=True, text=True,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


def contents(folder):
    """Every path below a folder, with its bytes; folders and links have none."""
    return {str(p.relative_to(folder)):
            p.read_bytes() if p.is_file() and not p.is_symlink() else None
            for p in folder.rglob("*")}


def edit(root, path, old, new):
    text = (root / path).read_text()
    assert old in text, f"{old!r} is not in {path}"
    (root / path).write_text(text.replace(old, new, 1))


def same_size_and_time(root):
    path = root / "content/images/vlak.png"
    before = path.stat()
    path.write_bytes(png(90))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size,
                                                 before.st_mtime_ns)


def damaged(root):
    """One byte, and the times as they were."""
    path = root / "out/charts/fig-geld.svg"
    before, text = path.stat(), path.read_bytes()
    path.write_bytes(text[:-10] + b"x" + text[-9:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def linked(root):
    path = root / "out/report.pdf"
    path.rename(root / "elsewhere.pdf")
    path.symlink_to(root / "elsewhere.pdf")


def theme_is_gone(root):
    (root / "templates/theme.yml").unlink()


EDITS = {
    "a cell": lambda r: (
        edit(r, "content/data/geld.csv", "Wolk;10", "Wolk;11"),
        edit(r, "content/data/geld.csv", "Totaal;40", "Totaal;41")),
    "the settings": lambda r: edit(r, "content/plenum.yml", '"1.0"', '"1.1"'),
    "a page": lambda r: edit(r, "content/02-rest.md", "het.", "alles."),
    "a page came": lambda r: put(r, "content/03-na.md", "# Na\n"),
    "a page went": lambda r: (r / "content/02-rest.md").unlink(),
    "a page has another name": lambda r: (r / "content/02-rest.md").rename(
        r / "content/00-rest.md"),
    "a draft": lambda r: put(r, "content/02-rest.md",
                             "---\ndraft: true\n---\n# Rest\n"),
    "a picture of the same size and time": same_size_and_time,
    "a colour": lambda r: edit(r, "templates/theme.yml", "#12436D", "#0F3A60"),
    "a template": lambda r: edit(r, "templates/page.html", "<main", "<main  "),
    "a part of a template": lambda r: edit(r, "templates/status.html", "<",
                                           "\n<"),
    "a style": lambda r: edit(r, "templates/deck.css", "{", "{ "),
    "no theme": theme_is_gone,
    "a file of the set is gone": lambda r: (r / "out/data/geld.csv").unlink(),
    "a folder of the set is gone": lambda r: shutil.rmtree(r / "out/charts"),
    "a file in the set is damaged": damaged,
    "a file in the set is cut short": lambda r: os.truncate(
        r / "out/slides.pdf", 99),
    "a file in the set is a link": linked,
    "a folder that is not of the set": lambda r: (r / "out/mine").mkdir(),
    "the manifest": lambda r: edit(r, "out/manifest.json", "Kleine", "Grote!"),
    "no set": lambda r: shutil.rmtree(r / "out"),
    "no record": lambda r: (r / ".out.record").unlink(),
    "half a record": lambda r: os.truncate(r / ".out.record", 700),
    "a record of nothing": lambda r: put(r, ".out.record", b""),
    "a record with another sum": lambda r: edit(r, ".out.record", "made",
                                                "maid"),
}


def expect_as_fresh(root, *options, **more):
    """What stands in out/ is what a build from nothing makes."""
    fresh = root.with_name(root.name + "-fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root / "content", fresh / "content")
    shutil.copytree(root / "templates", fresh / "templates")
    status, _, err = plenum(fresh, *options, **more)
    assert status == 0, err
    assert contents(root / "out") == contents(fresh / "out")


def test_nothing_new_is_not_made_again():
    root = report("nothing")
    assert plenum(root)[0] == 0
    before = contents(root / "out")
    times = {p: p.stat().st_ctime_ns for p in (root / "out").rglob("*")}
    for path in (root / "content").rglob("*"):
        os.utime(path)  # a time alone is nothing new
    status, out, err = plenum(root)
    assert (status, out) == (0, "") and UP_TO_DATE in err, err
    assert contents(root / "out") == before
    assert times == {p: p.stat().st_ctime_ns for p in (root / "out").rglob("*")}
    assert plenum(root, "-q") == (0, "", "")
    assert UP_TO_DATE in plenum(root, "-j", "1")[2]  # the same bytes anyway


def test_whatever_is_new_gives_the_set_of_a_fresh_build():
    base = report("edits")
    assert plenum(base)[0] == 0
    wrong = []
    for name, change in EDITS.items():
        root = WORK / "edited"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(base, root, symlinks=True)
        assert UP_TO_DATE not in plenum(root)[2], "a copy has its own record"
        change(root)
        status, _, err = plenum(root)
        try:
            assert status == 0 and UP_TO_DATE not in err, err
            expect_as_fresh(root)
            assert UP_TO_DATE in plenum(root)[2]
        except AssertionError as problem:
            wrong.append(f"{name}: {str(problem)[:300]}")
    assert not wrong, "\n".join(wrong)


def test_pictures_that_show_the_same_are_taken_over():
    root = report("pictures")
    put(root, "content/03-nog-een.md", PAGE.replace("fig-geld", "fig-meer"))
    assert plenum(root)[0] == 0
    charts = root / "out/charts"
    first = contents(charts)
    edit(root, "content/02-rest.md", "het.", "alles.")
    assert plenum(root)[0] == 0
    assert contents(charts) == first
    expect_as_fresh(root)
    # Damaged by hand, with a record that knows: painted, not taken over.
    for name in ["fig-geld.svg", "fig-geld.png", "fig-meer@2x.png"]:
        (charts / name).write_bytes(b"x")
    assert plenum(root)[0] == 0
    assert contents(charts) == first
    edit(root, "content/01-geld.md", "De wolk groeit", "De wolk groeit hard")
    assert plenum(root)[0] == 0
    changed = {n for n, b in contents(charts).items() if b != first[n]}
    assert changed == {"fig-geld.svg", "fig-geld.png", "fig-geld@2x.png"}
    expect_as_fresh(root)


def test_other_options_give_another_set():
    root = report("options")
    for options in [[], ["--to", "html"], ["--to", "html,data"],
                    ["--with-notes"], ["--strict"], []]:
        status, _, err = plenum(root, *options)
        assert status == 0 and UP_TO_DATE not in err, (options, err)
        expect_as_fresh(root, *options)
        assert UP_TO_DATE in plenum(root, *options)[2], options


def test_notes_do_not_stay_behind():
    root = report("notes")
    assert plenum(root, "--with-notes")[0] == 0
    assert (root / "out/internal").is_dir()
    assert plenum(root)[0] == 0
    assert not (root / "out/internal").exists()


def test_an_earlier_set_is_an_input():
    root = report("since")
    assert plenum(root, "-o", "v1")[0] == 0
    EDITS["a cell"](root)
    assert plenum(root, "--since", "v1")[0] == 0
    assert UP_TO_DATE in plenum(root, "--since", "v1")[2]
    before = (root / "out/changes.html").read_bytes()
    edit(root, "v1/data/geld.csv", ";30", ";29")
    status, _, err = plenum(root, "--since", "v1")
    assert status == 0 and UP_TO_DATE not in err, err
    assert (root / "out/changes.html").read_bytes() != before


def test_another_version_makes_the_set_again():
    root = report("version")
    other = WORK / "bin/plenum"
    other.parent.mkdir()
    shutil.copy(PROGRAM, other)
    assert plenum(root)[0] == 0
    status, _, err = plenum(root, program=str(other))
    assert status == 0 and UP_TO_DATE not in err, err
    assert UP_TO_DATE in plenum(root, program=str(other))[2]
    os.utime(other, (1e9, 1e9))
    assert UP_TO_DATE not in plenum(root, program=str(other))[2]


def test_the_environment_that_counts():
    root = report("environment")
    edit(root, "content/plenum.yml", "date: 2025-11-21\n", "")
    for day in ["0", "86400"]:
        env = {"SOURCE_DATE_EPOCH": day}
        status, _, err = plenum(root, env=env)
        assert status == 0 and UP_TO_DATE not in err, err
        expect_as_fresh(root, env=env)
        assert UP_TO_DATE in plenum(root, env=env)[2]


def test_a_link_that_is_led_out_of_the_report():
    root = report("link")
    put(root, "outside/vlak.png", png(200))
    assert plenum(root)[0] == 0
    image = root / "content/images/vlak.png"
    image.unlink()
    image.symlink_to(root / "outside/vlak.png")
    status, _, err = plenum(root)
    assert status == 1 and "[path-outside]" in err, err


def test_an_error_is_told_and_the_set_stays():
    root = report("error")
    assert plenum(root)[0] == 0
    before = contents(root / "out")
    edit(root, "content/data/geld.csv", "Totaal;40", "Totaal;41")
    for _ in range(2):
        status, _, err = plenum(root)
        assert status == 1 and "[total-differs]" in err, err
        assert contents(root / "out") == before
    edit(root, "content/data/geld.csv", "Totaal;41", "Totaal;40")
    assert UP_TO_DATE in plenum(root)[2]


def test_warnings_are_told_every_time():
    root = report("warnings")
    put(root, "content/02-rest.md", "# Rest\n\n<b>x</b>\n\nDat kost € 7 mln.\n")
    first = plenum(root)
    again = plenum(root)
    assert first[0] == again[0] == 0 and UP_TO_DATE in again[2]
    told = re.findall(r"^content/.*$", first[2], re.M)
    assert len(told) >= 2 and re.findall(r"^content/.*$", again[2], re.M) == told
    assert "0 errors, " in again[2]
    listed = plenum(root, "--format", "json")
    (root / ".out.record").unlink()
    assert plenum(root, "--format", "json")[1] == listed[1] != "[]\n"
    status, _, err = plenum(root, "--strict")
    assert status == 1 and "nothing was published" in err, err


def test_a_report_with_signs_in_its_names():
    root = report("with\ttab and\nnewline \\ and $")
    assert plenum(root)[0] == 0
    assert UP_TO_DATE in plenum(root)[2]


def test_other_reports_do_not_share_a_set():
    one, two = report("one"), report("two")
    edit(two, "content/plenum.yml", "Kleine", "Tweede")
    out = str(WORK / "shared")
    for root in [one, two, one]:
        status, _, err = plenum(root, "-o", out)
        assert status == 0 and UP_TO_DATE not in err, err
    assert "Kleine" in (WORK / "shared/index.html").read_text()


# --- make and ninja ----------------------------------------------------------

def tool(*command, cwd):
    if shutil.which(command[0]) is None:
        raise AssertionError(f"{command[0]} is missing: make test-deps")
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def make_report(name):
    root = report(name)
    put(root, "content/03 a#b$c:d.md", "# Tekens\n")
    put(root, "content/images/twee woorden.png", png(1))
    put(root, "content/04-beeld.md",
        "# Beeld\n\n![Vlak](<images/twee woorden.png>)\n")
    return root


def expect_rebuilds(root, *build):
    """Once, then never, then whenever a file that was read changes, comes or
    goes."""
    def made():
        time.sleep(0.02)  # file times have grains
        return "made" in tool(*build, cwd=root)

    assert made() and not made()
    for path in ["content/01-geld.md", "content/03 a#b$c:d.md",
                 "content/data/geld.csv", "content/images/twee woorden.png",
                 "templates/theme.yml", "templates/head.html"]:
        assert not made()
        time.sleep(0.02)
        os.utime(root / path)
        assert made(), path
        assert not made(), f"{path} alone: a time that is no reason twice"
    put(root, "content/05-nieuw.md", "# Nieuw\n")
    assert made() and not made()
    (root / "content/02-rest.md").unlink()
    assert made() and not made()
    assert not (root / "out/02-rest.html").exists()


def test_make_reads_what_was_read():
    root = make_report("make")
    put(root, "Makefile", f"out/manifest.json:\n\t@{PROGRAM} build -q "
        "--make-deps report.d && echo made\n-include report.d\n")
    expect_rebuilds(root, "make", "--no-print-directory")


def test_names_that_make_cannot_read_are_refused():
    for number, name in enumerate(["a;b", "a|b", "a=b", "a\tb", "a\nb", "a\\#b"]):
        root = report(f"refused{number}")
        put(root, f"content/{name}.md", "# Naam\n")
        status, _, err = plenum(root, "--make-deps", str(root / "report.d"))
        assert status == 2 and "make cannot read this name" in err, (name, err)
        assert not (root / "out").exists() and not (root / "report.d").exists()
        assert plenum(root)[0] == 0
    root = report("refused-out")
    status, _, err = plenum(root, "-o", "100%", "--make-deps",
                            str(root / "report.d"))
    assert status == 2 and "100%/manifest.json: make cannot" in err, err


def test_a_house_style_that_grows_is_seen_by_make():
    root = make_report("house")
    shutil.rmtree(root / "templates")
    put(root, "templates/theme.yml", (REPO / "templates/theme.yml").read_text())
    put(root, "Makefile", f"out/manifest.json:\n\t@{PROGRAM} build -q "
        "--make-deps report.d && echo made\n-include report.d\n")
    make = ["make", "--no-print-directory"]
    assert "made" in tool(*make, cwd=root)
    assert "made" not in tool(*make, cwd=root)
    time.sleep(0.02)
    put(root, "templates/status.html", "anders")
    assert "made" in tool(*make, cwd=root)
    assert "anders" in (root / "out/index.html").read_text()
    assert "made" not in tool(*make, cwd=root)


def test_ninja_reads_what_was_read():
    root = make_report("ninja")
    put(root, "build.ninja", f"rule plenum\n  command = {PROGRAM} build -q "
        "--make-deps report.d && echo made\n  depfile = report.d\n"
        "  deps = gcc\nbuild out/manifest.json: plenum\n")
    expect_rebuilds(root, "ninja", "-v")


def test_every_file_that_is_opened_is_in_the_rule():
    """Below the report and its templates, that is; as the kernel saw it."""
    root = make_report("opened")
    trace = WORK / "trace"
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0"  # cannot be traced
    tool("strace", "-f", "-e", "trace=openat,open", "-o", str(trace), PROGRAM,
         "build", "-q", "--make-deps", "report.d", cwd=root)
    opened = set()
    for line in trace.read_text().splitlines():
        call = re.search(r'open(?:at)?\([^"]*"([^"]*)", (O_RDONLY\S*).*= \d', line)
        if call:
            opened.add(os.path.relpath(root / call.group(1), root))
    opened = {p for p in opened if p.split("/")[0] in ("content", "templates")}
    rule = (root / "report.d").read_text().replace("\\\n", " ")
    named = {os.path.normpath(re.sub(r"\\(.)", r"\1", name).replace("$$", "$"))
             for name in re.findall(r"(?:\\.|[^\s\\])+",
                                    rule.split("\n")[0].split(":", 1)[1])}
    assert len(opened) > 15 and opened <= named, opened - named


sys.exit(runner.run(globals(), WORK))
