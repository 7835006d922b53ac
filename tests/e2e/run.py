#!/usr/bin/env python3
"""What the secretary gets: the program, run on the sample report and on broken
copies of it, and the files it leaves.

    tests/e2e/run.py PROGRAM [WORD]    runs the tests whose name has WORD

A test is a function test_*; it fails by an assertion.  A missing tool fails the
test and names the make target that installs it.  The last line is
"N passed, N failed".
"""
import difflib
import hashlib
import itertools
import html
import html.parser
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

sys.dont_write_bytecode = True  # nothing of a test stays behind
import runner

REPO = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-e2e-"))

POSTS = ["Data", "AI", "Cloud", "Digitaal Vakmanschap",
         "Burgers & ondernemers centraal",
         "Digitale weerbaarheid en autonomie", "Standaarden",
         "Collectieve oplossingen, EDI", "IT-sourcing en inkoop",
         "Digitale wetgeving, wegnemen juridische belemmeringen"]
TOTALS = ["745", "1.110", "1.355", "1.510", "1.615", "950"]
PDFS = ["report.pdf", "slides.pdf", "handout.pdf"]


# --- helpers -----------------------------------------------------------------

def tool(*command):
    """Runs a tool, which must succeed, and returns what it printed."""
    if shutil.which(command[0]) is None:
        raise AssertionError(f"{command[0]} is missing: make test-deps")
    done = subprocess.run(command, capture_output=True)
    text = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, f"{' '.join(map(str, command))}:\n{text}"
    return text


def plenum(*args, env=None):
    """Runs the program: (status, stdout, stderr)."""
    done = subprocess.run([PROGRAM, *map(str, args)], capture_output=True,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def report(name):
    """A fresh copy of the sample report."""
    root = WORK / name
    shutil.copytree(REPO / "content", root / "content")
    return root


def edit(path, old, new):
    text = path.read_text()
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1))


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
    return _built / "out"


def pdf_text(path):
    return tool("pdftotext", "-enc", "UTF-8", str(path), "-")


def pdf_pages(path):
    """The words of each page, in reading order."""
    return [words(page) for page in pdf_text(path).split("\f")[:-1]]


def words(text):
    """Words without what a line break may add: soft hyphens and spacing."""
    text = re.sub("\u00ad\\s*", "", text).replace("\u00a0", " ")
    return re.findall(r"\S+", text)


class Parts(html.parser.HTMLParser):
    """The text of every slide or chapter, as a reader sees it: without what is
    only spoken, and without what `unseen` names: tags and classes, two of them
    for one within the other."""

    VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col"}
    INLINE = {"a", "abbr", "b", "br", "code", "del", "em", "i", "s", "span",
              "strong", "sub", "sup", "time", "wbr"}

    def __init__(self, part, unseen=()):
        super().__init__()
        self.part = part
        self.unseen = [set(names.split()) for names in
                       ("script", "style", "title", "svg", "spoken", *unseen)]
        self.parts, self.open = [], []

    def handle_starttag(self, tag, attrs):
        names = {tag, *(dict(attrs).get("class") or "").split()}
        if self.part in names:
            self.parts.append("")
        if tag not in self.VOID:
            self.open.append((tag, names))
        if tag not in self.INLINE:
            self.handle_data(" ")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag not in self.INLINE:
            self.handle_data(" ")

    def handle_data(self, data):
        around = set().union(*(names for _, names in self.open))
        if self.part in around and \
                not any(names <= around for names in self.unseen):
            self.parts[-1] += data


def html_parts(path, part, unseen=()):
    parser = Parts(part, unseen)
    parser.feed(path.read_text())
    return [words(text) for text in parser.parts]


def deck_slides(path):
    return html_parts(path, "slide", ["slide-foot", "numeral",
                                      "figure number"])


def pdf_blocks(path):
    """(page, types of elements, words) for each block of text, in the order of
    the structure tree."""
    said = tool(str(REPO / "tests/pdf/check_pdf.py"), "--text", str(path))
    rows = [line.split("\t", 2) for line in said.splitlines()]
    return [(int(page), types.split("/"), words(text))
            for page, types, text in rows]


def words_of(blocks, *unseen):
    """All words but those in elements of these types, and but "Figuur 1", which
    HTML says above a figure and paper below it."""
    found = []
    for _, types, said in blocks:
        if not set(types) & set(unseen):
            of_figure = types[-1] == "Caption" and types[-2] != "Table"
            found += said[2 * of_figure:]
    return found


# What only paper says: the foot of the title slide is text there, and the
# figures of a chart, which HTML folds away, stand in a table below it.
ON_PAPER = re.compile(r"Platform .* besloten|Proef .* 2025|"
                      r"\.|(\. )?Cijfers .*")


def expect_same_words(web, paper, where):
    """The same words and signs in the same order."""
    web, paper = (re.findall(r"\w+|[^\w\s]", " ".join(side))
                  for side in (web, paper))
    pairs = difflib.SequenceMatcher(None, web, paper, autojunk=False)
    for kind, i, j, m, n in pairs.get_opcodes():
        added = " ".join(paper[m:n])
        if kind == "equal" or i == j and ON_PAPER.fullmatch(added):
            continue
        raise AssertionError(f"{where}: {' '.join(web[max(i - 5, 0):i])}"
                             f" [{' '.join(web[i:j])}] is [{added}] on paper")


# --- the set -----------------------------------------------------------------

def test_the_set_is_complete():
    out = built()
    for name in ["index.html", "01-nds.html", "02-collectivisering.html",
                 "03-sociale-media.html", "report.html", "slides.html", *PDFS,
                 "charts/fig-prioriteiten.svg", "charts/fig-prioriteiten.png",
                 "charts/fig-totaal.svg", "charts/fig-structureel.png",
                 "data/investeringsagenda.csv", "datapackage.json",
                 "manifest.json"]:
        assert (out / name).stat().st_size > 0, name
    assert (out / "assets").is_dir()
    assert not (out / "internal").exists()


def test_manifest_names_every_file_with_its_sum():
    out = built()
    manifest = json.loads((out / "manifest.json").read_text())
    listed = {f["path"]: f["sha256"] for f in manifest["outputs"]}
    there = fingerprint(out)
    del there["manifest.json"]
    assert listed == there
    assert len(manifest["inputs"]) >= 5
    for f in manifest["inputs"]:
        path = out.parent / f["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == f["sha256"], path


def test_manifest_names_the_files_of_the_house_style():
    root = report("house-manifest")
    (root / "templates").mkdir()
    (root / "templates/theme.yml").write_text("paper: {justify: 1}\n")
    status, _, err = plenum("-C", root, "build", "--to", "html")
    assert status == 0, err
    manifest = json.loads((root / "out/manifest.json").read_text())
    inputs = {f["path"]: f["sha256"] for f in manifest["inputs"]}
    style = root / "templates/theme.yml"
    assert inputs["templates/theme.yml"] == \
        hashlib.sha256(style.read_bytes()).hexdigest()
    assert len(inputs) == len(manifest["inputs"])


def expect_sound_pdf(path):
    """Nobody who reads PDFs has anything to say about it."""
    tool("qpdf", "--check", str(path))
    said = tool("pdftotext", str(path), "/dev/null") + \
        tool("mutool", "draw", "-q", "-o", "/dev/null", str(path)) + \
        tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage",
             str(path))
    said = said.replace("warning: ICC support is not available", "").strip()
    assert not said, said
    tool(str(REPO / "tests/pdf/check_pdf.py"), str(path))


def test_pdfs_open_without_a_complaint():
    for name in PDFS:
        expect_sound_pdf(built() / name)
        said = tool("pdfinfo", str(built() / name))
        assert re.search(r"Tagged:\s+yes", said), name


def test_all_fonts_are_embedded_subsets():
    for name in PDFS:
        rows = tool("pdffonts", str(built() / name)).splitlines()[2:]
        assert rows, name
        for row in rows:
            assert re.search(r"\byes\s+yes\s+yes\b", row), row


