#!/usr/bin/env python3
"""The world says no, in ways that no fault in a call can play: streams that are
closed, limits, permissions, things in the way, other machines.

    tests/e2e/world.py PROGRAM [WORD]    runs the tests whose name has WORD

The last line is "N passed, N failed".
"""
import hashlib
import os
import pathlib
import resource
import shutil
import stat
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing of a test stays behind
import runner

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-world-"))
NOBODY = 65534


def report(name):
    root = WORK / name
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "templates", root / "templates")
    return root


def plenum(*args, **more):
    """Runs the program: (status, stdout, stderr)."""
    done = subprocess.run([PROGRAM, *map(str, args)], capture_output=True,
                          **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def shell(command):
    return subprocess.run(["sh", "-c", command], capture_output=True,
                          text=True).returncode


def fingerprint(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


_built = None


def built():
    """The sample report, built once."""
    global _built
    if _built is None:
        _built = report("built")
        status, _, err = plenum("-C", _built, "build")
        assert status == 0, err
    return _built


def beside(root):
    return {p.name for p in root.iterdir()} - \
        {"content", "templates", "out", ".out.record"}


def as_nobody(root):
    """Permissions mean nothing to root: runs as somebody they mean a lot to,
    with a program where they can get at it."""
    if os.geteuid() != 0:
        return {}
    program = WORK / "plenum"
    shutil.copy2(PROGRAM, program)
    for path in [WORK, root, *root.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": [],
            "executable": str(program)}


# --- streams ---------------------------------------------------------------------

def test_closed_streams_get_no_file_of_the_set():
    root = report("closed")
    assert shell(f"'{PROGRAM}' -C '{root}' build -v <&- >&- 2>&-") == 0
    assert fingerprint(root / "out") == fingerprint(built() / "out")
    page = root / "content/01-nds.md"
    assert shell(f"'{PROGRAM}' html '{page}' >&-") == 2
    page.write_text(page.read_text() + "\n[weg](weg.md)\n")
    assert shell(f"'{PROGRAM}' -C '{root}' build -v <&- >&- 2>&-") == 1
    assert fingerprint(root / "out") == fingerprint(built() / "out")


def test_output_that_cannot_be_written_is_status_2():
    root = built()
    for command in ["check --format json", "explain", "--help"]:
        assert shell(f"cd '{root}' && '{PROGRAM}' {command} >/dev/full") == 2, \
            command
    csv = root / "content/data/investeringsagenda.csv"
    assert shell(f"'{PROGRAM}' chart '{csv}' >/dev/full") == 2


def test_a_reader_who_goes_away_does_not_stop_a_build():
    root = report("pipe")
    page = root / "content/09-rauw.md"
    page.write_text("---\ndeck: false\n---\n# Rauw\n\n<b>a</b>\n")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([PROGRAM, "-C", root, "build", "-v"], stderr=write,
                          stdout=write, restore_signals=True)
    assert done.returncode == 0, done.returncode
    assert (root / "out/manifest.json").is_file()
    done = subprocess.run([PROGRAM, "html", page], stdout=write,
                          stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert done.returncode == 2 and "Broken pipe" not in done.stderr, done


# --- a power cut -----------------------------------------------------------------

def test_a_set_is_on_the_disk_before_it_gets_its_name():
    """And has its name there before the old set goes."""
    root = report("power")
    assert plenum("-C", root, "build")[0] == 0
    (root / "content/04-nieuw.md").write_text("# Nieuw\n")
    log = WORK / "power.log"
    done = subprocess.run(
        ["strace", "-f", "-y", "-o", log, "-e",
         "trace=openat,fsync,syncfs,renameat2,unlinkat", PROGRAM,
         "-C", root, "build"], capture_output=True, text=True,
        env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})  # not under strace
    assert done.returncode == 0, done.stderr
    calls = [line.split(" ", 1)[1].strip() for line in log.open()]

    def places(*words):
        return [i for i, call in enumerate(calls)
                if all(word in call for word in words)]

    written = places("openat", ".out.next/", "O_CREAT")
    swapped, = places("renameat2", ".out.next")
    synced, = places("syncfs", ".out.next")
    named, = places("fsync(", f"<{root}>")
    removed = places("unlinkat", ".out.next")
    assert max(written) < synced < swapped < named < min(removed), calls


# --- limits ----------------------------------------------------------------------

def test_a_file_that_may_not_grow_leaves_the_old_set():
    root = report("limit")
    assert plenum("-C", root, "build")[0] == 0
    (root / "content/04-nieuw.md").write_text("# Nieuw\n")
    before = fingerprint(root / "out")
    status, _, err = plenum("-C", root, "build", preexec_fn=lambda:
                            resource.setrlimit(resource.RLIMIT_FSIZE,
                                               (8192, 8192)))
    assert status == 2 and "File too large" in err, (status, err)
    assert fingerprint(root / "out") == before and not beside(root)


def test_few_handles_are_enough():
    root = report("handles")
    status, _, err = plenum("-C", root, "build", preexec_fn=lambda:
                            resource.setrlimit(resource.RLIMIT_NOFILE,
                                               (16, 16)))
    assert status == 0, err


def test_a_small_stack_is_enough():
    root = report("stack")
    deep = "> " * 300 + "a\n\n" + "::: callout\n" * 300 + "\n" + \
        "".join("  " * n + "- a\n" for n in range(100)) + "\n" + \
        "*a **b " * 300 + "[" * 300 + "a" + "](b)" * 300
    (root / "content/09-diep.md").write_text(
        f"---\ndeck: false\n---\n# Diep\n\n{deep}\n")
    status, _, err = plenum("-C", root, "check", preexec_fn=lambda:
                            resource.setrlimit(resource.RLIMIT_STACK,
                                               (1 << 20, 1 << 20)))
    assert status in (0, 1), (status, err[-500:])


def test_a_chart_that_does_not_fit_on_the_disk_leaves_the_old_file():
    root = report("chart")
    target = root / "chart.png"
    target.write_text("old")
    status, _, err = plenum(
        "chart", root / "content/data/investeringsagenda.csv", "-o", target,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                              (1024, 1024)))
    assert status == 2 and "File too large" in err, (status, err)
    assert target.read_text() == "old" and beside(root) == {"chart.png"}


def test_data_without_end_is_refused():
    root = report("endless")
    os.truncate(root / "content/data/investeringsagenda.csv", 1 << 40)
    status, _, err = plenum("-C", root, "check")
    assert status == 1 and "File too large" in err, (status, err)
    os.truncate(root / "content/01-nds.md", 1 << 40)
    status, _, err = plenum("-C", root, "check")
    assert status == 1 and "content/01-nds.md: error: " in err, (status, err)


# --- permissions -----------------------------------------------------------------

def test_a_folder_that_may_not_be_written_in():
    root = report("readonly")
    assert plenum("-C", root, "build")[0] == 0
    (root / "content/04-nieuw.md").write_text("# Nieuw\n")
    before = fingerprint(root / "out")
    nobody = as_nobody(root)
    root.chmod(0o555)
    try:
        status, _, err = plenum("-C", root, "build", **nobody)
    finally:
        root.chmod(0o755)
    assert status == 2 and ".out.lock: Permission denied" in err, (status, err)
    assert fingerprint(root / "out") == before


def test_a_set_that_was_made_read_only_is_replaced():
    root = report("frozen")
    assert plenum("-C", root, "build")[0] == 0
    (root / "content/04-nieuw.md").write_text("# Nieuw\n")
    nobody = as_nobody(root)
    for path in [*(root / "out").rglob("*"), root / "out"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    status, _, err = plenum("-C", root, "build", **nobody)
    assert status == 0, err
    assert (root / "out/04-nieuw.html").is_file() and not beside(root)


def test_pages_that_may_not_be_read_are_named():
    root = report("unreadable")
    nobody = as_nobody(root)
    (root / "content/02-collectivisering.md").chmod(0)
    status, _, err = plenum("-C", root, "build", **nobody)
    assert status == 1, (status, err)
    assert "content/02-collectivisering.md: error: " in err, err
    assert "Permission denied" in err, err


def test_files_have_the_modes_that_are_asked_for():
    for mask in [0o022, 0o077]:
        root = report(f"mask{mask}")
        status, _, err = plenum("-C", root, "build",
                                preexec_fn=lambda: os.umask(mask))
        assert status == 0, err
        for path in [root / "out", *(root / "out").rglob("*")]:
            mode = stat.S_IMODE(path.stat().st_mode)
            full = 0o777 if path.is_dir() else 0o666
            assert mode == full & ~mask, (path, oct(mode))


# --- in the way ------------------------------------------------------------------

def test_a_file_of_ones_own_in_out_is_never_lost():
    root = report("own")
    assert plenum("-C", root, "build")[0] == 0
    (root / "out/data/brief.odt").write_text("Beste")
    before = fingerprint(root / "out")
    status, _, err = plenum("-C", root, "build")
    assert status == 2 and "out/data/brief.odt: not of the set" in err, err
    assert fingerprint(root / "out") == before and not beside(root)
    (root / "out/data/brief.odt").unlink()
    assert plenum("-C", root, "build")[0] == 0


def test_a_site_with_a_manifest_of_its_own_is_not_replaced():
    root = report("site")
    (root / "out").mkdir()
    (root / "out/manifest.json").write_text('{"name": "App"}\n')
    (root / "out/index.html").write_text("App")
    status, _, err = plenum("-C", root, "build")
    assert status == 2 and "out/index.html: not of the set" in err, err
    assert (root / "out/index.html").read_text() == "App"


def test_names_of_folders_that_are_written_in_odd_ways():
    root = report("odd")
    for name in ["./o", "o/", "o//.", "new/folders/o", "o/data/.."]:
        status, _, err = plenum("-C", root, "build", "-o", name)
        assert status == 0, (name, err)
    left = {p.name for p in root.iterdir()}
    assert left == {"content", "templates", "new", "o", ".o.record"}, left
    for name in [".", "..", "/", "content", "content/..", "x" * 250, ""]:
        before = fingerprint(root)
        status, _, err = plenum("-C", root, "build", "-o", name)
        assert status == 2 and err.startswith("plenum: "), (name, err)
        assert fingerprint(root) == before, name


def test_a_set_does_not_stand_in_its_sources():
    root = report("inside")
    (root / "content/leeg").mkdir()
    (root / "way").symlink_to("content/data")
    for name in ["content/x", "content/leeg", "./content//x/", "way/x",
                 "new/../content/x", f"../{root.name}/content/x/y",
                 root / "content/x", "templates/x"]:
        before = fingerprint(root)
        status, _, err = plenum("-C", root, "build", "-o", name)
        assert status == 2 and "which the set is made of" in err, (name, err)
        assert fingerprint(root) == before, name
        assert not (root / "new").exists()
    for name in ["contents", "content.html", "new/../o"]:
        assert plenum("-C", root, "build", "-o", name)[0] == 0, name


def test_a_file_of_ones_own_in_internal_is_not_lost_either():
    root = report("internal")
    assert plenum("-C", root, "build", "--with-notes")[0] == 0
    (root / "out/internal/mijn.txt").write_text("Beste")
    status, _, err = plenum("-C", root, "build", "--with-notes", "--strict")
    assert status == 2 and "out/internal/mijn.txt: not of the set" in err, err
    (root / "out/internal/mijn.txt").unlink()
    assert plenum("-C", root, "build")[0] == 0
    assert not (root / "out/internal").exists()


# --- other machines --------------------------------------------------------------

def test_the_environment_does_not_show():
    """No HOME and no PATH; other languages; an empty environment."""
    want = fingerprint(built() / "out")
    home = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    for number, env in enumerate([
            {}, home, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
            {"LANG": "ja_JP.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"},
            {"FC_LANG": "ar", "TERM": "dumb", "COLUMNS": "20"}]):
        root = report(f"env{number}")
        status, _, err = plenum("-C", root, "build", env=env)
        assert status == 0, (env, err)
        assert fingerprint(root / "out") == want, env


sys.exit(runner.run(globals(), WORK))
