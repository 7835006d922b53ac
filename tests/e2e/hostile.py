#!/usr/bin/env python3
"""Nothing that a user sets gets out of its place, and nothing outside content/
gets in.

    tests/e2e/hostile.py PROGRAM [WORD]    runs the tests whose name has WORD

Text that ends strings, tags, attributes and comments in every language we write
stands in every field; every output is then parsed as what it is.  The last line
is "N passed, N failed".
"""
import html.parser
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET
import zlib

sys.dont_write_bytecode = True  # nothing of a test stays behind
import runner

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
WORK = pathlib.Path(tempfile.mkdtemp(prefix="plenum-hostile-"))

HOSTILE = {
    "script": """"><script>alert(1)</script>&'""",
    "handler": """" onload="alert(1)" x='y' onclick='alert(1)""",
    "cdata": "]]>--></style></title></svg>&lt;&#0;",
    "pdf": ")( \\ \\) <</S/JavaScript>> endstream endobj %%EOF",
    "format": "%n%s%d %999999999s {0} $(id) `id` ${HOME}",
    "controls": "a\u202eb\u2066c\u200bd\u00ade\ufeff",
    "mustache": "{{title}} {{{title}}} {{#pages}} {{> head}}",
}


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + \
            struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + \
        chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress(b"\0" * 8 * 25)) + chunk(b"IEND", b"")


def quoted(text):
    """As a YAML string and as a CSV cell the text is the same."""
    return json.dumps(text, ensure_ascii=False)


def cell(text):
    return '"' + text.replace('"', '""') + '"'


def literal(text):
    """Every sign that Markdown could read is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def file_name(text):
    """The same text, as far as the name of a file can hold it."""
    return text.replace("/", "_").replace("\0", "_")[:60]


def report(name, text):
    """The text stands in every field that takes any text."""
    root = WORK / name
    (root / "content/data").mkdir(parents=True)
    (root / "content/images").mkdir()
    for image in ["a", file_name(text)]:
        (root / f"content/images/{image}.png").write_bytes(png())
    q = quoted(text)
    (root / "content/plenum.yml").write_text(f"""title: {q}
organisation: {q}
speaker: {q}
date: 2025-11-21
lang: nl
status: concept
audience: besloten
version: {q}
data:
  d:
    file: data/d.csv
    title: {q}
    unit: {q}
    source: {q}
    group: {q}
    item: {quoted(text + " post")}
    years: 2026..2027
    extra: [{quoted(text + " extra")}]
    total: Totaal
    names:
      Rest: {q}
""")
    (root / "content/data/d.csv").write_text(
        f"{cell(text)};{cell(text + ' post')};2026;2027;{cell(text + ' extra')}\n"
        f"{cell(text)};{cell(text)};1;2;3\n{cell(text + ' rest')};Rest;3;4;5\n"
        ";Totaal;4;6;8\n")
    md = literal(text)
    # A value may stand in captions, titles and alternative texts.
    slug = re.sub("[^a-z]", "", text.lower()) or "x"
    safe = quoted(re.sub("{+", "{", text))
    alt = literal(re.sub("{+", "{", text))
    (root / "content/01-a.md").write_text(f"""---
title: {q}
description: {q}
---

# {md}