def test_page_sizes():
    sizes = {"report.pdf": "595.276 x 841.89", "slides.pdf": "960 x 540",
             "handout.pdf": "595.276 x 841.89"}
    for name, size in sizes.items():
        assert size in tool("pdfinfo", str(built() / name)), name


def test_accents_and_signs_extract():
    text = " ".join(words(pdf_text(built() / "report.pdf")))
    for sample in ["één overheid", "Móeten", "casuïstiek", "€ 745 mln",
                   "Informatiesamenleving – VNG Overijssel", "“Als één sterke"]:
        assert sample in text, sample


def test_slides_pdf_says_what_the_deck_says_in_the_same_order():
    deck = deck_slides(built() / "slides.html")
    blocks = pdf_blocks(built() / "slides.pdf")
    assert len(deck) == blocks[-1][0] >= 14, (len(deck), blocks[-1][0])
    for number, web in enumerate(deck, 1):
        paper = words_of((b for b in blocks if b[0] == number), "Figure",
                         "Lbl")
        expect_same_words(web, paper, f"slide {number}")


def expect_report_agrees(out):
    # Notes stand under the chapter there and at the foot of the page here.
    web = [word for chapter in html_parts(
        out / "report.html", "chapter",
        ["details", "footnotes", "figure number"])
        for word in chapter]
    blocks = pdf_blocks(out / "report.pdf")
    paper = words_of(blocks, "Figure", "Lbl", "Note", "TOC")
    start = paper.index("Inhoud") + 1  # behind the cover
    expect_same_words(web, paper[start:], "report")
    notes = html_parts(out / "report.html", "footnotes", ["back"])
    expect_same_words(
        [word for note in notes for word in note],
        words_of(b for b in blocks if "Note" in b[1] and "Lbl" not in b[1]),
        "notes")


def test_report_pdf_says_what_the_page_says_in_the_same_order():
    expect_report_agrees(built())


def test_a_report_with_everything_in_it():
    root = WORK / "stress"
    tool(str(REPO / "tests/pdf/stress.py"), str(root), "4")
    status, _, err = plenum("-C", root, "build", "--to", "pdf,html")
    assert status == 0, err
    expect_sound_pdf(root / "out/report.pdf")
    expect_report_agrees(root / "out")
    tool("qpdf", "--qdf", "--object-streams=disable",
         str(root / "out/report.pdf"), str(root / "plain.pdf"))
    objects = (root / "plain.pdf").read_bytes()
    assert objects.count(b"/Lang (en)") > 4  # words and blocks


def test_pdfs_of_signs_that_no_typeface_has_are_sound():
    root = report("signs")
    (root / "content/04-vreemd.md").write_text(
        "# Vreemd\n\n\uf0b7 Privé\ufeff, \U000f0000, \u4e2d, "
        "\u05e2\u05d1\u05e8.\n\n| Alleen een kop | 2026 |\n|---|--:|\n",
        encoding="utf-8")
    status, _, err = plenum("-C", root, "build")
    assert status == 0 and err.count("[character-unset]") == 3, err
    for name in ["report.pdf", "slides.pdf", "handout.pdf"]:
        expect_sound_pdf(root / "out" / name)


def test_the_whole_table_stands_on_one_slide():
    def whole(slide):
        text = " ".join(slide)
        return all(part in text for part in POSTS + TOTALS + ["PM"])
    assert any(map(whole, pdf_pages(built() / "slides.pdf")))
    assert any(map(whole, deck_slides(built() / "slides.html")))


def test_every_figure_of_the_table_is_in_every_pdf():
    rows = (REPO / "content/data/investeringsagenda.csv").read_text().split("\n")
    figures = {f if len(f) < 4 else f[0] + "." + f[1:]
               for row in rows[1:] for f in row.split(";")
               if re.fullmatch(r"\d+", f)}
    assert len(figures) > 30
    for name in PDFS:
        found = set(words(pdf_text(built() / name)))
        assert figures <= found, (name, figures - found)


def test_version_and_status_stand_on_every_slide_and_page():
    parts = ["Concept", "versie 1.0", "21 november 2025"]
    for name in PDFS:
        for number, page in enumerate(pdf_pages(built() / name), 1):
            for part in parts:
                assert part in " ".join(page), (name, number, part)
    for page in built().glob("*.html"):
        text = " ".join(words(page.read_text()))
        for part in [*parts, "noindex"]:
            assert part in text, (page.name, part)


def test_notes_never_leave():
    secret = "Wijs op de twee PM-posten"
    for path in built().rglob("*"):
        if path.is_file():
            text = pdf_text(path) if path.suffix == ".pdf" else \
                path.read_bytes().decode("utf-8", "replace")
            assert "Wijs op de" not in " ".join(words(text)), path
    root = report("notes")
    status, _, err = plenum("-C", root, "build", "--with-notes")
    assert status == 0, err
    out = root / "out"
    assert secret in " ".join(words(pdf_text(out / "internal/notes.pdf")))
    assert secret in " ".join(
        words((out / "internal/presenter.html").read_text()))
    manifest = json.loads((out / "manifest.json").read_text())
    assert not [f for f in manifest["outputs"] if "internal" in f["path"]]
    for page in out.glob("*.html"):
        assert "internal/" not in page.read_text(), page


def test_nothing_of_the_machine_is_in_the_set():
    env = {"USER": "j.jansen", "LOGNAME": "j.jansen", "HOSTNAME": "werkplek7"}
    root = report("metadata")
    assert plenum("-C", root, "build", env=env)[0] == 0
    for path in (root / "out").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            for word in [b"jansen", b"werkplek7", str(WORK).encode()]:
                assert word not in raw, (path, word)
    info = tool("pdfinfo", str(root / "out/report.pdf"))
    assert "Ontwikkelingen bij de VNG-commissie" in info


def test_links_inside_the_set_lead_somewhere():
    out = built()
    for page in out.glob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"]*)"', page.read_text()):
            if re.match(r"(https?|mailto|data):", target):
                continue
            name, _, anchor = target.partition("#")
            path = out / name if name else page
            assert path.is_file(), (page.name, target)
            if anchor and path.suffix == ".html":
                assert f'id="{anchor}"' in path.read_text(), (page.name, target)


# --- figures -----------------------------------------------------------------

def test_a_changed_digit_is_named_with_both_sums():
    root = report("digit")
    assert plenum("-C", root, "build")[0] == 0
    before = fingerprint(root / "out")
    csv = root / "content/data/investeringsagenda.csv"
    edit(csv, "60;150;190", "60;150;191")
    status, out, err = plenum("-C", root, "check")
    assert status == 1 and out == "", (status, out)
    assert re.search(r"content/data/investeringsagenda\.csv:12:24: error: "
                     r".*2028.*1355.*1356.*\[total-differs\]", err), err
    assert err.count(" error: ") == 1, err
    assert plenum("-C", root, "build")[0] == 1
    assert fingerprint(root / "out") == before


def test_every_printed_total_is_verified():
    totals = ["745", "1110", "1355", "1510", "1615", "950"]
    for column, total in enumerate(totals):
        root = report(f"total{column}")
        edit(root / "content/data/investeringsagenda.csv", total, "999")
        status, _, err = plenum("-C", root, "check")
        assert status == 1, (total, err)
        assert err.count("[total-differs]") == 1, err


def readable(path):
    """What a reader can find in a file, alternative texts and titles of bars
    too; coordinates, fingerprints and sizes are no figures."""
    if path.suffix == ".pdf":
        return " ".join([pdf_text(path), *alternatives(path)])
    text = path.read_text()
    if path.name == "manifest.json":
        return ""
    if path.suffix == ".json":
        return re.sub(r'"bytes": \d+', " ", text)
    if path.suffix not in (".html", ".svg"):
        return text
    text = re.sub(r"<style.*?</style>|<script.*?</script>", " ", text,
                  flags=re.S)
    spoken = re.findall(r'(?:alt|aria-label)="([^"]*)"', text)
    return " ".join([re.sub(r"<[^>]*>", " ", text), *spoken])


def alternatives(path):
    """The alternative texts of a PDF."""
    objects = tool("qpdf", "--json=2", "--json-key=qpdf", str(path))
    return [json.loads(f'"{text}"') for text in
            re.findall(r'"/Alt": "u:((?:[^"\\]|\\.)*)"', objects)]


def has_figure(figure, text):
    text = text.replace("\u00ad", "").replace("\u00a0", " ")
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d%]|[.,]\d)",
                     text) is not None


# Every form in which a page can show a figure.
PROSE = """# Cijfers van {{ agenda[Weer, 2028] }}

Nu {{ agenda[Weer, 2028] }}, zonder eenheid {{ agenda[Weer, 2028] | number }},
aandeel {{ agenda[Weer, 2028] | share }}, groei
{{ agenda[Weer, 2026..2028] | growth }}, samen {{ agenda[Weer, 2026..2028] }}, van de groep
{{ agenda[Basis, 2028] }}, van het totaal {{ agenda[Totaal, 2028] }}.[^1]

[^1]: In de noot {{ agenda[Weer, 2028] }}.

## In een tabel

| wat | bedrag |
|-----|-------:|
| weer | {{ agenda[Weer, 2028] | number }} |

: Tabel met {{ agenda[Weer, 2028] }}

![Kaart bij {{ agenda[Weer, 2028] }}](kaart.png "Kaart van {{ agenda[Weer, 2028] }}")

## Uit de data

```table
data: agenda
caption: Agenda met {{ agenda[Weer, 2028] }}
```

## Grafiek

```chart
id: fig-weer
data: agenda
type: multiples
title: "Weer vraagt {{ agenda[Weer, 2028] }}"
```

## Totaal

```chart
id: fig-totaal
data: agenda
type: bars
title: Het totaal groeit
```
"""


def figures_report(name, weer, total):
    root = WORK / name
    (root / "content/data").mkdir(parents=True)
    shutil.copy(REPO / "tests/browser/site/content/images/vlak.png",
                root / "content/kaart.png")
    (root / "content/plenum.yml").write_text(
        "title: Cijfers\nversion: '1'\ndate: 2026-01-01\ndata:\n  agenda:\n"
        "    file: data/agenda.csv\n    unit: € mln\n    source: Proef\n"
        "    group: Groep\n    item: Post\n    years: 2026..2028\n"
        "    total: Totaal\n")
    (root / "content/data/agenda.csv").write_text(
        "Groep;Post;2026;2027;2028\n"
        f"Basis;Weer;311;423;{weer}\nBasis;Wind;61;67;71\n"
        f"Rest;Water;83;PM;97\nTotaal;Totaal;455;490;{total}\n")
    (root / "content/01-cijfers.md").write_text(PROSE)
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    return root / "out"


# Of the cell itself: plain, share, growth, sum of years, group, total.
BEFORE = {"577", "77,4%", "85,5%", "1.311", "648", "745"}
AFTER = {"683", "80,3%", "119,6%", "1.417", "754", "851"}


def test_a_changed_cell_changes_everything():
    before = figures_report("cell-before", 577, 745)
    after = figures_report("cell-after", 683, 851)
    names = sorted(fingerprint(before))
    assert names == sorted(fingerprint(after))
    for name in names:
        if pathlib.Path(name).suffix not in (".html", ".svg", ".csv", ".json",
                                             ".pdf"):
            continue
        was, now = readable(before / name), readable(after / name)
        for figure in BEFORE:
            assert not has_figure(figure, now), (name, figure)
        for figure in AFTER:
            assert not has_figure(figure, was), (name, figure)
    for name in ["01-cijfers.html", "report.html", "slides.html", "report.pdf",
                 "slides.pdf"]:
        for folder, figures in [(before, BEFORE), (after, AFTER)]:
            text = readable(folder / name)
            for figure in figures:
                assert has_figure(figure, text), (name, figure)
    # Pictures, fingerprints and everything that holds the cell are others now.
    same = {n for n, sum_ in fingerprint(before).items()
            if fingerprint(after)[n] == sum_}
    changed = {"charts/fig-weer.svg", "charts/fig-weer.png",
               "charts/fig-totaal.svg", "charts/fig-totaal@2x.png",
               "data/agenda.csv", "data/agenda.excel.csv", "datapackage.json",
               "manifest.json", "handout.pdf"}
    assert not changed - {"datapackage.json"} & same, changed & same


def test_alternative_texts_follow_the_data():
    for weer, total, folder in [(577, 745, "cell-before"),
                                (683, 851, "cell-after")]:
        out = WORK / folder / "out"
        if not out.exists():
            out = figures_report(folder, weer, total)
        page = (out / "01-cijfers.html").read_text().replace("\u00ad", "")
        alts = [html.unescape(a).replace("\u00a0", " ")
                for a in re.findall(r'(?:alt|aria-label)="([^"]*)"', page)]
        assert any(f"Kaart bij € {weer} mln" in a for a in alts), alts
        assert any(str(weer) in a and "Staafdiagram" in a for a in alts), alts


def export_report(name, count):
    import export
    root = WORK / name
    (root / "content/data").mkdir(parents=True)
    data, expected = export.make(count)
    (root / "content/plenum.yml").write_text(export.SETTINGS)
    (root / "content/01-export.md").write_text("# Export\n\nZie de data.\n")
    (root / "content/data/export.csv").write_bytes(data)
    return root, expected