{md} *{md}* [{md}](https://voorbeeld.nl/ "{md}") en een noot[^1].

[^1]: {md}

## Kop {md}

![{alt}](images/a.png "{alt}")

![{alt}](images/{urllib.parse.quote(file_name(text))}.png)

::: {{.callout title={safe}}}
[{md}]{{lang="en" data-x={q}}} @fig-een @tbl-een
:::

::: {{#anker .{slug} data-y={q} style={q} onclick={q}}}
> {md}

- [ ] {md}

1. ~~{md}~~ **{md}**
:::

::: notes
{md}
:::

---

``` {md.split()[0]}
{text}
```

---

| {md} | b |
|---|---|
| {md} | c |

: {md} {{#tbl-een}}

---

```table
data: d
caption: {safe}
```

---

```chart
id: fig-een
data: d
type: grouped
title: {safe}
alt: {safe}
```
""")
    return root


def run(root, *args):
    done = subprocess.run([PROGRAM, "-C", str(root), *args],
                          capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def tool(*command):
    done = subprocess.run(command, capture_output=True)
    text = done.stdout.decode("utf-8", "replace") + done.stderr.decode()
    assert done.returncode == 0, f"{command}:\n{text}"
    return text


class Page(html.parser.HTMLParser):
    """Scripts are the deck's own; no element has a handler or a foreign link."""

    def __init__(self):
        super().__init__()
        self.scripts, self.text = 0, []

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        for name, value in attrs:
            assert not name.startswith("on"), (tag, attrs)
            assert re.fullmatch(r"[a-zA-Z][\w:.-]*", name), (tag, attrs)
            if name in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|vbscript|file):",
                                    value or "", re.I), (tag, attrs)

    def handle_data(self, data):
        self.text.append(data)


def check_html(path, scripts):
    page = Page()
    page.feed(path.read_text())
    page.close()
    assert page.scripts == scripts, (path, page.scripts)
    return "".join(page.text)


def check_pdf(path):
    tool("qpdf", "--check", str(path))
    said = tool("pdfinfo", "-js", str(path))
    assert "alert" not in said and "JavaScript:     yes" not in said, said
    tool("pdftotext", str(path), "-")
    # pdfinfo says "Metadata Stream: yes"; the stream must be XML.
    xmp = tool("pdfinfo", "-meta", str(path))
    ET.fromstring(xmp.strip().encode())


def check_set(out, text):
    seen = set()
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        seen.add(path.suffix)
        if path.suffix == ".html":
            with_script = path.name in ("slides.html", "presenter.html")
            check_html(path, 1 if with_script else 0)
        elif path.suffix == ".svg":
            for element in ET.parse(path).iter():
                assert not element.tag.endswith("script"), path
                assert not [a for a in element.attrib if a.startswith("on")]
        elif path.suffix == ".json":
            json.loads(path.read_text())
        elif path.suffix == ".pdf":
            check_pdf(path)
    assert {".html", ".svg", ".json", ".pdf", ".csv", ".png"} <= seen, seen
    package = json.loads((out / "datapackage.json").read_text())
    assert package["title"].strip() == text.strip(), package["title"]


def hostile(name):
    text = HOSTILE[name]
    root = report(name, text)
    status, _, err = run(root, "build", "--with-notes")
    assert status == 0, err
    check_set(root / "out", text)


def test_text_that_ends_a_tag():
    hostile("script")


def test_text_that_ends_an_attribute():
    hostile("handler")


def test_text_that_ends_a_comment_or_a_style():
    hostile("cdata")


def test_text_that_ends_a_string_of_pdf():
    hostile("pdf")


def test_text_that_is_a_format_or_a_command():
    hostile("format")


def test_text_that_cannot_be_seen():
    hostile("controls")


def test_text_that_is_a_template():
    hostile("mustache")


def test_words_of_the_command_line_are_text_too():
    root = plain("words", "# A\n")
    (root / "d.csv").write_text("Post;2026\nWolk;10\nGrond;30\n")
    for text in [HOSTILE["script"], HOSTILE["cdata"], "<!-- -->",
                 "a\x01\x1b\x9b\x7f",
                 "a\ufffe", "a\uffff", "a\ufdd0"]:
        status, svg, err = run(root, "chart", root / "d.csv", "--title", text,
                               "--unit", text, "--source", text)
        if status == 0:
            ET.fromstring(svg)
        else:
            assert status == 1 and "--title: error: " in err, (text, err)


# --- paths and links -----------------------------------------------------------

def plain(name, page):
    root = WORK / name
    (root / "content/images").mkdir(parents=True)
    (root / "content/plenum.yml").write_text(
        "title: T\norganisation: O\nspeaker: S\ndate: 2025-11-21\nlang: nl\n"
        'status: concept\naudience: besloten\nversion: "1.0"\n')
    (root / "content/01-a.md").write_text(page)
    (root / "content/images/a.png").write_bytes(png())
    (root / "secret.png").write_bytes(png())
    (root / "secret.csv").write_text("Post;2026\nGeheim;7\n")
    return root


def expect_refused(root, place, *words):
    status, _, err = run(root, "build")
    assert status == 1, (status, err)
    lines = [line for line in err.splitlines()
             if line.startswith(place) and " error: " in line]
    assert lines, (place, err)
    for word in words:
        assert word in err, (word, err)
    assert not (root / "out").exists()


def test_links_that_run_are_refused():
    for number, link in enumerate([
            "javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x",
            "data:text/html,b", "file:///etc/passwd", "//voorbeeld.nl/x",
            "java&#10;script:alert(1)", "&#x01;javascript:alert(1)"]):
        root = plain(f"link{number}", f"# A\n\nEen [link](<{link}>).\n")
        expect_refused(root, "content/01-a.md:3:5: error")


def test_images_stay_in_content():
    for number, path in enumerate(["../secret.png", "/etc/hostname",
                                   "images/../../secret.png",
                                   "images/%2e%2e/%2e%2e/secret.png",
                                   "https://voorbeeld.nl/a.png",
                                   "data:image/png;base64,AAAA"]):
        root = plain(f"path{number}", f"# A\n\n![Alt]({path})\n")
        expect_refused(root, "content/01-a.md:3:1: error")


def test_symlinks_that_lead_out_are_refused():
    root = plain("symlink", "# A\n\n![Alt](images/uit.png)\n")
    (root / "content/images/uit.png").symlink_to(root / "secret.png")
    expect_refused(root, "content/01-a.md:3:1: error")
    root = plain("symlink-folder", "# A\n\n![Alt](images/uit/secret.png)\n")
    (root / "content/images/uit").symlink_to(root)
    expect_refused(root, "content/01-a.md:3:1: error")
    root = plain("symlink-page", "# A\n")
    (root / "geheim.md").write_text("# Geheim\n")
    (root / "content/02-b.md").symlink_to(root / "geheim.md")
    status, _, err = run(root, "build")
    assert status == 1 and "02-b.md" in err, (status, err)


def test_data_stays_in_content():
    for number, path in enumerate(["../secret.csv", "/etc/passwd",
                                   "data/../../secret.csv"]):
        root = plain(f"data{number}", "# A\n")
        settings = root / "content/plenum.yml"
        settings.write_text(settings.read_text() +
                            f"data:\n  d:\n    file: {path}\n    title: D\n"
                            "    source: S\n    unit: €\n    item: Post\n"
                            "    years: 2026..2026\n")
        expect_refused(root, "content/plenum.yml:11:")


def test_names_of_data_stay_in_out():
    root = plain("dataname", "# A\n")
    settings = root / "content/plenum.yml"
    (root / "content/d.csv").write_text("Post;2026\nA;7\n")
    settings.write_text(settings.read_text() +
                        'data:\n  "../../weg":\n    file: d.csv\n    title: D\n'
                        "    source: S\n    unit: €\n    item: Post\n"
                        "    years: 2026..2026\n")
    expect_refused(root, "content/plenum.yml:10:")


def test_ids_stay_in_out():
    root = report("ids", "x")
    page = root / "content/01-a.md"
    page.write_text(page.read_text().replace("fig-een", "../../fig-weg"))
    status, _, err = run(root, "build")
    assert status == 1, (status, err)
    assert not list(WORK.rglob("fig-weg*"))


def test_an_image_of_too_many_pixels():
    root = plain("pixels", "# A\n\n![Alt](images/a.png)\n")
    raw = bytearray(png())
    raw[16:24] = struct.pack(">II", 60000, 60000)
    raw[29:33] = struct.pack(">I", zlib.crc32(bytes(raw[12:29])))
    (root / "content/images/a.png").write_bytes(bytes(raw))
    status, _, err = run(root, "build")
    assert status == 1 and "a.png" in err, (status, err)


def test_files_that_are_no_files():
    root = plain("fifo", "# A\n\n![Alt](images/f.png)\n")
    os.mkfifo(root / "content/images/f.png")
    expect_refused(root, "content/01-a.md:3:1: error", "f.png: not a file")
    (root / "content/02-b.md").mkdir()
    assert run(root, "check")[0] in (1, 2)
    root = plain("pipes", "# A\n")
    os.mkfifo(root / "content/02-b.md")
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(str(root / "content/03-c.md"))
        status, _, err = run(root, "check")
    assert status == 1 and err.count(": not a file [file-missing]") == 2, err
    (root / "content/02-b.md").unlink()
    (root / "content/03-c.md").unlink()
    (root / "templates").mkdir()
    os.mkfifo(root / "templates/page.html")
    status, _, err = run(root, "build")
    assert status == 2 and f"{root}/templates/page.html: not a file" in err, err


def test_messages_do_not_steer_a_terminal():
    """Whatever stands in names of files, on the command line or in the text."""
    text = "\x1b[31m\x1b]0;t\x07\u009b5m\u202e\u2066\u2028\x7f\r\x08"
    name = "a" + text.replace("/", "")
    root = plain("steer", f"# A {text}\n\n[x](weg{text}.md) ::: {text}\n\n"
                 f"::: {text}\n:::\n\n![]({text}.png)\n\n@fig-{text}\n")
    (root / f"content/{name}.md").write_text(f"# {text}\n\n### {text}\n")
    settings = root / "content/plenum.yml"
    settings.write_text(settings.read_text() + '"k\\e[31m": "\\e[31m"\n')
    (root / name).mkdir()
    said = [run(root, "check"), run(root, "build", "-o", "content/" + text),
            run(root, "build", "-o", name + "/../" + text, "-v"),
            run(root / name, "check"), run(root, text), run(root, "--" + text),
            run(root, "explain", text), run(root, "chart", text + ".csv"),
            run(root, "html", text + ".md"), run(root, "check", "--to", text),
            run(root, "new", name), run(root, "build", "--since", text)]
    for status, out, err in said:
        assert status in (0, 1, 2) and err.strip(), (status, err)
        assert not [c for c in err if c in text and not c.isprintable()], err


def test_names_of_pages():
    names = ["02-a b.md", "03-'x'.md", "04-&amp;.md", "05-%6e.md", "06-é.md",
             '07-"><b>.md', "08-?x#y.md", "09-\\x.md"]
    for name in names:
        root = plain(f"name-{name[:2]}", "# A\n\nZie [b](<" +
                     name.replace("\\", "\\\\") + ">).\n")
        (root / "content" / name).write_text("# B\n")
        status, _, err = run(root, "build")
        assert status in (0, 1), (name, err)
        if status == 0:
            for path in (root / "out").glob("*.html"):
                check_html(path, 1 if path.name == "slides.html" else 0)
                for target in re.findall(r'<a[^>]* href="([^"#]+)[#"]',
                                         path.read_text()):
                    target = html.unescape(target)
                    if not re.match(r"(https?|mailto):", target):
                        target = urllib.parse.unquote(target)
                        assert (root / "out" / target).is_file(), \
                            (name, path.name, target)


sys.exit(runner.run(globals(), WORK))