def test_a_dirty_export_of_thousands_of_rows():
    import csv
    import export
    root, expected = export_report("export", 6000)
    status, _, err = plenum("-C", root, "build", "--to", "data")
    assert status == 0, err
    assert "read as Windows-1252" in err and err.count("[") == 1, err
    with open(root / "out/data/export.csv", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert len(rows) == len(expected) > 6000
    for got, (kind, group, name, amounts) in zip(rows, expected):
        want = [kind, group, name.replace("\u00a0", " "),
                *map(export.plain, amounts)]
        got[2] = got[2].replace("\u00a0", " ")
        assert got == want, (got, want)
    # One tenth off in one subtotal is seen, and named.
    path = root / "content/data/export.csv"
    lines = path.read_bytes().split(b"\r\n")
    at = next(i for i, line in enumerate(lines) if b"Subtotaal" in line)
    first = lines[at].split(b";")
    assert first[3].isascii(), lines[at]
    first[-7] = b"1,1"
    lines[at] = b";".join(first)
    path.write_bytes(b"\r\n".join(lines))
    status, _, err = plenum("-C", root, "check")
    assert status == 1 and err.count("[total-differs]") == 1, err
    assert f"export.csv:{at + 1}:" in err, err


def test_reading_is_linear_up_to_a_hundred_thousand_rows():
    import time
    spent = []
    for count in [25_000, 100_000]:
        root, _ = export_report(f"rows-{count}", count)
        best = 1e9
        for _ in range(2):
            start = time.perf_counter()
            status, _, err = plenum("-C", root, "check")
            best = min(best, time.perf_counter() - start)
            assert status == 0, err
        spent.append(best)
    # Four times the rows: 4 when linear, 16 when quadratic.
    assert spent[1] < 9 * spent[0], spent


def test_sums_on_request_are_marked_as_derived():
    root = report("sums")
    for page in (root / "content").glob("*.md"):
        page.unlink()
    (root / "content/01-tabel.md").write_text(
        "# Tabel\n\n```table\ndata: investeringsagenda\ncaption: Sommen\n"
        "sum: 2026..2030\nsubtotals: true\n```\n")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    page = (root / "out/01-tabel.html").read_text()
    page = " ".join(words(re.sub("<[^>]*>", " ", page)))
    paper = " ".join(words(tool("pdftotext", "-layout", "-enc", "UTF-8",
                                str(root / "out/report.pdf"), "-")))
    for text in [page, paper]:
        text = re.sub(r" ,? ?(bedrag nog niet bekend|hier berekend)(?!\.)", "",
                      text)
        for part in [  # the years only: Structureel stands apart
                     "Cloud 60 150 190 215 225 840 125",
                     "IT-sourcing en inkoop 25 20 15 PM PM 60 10",
                     "Subtotaal Prioriteit 505 800 1.015 1.120 1.230 4.670 770",
                     "Totaal 745 1.110 1.355 1.510 1.615 6.335 950",
                     "2026–2030, Subtotaal Prioriteit en Subtotaal Interventie: "
                     "berekend uit de bron"]:
            assert part in text, (part, text)


def test_a_difference_within_the_tolerance_is_a_footnote():
    root = report("rounding")
    edit(root / "content/data/investeringsagenda.csv", "1355", "1356")
    edit(root / "content/plenum.yml", "tolerance: 0", "tolerance: 1")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    note = "Vanwege afronding kan de som der delen afwijken van het totaal."
    for name in ["report.html", "report.pdf"]:
        assert note in " ".join(words(readable(root / "out" / name))), name
    for name in ["report.html", "report.pdf"]:
        assert note not in " ".join(words(readable(built() / name))), name


def test_datapackage_keeps_to_its_schema():
    """The constraints of datapackage.json, dataresource.json, tableschema.json
    and tabledialect.json of https://datapackage.org/profiles/2.0/ that bear on
    what is written."""
    package = json.loads((built() / "datapackage.json").read_text())
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.0")
    assert re.fullmatch(r"[-a-z0-9._]+", package["name"])
    assert package["resources"]
    for resource in package["resources"]:
        assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
        assert resource["type"] == "table"
        path = resource["path"]
        assert not path.startswith(("/", ".", "~")) and ".." not in path
        data = (built() / path).read_bytes()
        assert resource["bytes"] == len(data)
        assert re.fullmatch(r".+/.+", resource["mediatype"])
        assert all(s["title"] for s in resource["sources"])
        assert len(resource["dialect"]["delimiter"]) == 1
        schema = resource["schema"]
        names = [f["name"] for f in schema["fields"]]
        assert len(set(names)) == len(names)
        head, *rows = [line.split(";") for line in
                       data.decode(resource["encoding"]).splitlines()]
        assert head == names
        missing = schema["missingValues"]
        assert all(set(m) == {"value", "label"} for m in missing)
        absent = {m["value"] for m in missing}
        assert {"", "PM", "-"} == absent
        for row in rows:
            for field, cell in zip(schema["fields"], row):
                assert field["type"] in ("string", "number")
                if field["type"] == "number" and cell not in absent:
                    assert re.fullmatch(r"-?\d+(,\d+)?", cell), cell
                allowed = field.get("constraints", {}).get("enum")
                assert allowed is None or cell in allowed, cell


def test_a_heading_called_soort_stands_there_once():
    root = WORK / "soort"
    (root / "content/data").mkdir(parents=True)
    (root / "content/plenum.yml").write_text(
        "title: S\ndata:\n  s:\n    file: data/s.csv\n    unit: €\n"
        "    source: Proef\n    group: Soort\n    item: Post\n")
    (root / "content/data/s.csv").write_text("Soort;Post;2026\nA;B;1\n")
    (root / "content/01-s.md").write_text("# S\n\nTekst.\n")
    status, _, err = plenum("-C", root, "build", "--to", "data")
    assert status == 0, err
    head = (root / "out/data/s.csv").read_text().splitlines()[0]
    assert head == "Soort regel;Soort;Post;2026", head
    package = json.loads((root / "out/datapackage.json").read_text())
    fields = package["resources"][0]["schema"]["fields"]
    assert [f["name"] for f in fields] == head.split(";")


def next_version(name, *edits):
    """The sample report after a change, and the set of before it: (root, old)."""
    root = report(name)
    shutil.copytree(built(), root / "old")
    edit(root / "content/plenum.yml", '"1.0"', '"1.1"')
    for old, new in edits:
        edit(root / "content/data/investeringsagenda.csv", old, new)
    return root


def test_since_tells_every_changed_cell():
    root = next_version("since", ("365;430;225", "365;437;225"),
                        ("20;15;PM;PM", "20;15;25;PM"),
                        ("1510;1615", "1535;1622"))
    status, _, err = plenum("-C", root, "build", "--since", "old")
    assert status == 0, err
    page = " ".join(words(re.sub(
        "<[^>]*>", " ", (root / "out/changes.html").read_text())))
    paper = " ".join(words(tool("pdftotext", "-layout", "-enc", "UTF-8",
                                str(root / "out/report.pdf"), "-")))
    for text in [page, paper]:
        assert "Wijzigingen ten opzichte van versie 1.0 (21 november 2025)" \
            in text
        for row in ["Digitale weerbaarheid en autonomie 2030 430 437 +7",
                    "IT-sourcing en inkoop 2029 PM 25",
                    "Totaal 2029 1.510* 1.535 +25",
                    "Totaal 2030 1.615* 1.622* +7"]:
            assert row in re.sub(r"[ (,]*bedrag nog niet bekend\)?", "",
                                 text), row
    assert 'href="changes.html"' in (root / "out/index.html").read_text()
    assert "430" not in " ".join(words(pdf_text(root / "out/slides.pdf")))
    # data/ alone will do, and out/ itself, which is then replaced.
    for old in ["old/data", "out"]:
        status, _, err = plenum("-C", root, "build", "--since", old)
        assert status == 0, err
    page = " ".join(words((root / "out/changes.html").read_text()))
    assert "Geen wijzigingen in de cijfers." in page


def test_since_tells_rows_and_columns_that_come_and_go():
    root = next_version("since-rows", ("Prioriteit;Data;35;65;90;115;140;85\n",
                                       "Prioriteit;Kennis;35;65;90;115;140;85\n"))
    yml = root / "content/plenum.yml"
    edit(yml, "2026..2030", "2027..2030")
    for page in (root / "content").glob("*.md"):
        page.unlink()
    (root / "content/01-cijfers.md").write_text("# Cijfers\n\nZie de tabel.\n")
    status, _, err = plenum("-C", root, "build", "--since", "old")
    assert status == 0, err
    text = " ".join(words(re.sub(
        "<[^>]*>", " ", (root / "out/changes.html").read_text())))
    for part in ["1 regel toegevoegd, 1 regel vervallen, "
                 "1 kolom vervallen.", "Kennis 65 90 115 140 85",
                 "Data 35 65 90 115 140 85"]:
        assert part in text, (part, text)


def test_since_tells_another_unit():
    root = next_version("since-unit", ("365;430;225", "365;430;225"))
    edit(root / "content/plenum.yml", "unit: € mln", "unit: € 1.000")
    for page in (root / "content").glob("*.md"):
        page.unlink()
    (root / "content/01-cijfers.md").write_text("# Cijfers\n\nZie de tabel.\n")
    status, _, err = plenum("-C", root, "build", "--since", "old")
    assert status == 0, err
    text = " ".join(words(re.sub(
        "<[^>]*>", " ", (root / "out/changes.html").read_text())))
    assert "Eenheid was: € mln. Eenheid is nu: € 1.000." in text, text


def test_an_english_set_has_points_and_commas():
    root = report("english-data")
    yml = root / "content/plenum.yml"
    edit(yml, "lang: nl", "lang: en")
    data = root / "content/data/investeringsagenda.csv"
    edit(data, "60;150", "60,5;150")
    edit(data, "745;1110", "745,5;1110")
    assert plenum("-C", root, "build", "--to", "data")[0] == 0
    csv = (root / "out/data/investeringsagenda.csv").read_text()
    assert "item,Prioriteit,Cloud,60.5,150," in csv, csv
    assert '"Collectieve oplossingen, EDI"' in csv
    package = json.loads((root / "out/datapackage.json").read_text())
    resource = package["resources"][0]
    assert resource["dialect"]["delimiter"] == ","
    assert resource["unit"] == "€ mln"
    assert {f.get("decimalChar", ".") for f in resource["schema"]["fields"]} \
        == {"."}
    (root / "out").rename(root / "old")
    status, _, err = plenum("-C", root, "build", "--since", "old")
    assert status == 0, err
    assert "No changes in the figures" in (root / "out/changes.html").read_text()


def test_since_without_an_earlier_set_is_status_2():
    root = report("since-none")
    (root / "empty").mkdir()
    for old in ["nowhere", "empty"]:
        status, _, err = plenum("-C", root, "build", "--since", old)
        assert status == 2 and old in err, err
        assert not (root / "out").exists()


# --- errors ------------------------------------------------------------------

def expect_error(name, change, pattern):
    root = report(name)
    assert plenum("-C", root, "build")[0] == 0
    before = fingerprint(root / "out")
    change(root / "content")
    status, _, err = plenum("-C", root, "build")
    assert status == 1, (status, err)
    assert re.search(pattern, err), err
    assert fingerprint(root / "out") == before


def test_a_slide_that_is_too_long():
    extra = "\n## Te lang\n\n" + "".join(
        f"- Punt {n} van een veel te lange lijst\n" for n in range(30))

    def change(content):
        page = content / "02-collectivisering.md"
        page.write_text(page.read_text() + extra)
    expect_error("overflow", change,
                 r'content/02-collectivisering\.md:\d+:1: error: .*"Te lang".* '
                 r'pt .*\[slide-overflow\]')


def test_a_missing_image():
    expect_error("image", lambda c: (c / "02-collectivisering.md").write_text(
        "# A\n\n## B\n\n![Een kaart](images/kaart.png)\n"),
        r"02-collectivisering\.md:5:1: error: .*images/kaart\.png")


def test_an_unknown_value():
    expect_error("value", lambda c: edit(
        c / "01-nds.md", "[Totaal, 2026]", "[Totaal, 2036]"),
        r"content/01-nds\.md:\d+:\d+: error: .*2036")


def test_bad_yaml():
    expect_error("yaml", lambda c: edit(
        c / "plenum.yml", "title: Ont", "title: [Ont"),
        r"content/plenum\.yml:\d+:\d+: error: .*\[yaml-bad\]")


def test_a_report_without_settings_is_status_2():
    root = WORK / "empty"
    root.mkdir()
    status, _, err = plenum("-C", root, "build")
    assert status == 2 and "plenum.yml" in err, err


def test_garbage_is_diagnosed():
    junk = {"nul": b"\0\0\0", "binary": bytes(range(256)) * 40, "empty": b"",
            "newlines": b"\r\n" * 5000}
    for name, content in junk.items():
        for target in ["plenum.yml", "01-nds.md", "data/investeringsagenda.csv"]:
            root = report(f"junk-{name}-{target.replace('/', '-')}")
            (root / "content" / target).write_bytes(content)
            status, _, err = plenum("-C", root, "check")
            assert status in (0, 1), (name, target, status, err)


def test_usage():
    for args in [[], ["frobnicate"], ["build", "extra"], ["build", "--nope"],
                 ["build", "--to", "docx"], ["html"],
                 ["check", "--format", "xml"]]:
        status, out, err = plenum(*args)
        assert status == 2 and out == "" and err, (args, status)
    for args, near in [(["biuld"], '"build"?'), (["check", "--strit"], "--strict?"),
                       (["build", "--to", "html,sildes"], '"slides"?'),
                       (["check", "--with-note=1"], "--with-note"),
                       (["build", "-o"], "-o"), (["check", "-Z"], "-Z")]:
        status, out, err = plenum(*args)
        assert status == 2 and out == "" and near in err, (args, err)
        assert err.startswith("plenum: ") and PROGRAM not in err, err
    for word in ["--help", "--version", "help"]:
        status, out, err = plenum(word)
        assert status == 0 and "plenum" in out and err == ""


def test_folders_above_the_set_are_made():
    root = report("deep-out")
    status, _, err = plenum("-C", root, "build", "--to", "data", "-o", "a/b/c")
    assert status == 0 and (root / "a/b/c/manifest.json").is_file(), err


def test_a_long_title_is_set_smaller_and_one_too_long_has_a_place():
    root = report("long-title")
    yml = root / "content/plenum.yml"
    title = "Ontwikkelingen bij de VNG-commissie Informatiesamenleving"
    edit(yml, title, title + " en de gemeenschappelijke regeling "
         "bedrijfsvoeringsorganisatie Noordoost-Overijssel")
    status, _, err = plenum("-C", root, "build", "--to", "slides,pdf")
    assert status == 0, err
    assert '[data-number="1"]{--fit-title:0.' in \
        (root / "out/slides.html").read_text()
    edit(yml, "title: ", "title: " + "Onderzoek en ontwikkeling van " * 16)
    status, _, err = plenum("-C", root, "check")
    assert status == 1 and "content/plenum.yml:2:8: error: content does not " \
        "fit: slide 1 " in err, err


def test_decimal_signs_of_a_column_stand_below_one_another():
    root = report("decimals")
    data = root / "content/data/investeringsagenda.csv"
    edit(data, "60;150", "60,25;150")
    edit(data, "745;1110", "745,25;1110")
    status, _, err = plenum("-C", root, "build", "--to", "html,pdf")
    assert status == 0, err
    page = (root / "out/01-nds.html").read_text()
    assert '<td class="num room-2 room-sign">35</td>' in page
    assert '<td class="num">60,25</td>' in page
    boxes = tool("pdftotext", "-bbox", str(root / "out/report.pdf"), "-")
    right = re.findall(r'xMax="([0-9.]+)" yMax="[^"]*">(35|60,25)</word>', boxes)
    row = next(i for i, (_, word) in enumerate(right) if word == "60,25")
    assert right[row - 1][1] == "35", right
    room = float(right[row][0]) - float(right[row - 1][0])
    assert abs(room - 9.5 * (0.245 + 2 * 0.572)) < 0.5, room


def test_json_lists_the_problems():
    root = report("json")
    edit(root / "content/data/investeringsagenda.csv", "1355", "1356")
    status, out, _ = plenum("-C", root, "check", "--format", "json")
    assert status == 1
    first = [p for p in json.loads(out) if p["code"] == "total-differs"][0]
    assert first["file"] == "content/data/investeringsagenda.csv"
    assert (first["line"], first["column"]) == (12, 24)
    assert first["severity"] == "error"


def test_every_message_is_explained():
    status, out, err = plenum("explain")
    assert status == 0 and err == ""
    codes = [line.split()[0] for line in out.splitlines()]
    assert len(codes) > 70 and "total-differs" in codes
    for code in ["total-differs", "TOTAL_DIFFERS"]:
        status, out, _ = plenum("explain", code)
        assert status == 0 and "tolerance: 1" in out, out
    status, out, err = plenum("explain", "total-difers")
    assert status == 2 and out == "" and '"total-differs"?' in err, err


def test_json_has_every_severity_and_always_the_same_members():
    root = report("severities")
    edit(root / "content/01-nds.md", "# ", "# <b>")
    csv = root / "content/data/investeringsagenda.csv"
    edit(csv, "1355", "1356")
    edit(csv, "Digitale wetgeving", "Digitale wetgév\u00efng")
    csv.write_bytes(csv.read_text().encode("cp1252"))
    status, out, err = plenum("-C", root, "check", "--format", "json")
    problems = json.loads(out)
    assert status == 1
    assert {p["severity"] for p in problems} == {"error", "warning", "notice"}
    for p in problems:
        assert list(p) == ["file", "line", "column", "severity", "code",
                           "message", "detail"], p
        assert plenum("explain", p["code"])[0] == 0
    places = [(p["file"], p["line"], p["column"]) for p in problems]
    assert places == sorted(places)
    assert "total-differs" not in err  # told once, on standard output
    assert json.loads(plenum("-C", built().parent, "check", "--format",
                             "json")[1]) == []
    status, out, _ = plenum("-C", root, "check", "--format", "json",
                            "--strict")
    assert {p["severity"] for p in json.loads(out)} == {"error", "notice"}


# --- the world ---------------------------------------------------------------

def test_a_full_disk_is_status_2():
    root = report("full")
    assert plenum("-C", root, "build")[0] == 0
    before = fingerprint(root / "out")
    edit(root / "content/plenum.yml", 'version: "1.0"', 'version: "1.1"')
    done = subprocess.run(["sh", "-c", "ulimit -f 8; trap '' XFSZ; "
                           f"exec '{PROGRAM}' -C '{root}' build"],
                          capture_output=True)
    assert done.returncode == 2, done
    assert fingerprint(root / "out") == before
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "html", str(root / "content/01-nds.md")],
                              stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2, done


def test_a_foreign_folder_is_not_replaced():
    root = report("foreign")
    (root / "out").mkdir()
    (root / "out/letter.txt").write_text("dear")
    status, _, err = plenum("-C", root, "build")
    assert status == 2 and "manifest.json" in err, err
    assert (root / "out/letter.txt").read_text() == "dear"


def test_same_input_same_bytes():
    sums = [fingerprint(built())]
    for name, env in [("same1", {"TZ": "Asia/Tokyo", "LC_ALL": "C"}),
                      ("same2", {"TZ": "America/New_York",
                                 "LC_ALL": "nl_NL.UTF-8", "LANG": "nl_NL"})]:
        root = report(name)
        assert plenum("-C", root, "build", env=env)[0] == 0
        sums.append(fingerprint(root / "out"))
    assert sums[0] == sums[1] == sums[2]


def test_same_bytes_everywhere():
    """Folders, permissions, the number of threads and where one stands."""
    want = fingerprint(built())
    root = report("a folder with spaces/é")
    done = subprocess.run(
        ["sh", "-c", f"umask 077; cd '{root}' && '{PROGRAM}' build -j 1"],
        capture_output=True)
    assert done.returncode == 0, done
    assert fingerprint(root / "out") == want
    for jobs in [2, 8]:
        status, _, err = plenum("-C", root, "build", "-j", jobs, "-o", "b")
        assert status == 0, err
        assert fingerprint(root / "b") == want
    for path in (root / "content").rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o755 if path.is_dir() else 0o444)
    status, _, err = plenum("-C", os.path.relpath(root), "build", "-o", "c")
    assert status == 0, err
    assert fingerprint(root / "c") == want


def test_a_missing_date_is_that_of_the_source():
    root = report("epoch")
    edit(root / "content/plenum.yml", "date: 2025-11-21\n", "")
    # 2025-11-20 23:30 UTC: in Amsterdam it is the 21st already.
    sums = []
    for zone in ["UTC", "Europe/Amsterdam", "America/New_York"]:
        env = {"SOURCE_DATE_EPOCH": "1763681400", "TZ": zone}
        status, _, err = plenum("-C", root, "build", env=env)
        assert status == 0, err
        sums.append(fingerprint(root / "out"))
    assert sums[0] == sums[1] == sums[2]
    assert "20 november 2025" in " ".join(
        words((root / "out/index.html").read_text()))
    for wrong in ["", "x", "-1", "99999999999999999999"]:
        status, _, err = plenum("-C", root, "build",
                                env={"SOURCE_DATE_EPOCH": wrong})
        assert status == 2 and "SOURCE_DATE_EPOCH" in err, (wrong, status, err)


def test_to_limits_the_set():
    root = report("to")
    assert plenum("-C", root, "build", "--to", "pdf,data")[0] == 0
    names = set(fingerprint(root / "out"))
    assert "report.pdf" in names and "data/investeringsagenda.csv" in names
    assert "index.html" not in names and "slides.html" not in names


def test_new_makes_a_report_that_builds():
    root = WORK / "fresh"
    status, _, err = plenum("new", root)
    assert status == 0, err
    assert err.endswith(f"run: plenum -C {root} build\n"), err
    status, _, err = plenum("-C", root, "build", "--strict")
    assert status == 0, err
    assert (root / "out/report.pdf").is_file()
    assert plenum("new", root)[0] == 2


def test_serve_shows_only_the_set():
    server = subprocess.Popen([PROGRAM, "serve", "-q", "-p", "0", "--to", "html",
                               "-C", str(report("serve"))],
                              stdout=subprocess.PIPE, text=True)
    try:
        home = server.stdout.readline().strip()
        port = int(home.rstrip("/").rpartition(":")[2])

        def ask(path, host=f"localhost:{port}", method="GET"):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request(method, path, headers={"Host": host})
            answer = line.getresponse()
            return answer.status, answer.read().decode(errors="replace")

        status, page = ask("/")
        assert status == 200 and "/.plenum/live.js" in page, page[:200]
        assert ask("/assets/page.css")[0] == 200
        for path in ["/../content/plenum.yml", "/%2e%2e/content/plenum.yml",
                     "/content/plenum.yml", "//etc/passwd", "/..%2fetc%2fpasswd",
                     "/internal/presenter.html", "/" + "a" * 5000]:
            assert ask(path)[0] in (400, 404, 414), path
        assert ask("/", host="evil.example")[0] == 403
        assert ask("/", method="POST")[0] == 405
        assert not (WORK / "serve" / "out").exists(), "serving writes nothing"
    finally:
        server.terminate()
        assert server.wait(60) == 0
        server.stdout.close()


def test_bundle_is_what_may_be_published():
    root = report("bundle")
    assert plenum("build", "-q", "-C", root, "--with-notes", "-o", "out")[0] == 0
    script = str(REPO / "src/publish/bundle.sh")
    tool(script, str(root / "out"), str(root / "a.zip"))
    for path in (root / "out").rglob("*"):
        os.utime(path, (1e9, 1e9))
    tool(script, str(root / "out"), str(root / "b.zip"))
    assert (root / "a.zip").read_bytes() == (root / "b.zip").read_bytes()
    with zipfile.ZipFile(root / "a.zip") as bundle:
        names = set(bundle.namelist())
        assert bundle.testzip() is None
    listed = json.loads((root / "out" / "manifest.json").read_text())["outputs"]
    assert names == {o["path"] for o in listed} | {"manifest.json"}
    assert (root / "out" / "internal" / "notes.pdf").exists()
    assert not any("internal" in name for name in names)
    with open(root / "out" / "index.html", "a") as page:
        page.write("<!-- changed by hand -->")
    done = subprocess.run([script, root / "out", root / "c.zip"],
                          capture_output=True)
    assert done.returncode != 0 and not (root / "c.zip").exists()


# --- house styles ------------------------------------------------------------

HOUSE = {"12436D": "00544A", "365F84": "2E7A70", "F46A25": "E0672E"}
LOGO = REPO / "tests/browser/site/content/images/vlak.png"


def house_style(name):
    """A report with a copy of all templates, in other colours and type, and a
    logo: as somebody makes a house style."""
    root = report(name)
    shutil.copytree(REPO / "templates", root / "templates")
    shutil.copy(LOGO, root / "templates/logo.png")
    theme = root / "templates/theme.yml"
    text = theme.read_text().replace("family: Open Sans", "family: DejaVu Sans")
    for old, new in HOUSE.items():
        assert old in text, old
        text = text.replace(old, new)
    theme.write_text(text + "\nlogo:\n  file: logo.png\n"
                            "  alt: Gemeente Voorbeeld\n")
    return root


def colours_of(text):
    """The colours of HTML, CSS or SVG as RRGGBB."""
    found = {c.upper() for c in re.findall(r"#([0-9a-fA-F]{6})\b", text)}
    for parts in re.findall(r"rgb\(([\d.]+)%, ?([\d.]+)%, ?([\d.]+)%\)", text):
        found.add("".join(f"{round(float(p) * 2.55):02X}" for p in parts))
    return found


def test_a_house_style_shows_in_every_output():
    root = house_style("house")
    # The sample's table is made for a narrower typeface.
    edit(root / "templates/theme.yml", "table_floor: 13 ", "table_floor: 11 ")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    out = root / "out"
    for path in [*out.glob("*.html"), out / "assets/page.css",
                 *out.glob("charts/*.svg")]:
        colours = colours_of(path.read_text())
        assert not colours & set(HOUSE), (path.name, colours & set(HOUSE))
        if path.name in ("report.html", "slides.html", "page.css"):
            assert set(HOUSE.values()) <= colours, path.name
            assert "DejaVu Sans" in path.read_text(), path.name
            assert "Open Sans" not in path.read_text(), path.name
        if path.suffix == ".svg":
            assert "00544A" in colours, (path.name, colours)
    for name in PDFS:
        fonts = tool("pdffonts", str(out / name))
        assert "DejaVuSans" in fonts and "OpenSans" not in fonts, name
        assert "Gemeente Voorbeeld" in alternatives(out / name) or \
            name == "handout.pdf", name
        expect_sound_pdf(out / name)
    bytes_of_logo = LOGO.read_bytes()
    assert [p.read_bytes() for p in out.glob("assets/logo-*")] == [bytes_of_logo]
    for name in ("index.html", "report.html", "slides.html"):
        assert 'alt="Gemeente Voorbeeld"' in (out / name).read_text(), name
    assert "<img" not in (out / "01-nds.html").read_text()


def test_a_house_style_names_only_what_differs():
    root = report("house-of-one")
    (root / "templates").mkdir()
    (root / "templates/theme.yml").write_text(
        "colors:\n  light:\n    blue: \"#00544A\"\n")
    (root / "templates/status.html").write_text(
        "<footer class=\"foot\"><p>Onze voet</p></footer>\n")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    assert "00544A" in colours_of((root / "out/slides.html").read_text())
    page = (root / "out/01-nds.html").read_text()
    assert "Onze voet" in page and "Investeringsagenda" in page


def test_a_theme_without_contrast_is_refused_at_its_place():
    root = house_style("pale")
    edit(root / "templates/theme.yml", '"#5B6B7A"', '"#9AA7B2"')
    status, _, err = plenum("-C", root, "build")
    line = next(n for n, text in enumerate(
        (root / "templates/theme.yml").read_text().splitlines(), 1)
        if "#9AA7B2" in text)
    assert status == 1 and not (root / "out").exists()
    assert re.search(rf"templates/theme\.yml:{line}:11: error: .*grey #9AA7B2 "
                     r"on paper #FFFFFF is 2\.\d\d:1 \(light\), text needs "
                     r"4\.5:1 \[contrast-low\]", err), err


def test_a_logo_is_a_picture_with_words_from_its_own_folder():
    for change, said in [
            (("logo.png", "weg.png"), r"weg\.png: No such file.*file-missing"),
            (("logo.png", "../content/plenum.yml"), r"\[path-outside\]"),
            (("logo.png", "theme.yml"), r"neither PNG nor JPEG \[image-bad\]"),
            (("  alt: Gemeente Voorbeeld\n", ""), r"\[alt-missing\]")]:
        root = house_style(f"logo{len(list(WORK.iterdir()))}")
        theme = root / "templates/theme.yml"
        text = theme.read_text()
        at = text.rindex("logo:")
        theme.write_text(text[:at] + text[at:].replace(*change))
        status, _, err = plenum("-C", root, "check")
        assert status == 1, (change, err)
        assert re.search(r"theme\.yml:\d+:9: error: .*" + said, err), err


def test_html_is_a_filter():
    status, out, err = plenum("html", built().parent / "content/01-nds.md")
    assert status == 0, err
    assert "<h1" in out and "<table" in out and "<html" not in out
    piped = subprocess.run([PROGRAM, "html", "-"], input="# Eén\n\nTekst.\n",
                           capture_output=True, encoding="utf-8", cwd=WORK)
    assert piped.returncode == 0, piped.stderr
    assert piped.stdout == '<h1 id="een">Eén</h1>\n<p>Tekst.</p>\n', piped.stdout
    wrong = subprocess.run([PROGRAM, "html", "-"], input="# A\n\n### B\n",
                           capture_output=True, encoding="utf-8", cwd=WORK)
    assert wrong.returncode == 1 and "stdin.md:3:1:" in wrong.stderr


def test_chart_of_any_csv():
    csv = REPO / "content/data/investeringsagenda.csv"
    for suffix, magic in [("svg", b"<?xml"), ("png", b"\x89PNG"),
                          ("pdf", b"%PDF")]:
        target = WORK / f"loose.{suffix}"
        status, _, err = plenum("chart", csv, "-o", target)
        assert status == 0, err
        assert target.read_bytes().startswith(magic), suffix
    status, out, err = plenum("chart", csv, "--type", "ranking",
                              "--columns", "2030")
    assert status == 0 and "<svg" in out, err
    root = xml.etree.ElementTree.fromstring(out.encode())
    ns = "{http://www.w3.org/2000/svg}"
    assert root.find(ns + "title").text == "investeringsagenda"
    assert "Digitale weerbaarheid" in root.find(ns + "desc").text
    piped = subprocess.run([PROGRAM, "chart", "-"], input=csv.read_bytes(),
                           capture_output=True)
    assert piped.returncode == 0 and b"<svg" in piped.stdout, piped.stderr


def test_a_chart_of_chosen_rows():
    csv = REPO / "content/data/investeringsagenda.csv"
    for rows, status in [("Data, AI", 0), ("Collectieve oplossingen, EDI", 0),
                         ("Data,Aj", 1)]:
        got, _, err = plenum("chart", csv, "--rows", rows, "--columns",
                             "2026,2028", "--type", "stacked")
        assert got == status, (rows, err)
        assert status == 0 or '"AI"?' in err


def test_svg_files_say_what_they_show():
    for name in ["fig-totaal", "fig-structureel"]:
        svg = (built() / "charts" / f"{name}.svg").read_text(encoding="utf-8")
        alt = re.search(r'<desc>(.*?)</desc>', svg).group(1)
        assert alt in (built() / "01-nds.html").read_text(encoding="utf-8")
    root = report("alt")
    page = root / "content/01-nds.md"
    assert plenum("-C", root, "build")[0] == 0
    edit(page, "type: stacked\n", "type: stacked\nalt: Door ons aangevuld.\n")
    assert plenum("-C", root, "build")[0] == 0
    svg = (root / "out/charts/fig-totaal.svg").read_text(encoding="utf-8")
    assert "Door ons aangevuld.</desc>" in svg


def chart_words(name, table, *options):
    """What stands in the PDF of a chart of this table."""
    csv = WORK / f"{name}.csv"
    csv.write_text(table, encoding="utf-8")
    target = csv.with_suffix(".pdf")
    status, _, err = plenum("chart", csv, "-o", target, *options)
    assert status == 0, err
    return pdf_text(target)


def test_chart_guesses_what_a_table_is():
    one_year = chart_words("one-year", "Naam;2026\nWonen;10\nZorg;1.200\n")
    assert one_year.index("Zorg") < one_year.index("Wonen"), one_year
    assert "1.200" in one_year
    one_item = chart_words("one-item", "Naam;2026;2027\nWonen;10;20\n")
    assert "Wonen, 2026 en 2027" in one_item, one_item
    english = chart_words("english", 'Item,2025,2026\nHousing,"1,200.5",PM\n'
                          'Care,800.0,-20.5\nTotal,"2,000.5",-20.5\n')
    assert "1.200,5" in english and "PM" in english and "-20,5" in english
    assert "Total" not in english
    long_form = chart_words("long", "Post;Jaar;Bedrag\nA;2026;10\n"
                            "A;2027;12\nB;2026;5\nB;2027;PM\n")
    assert "2027" in long_form and "12" in long_form and "PM" in long_form
    no_years = chart_words("no-years", "Naam;Begroot;Werkelijk\nA;1;2\n"
                           "B;3;4\n", "--title", "Meer dan begroot")
    assert "Meer dan begroot" in no_years and "Werkelijk" in no_years
    forty = chart_words("forty", "Post;2026;2027\n" + "".join(
        f"Programma {i};{i};{i * 2}\n" for i in range(40)))
    assert "Programma 39" in forty


def test_chart_finds_names_years_and_units_where_they_stand():
    codes = chart_words("codes", "Taakveld;Code;Naam;2026;2027\n"
                        "Bestuur;0.1;Raad;10;11\nBestuur;0.2;College;20;21\n")
    assert "Raad" in codes and "College" in codes and "0.1" not in codes
    down = chart_words("down", "Jaar;Lasten;Baten\n2024;100;90\n2025;110;95\n"
                       "2026;120;118\n")
    assert down.index("Lasten") < down.index("Baten"), down
    assert "2024–2026" in down and "118" in down, down
    remark = chart_words("remark", "Nr;Bedrag;Opmerking\n1;10;geen\n2;20;veel\n")
    assert "20" in remark and "geen" not in remark
    titled = chart_words("titled", "Begroting van de gemeente;;\n;;\n"
                         "Post;2026;2027\nA;10;11\nB;5;6\n")
    assert "2026 en 2027" in titled and "11" in titled, titled
    summed = chart_words("summed", "Post;2026;2027\nA;10;11\nB;5;6\n"
                         "Som;15;17\n")
    assert "Som" not in summed and "17" not in summed, summed
    shares = chart_words("shares", "Post;2026;2027\nA;12,5%;13%\nB;5%;6%\n")
    assert "Percentages, 2026 en 2027" in shares, shares
    months = chart_words("months", "Post;jan;feb;mrt;apr;mei;jun\n"
                         "A;1;2;3;4;5;6\nB;6;5;4;3;2;1\n")
    assert "jan t/m jun" in months, months


def test_chart_takes_what_a_file_leaves_open():
    table = "Post;2026;2027\nA;1,5;2,5\nB;4,5;PM\n"
    english = chart_words("words", "Post;2026;2027\nA;1234,5;2\nB;1;PM\n",
                          "--lang", "en", "--unit", "€ mln", "--source",
                          "Annual accounts")
    assert "1,234.5" in english, english
    assert "Amounts in € mln, 2026 and 2027" in english, english
    assert "Source: Annual accounts" in english, english
    assert "amount not yet known" in english, english
    csv = WORK / "open.csv"
    csv.write_text("Post,2026\nA,1.234\nB,2.345\n", encoding="utf-8")
    status, _, err = plenum("chart", csv)
    assert status == 1 and "open.csv:2:3: error" in err, err
    assert "--decimal point" in err, err
    status, out, err = plenum("chart", csv, "--decimal", "point")
    assert status == 0 and "<svg" in out, err
    for option, value, said in [("--type", "pie", "--type: error: "),
                                ("--columns", "2030", "--columns: error: "),
                                ("--rows", "C", "--rows: error: ")]:
        csv.write_text(table, encoding="utf-8")
        status, _, err = plenum("chart", csv, option, value)
        assert status == 1 and said in err and value in err, err
    for option in ["--lang", "--decimal"]:
        assert plenum("chart", csv, option, "x")[0] == 2


def test_chart_takes_a_total_that_differs_by_rounding():
    csv = WORK / "rounded.csv"
    csv.write_text("Post;2026\nA;10,4\nB;5,4\nTotaal;16\n", encoding="utf-8")
    status, _, err = plenum("chart", csv)
    assert status == 1 and "16, the rows add up to 15,8" in err, err
    assert plenum("chart", csv, "--tolerance", "0,1")[0] == 1
    for tolerance in ["0,2", "0.2", "1"]:
        status, out, err = plenum("chart", csv, "--tolerance", tolerance)
        assert status == 0 and "<svg" in out, err
    for wrong in ["x", "-1", "1.234", ""]:
        status, _, err = plenum("chart", csv, "--tolerance", wrong)
        assert status == 2 and "--tolerance takes a number" in err, err


def test_an_svg_is_the_same_picture_in_every_output():
    root = report("drawn")
    (root / "content/images").mkdir(exist_ok=True)
    (root / "content/images/logo.svg").write_text(
        '<!-- by Jan on C:\\Users\\jan --><svg xmlns='
        '"http://www.w3.org/2000/svg" width="180" height="60">'
        '<script>alert(1)</script><circle cx="30" cy="30" r="26" '
        'fill="#12436d"/></svg>', encoding="utf-8")
    (root / "content/09-plaat.md").write_text(
        "# Plaat\n\n## Logo\n\n![Een cirkel](images/logo.svg)\n",
        encoding="utf-8")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    page = (root / "out/09-plaat.html").read_text(encoding="utf-8")
    name = re.search(r'src="(assets/logo-[0-9a-f]*.png)" alt="Een cirkel" '
                     'width="180" height="60"', page).group(1)
    png = (root / "out" / name).read_bytes()
    assert png[16:24] == (1200).to_bytes(4, "big") + (400).to_bytes(4, "big")
    for pdf in ["report.pdf", "slides.pdf"]:
        listed = tool("pdfimages", "-list", str(root / "out" / pdf))
        assert "1200   400" in listed, listed
    for file in (root / "out").rglob("*"):
        if file.is_file():
            bytes_ = file.read_bytes()
            assert b"alert(1)" not in bytes_ and b"Users" not in bytes_, file


def test_no_chart_on_paper_is_without_its_numbers():
    root = report("large")
    years = range(2020, 2036)
    rows = [f"Programma {i};" + ";".join(str(10000 + 97 * i + 7 * year)
                                         for year in years)
            for i in range(24)]
    (root / "content/data/groot.csv").write_text(
        "Post;" + ";".join(map(str, years)) + "\n" + "\n".join(rows) + "\n")
    with open(root / "content/plenum.yml", "a", encoding="utf-8") as settings:
        settings.write("\n  groot:\n    file: data/groot.csv\n    title: Groot\n"
                       "    unit: € 1.000\n    source: Verzonnen, 2026\n"
                       "    item: Post\n    years: 2020..2035\n")
    (root / "content/09-groot.md").write_text(
        "# Groot\n\n## Alles\n\n::: page\n```chart\nid: fig-groot\ndata: groot\n"
        "type: multiples\ntitle: Alle programma’s\n```\n:::\n", encoding="utf-8")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    tool(str(REPO / "tests/pdf/check_pdf.py"), str(root / "out/report.pdf"))
    pages = pdf_pages(root / "out/report.pdf")
    shown = set(itertools.chain.from_iterable(pages))
    for row in rows:
        for number in row.split(";")[1:]:
            assert f"{int(number):,}".replace(",", ".") in shown, number
    text = " ".join(itertools.chain.from_iterable(pages))
    assert "Cijfers: hierna" in text and "van figuur 4 (1 van" in text


def test_charts_without_an_id_have_files_of_their_own():
    root = report("nameless")
    chart = "```chart\ndata: investeringsagenda\ntype: stacked\n" \
            "title: Alles\n```\n"
    (root / "content/09-meer.md").write_text(
        f"# Meer\n\n## Een\n\n{chart}\n## Twee\n\n{chart}",
        encoding="utf-8")
    status, _, err = plenum("-C", root, "build")
    assert status == 0, err
    assert err.count("[chart-many-parts]") == 2, err
    for name in ["figuur-4", "figuur-5"]:
        for suffix in [".svg", ".png", "@2x.png"]:
            assert (root / "out/charts" / (name + suffix)).is_file(), name


def test_chart_says_what_is_wrong_with_a_table():
    for table, code in [("", "data-empty"), ("Naam;Plaats\nA;B\n",
                                             "data-empty"),
                        ("Post;2026\nA;1\nB;2\nTotaal;4\n",
                         "total-differs"),
                        ("Post;2026\nA;1x\nB;2\n", "[")]:
        csv = WORK / "bad.csv"
        csv.write_text(table, encoding="utf-8")
        target = WORK / "bad.svg"
        status, _, err = plenum("chart", csv, "-o", target)
        assert status == 1 and code in err, (status, err)
        assert not target.exists()


sys.exit(runner.run(globals(), WORK))
