#!/usr/bin/python3
"""Writes a report that holds every construct, over and over: stress.py FOLDER
CHAPTERS.

Each chapter is about six pages: text with long compounds and addresses, notes,
lists in lists, tables of values and from data over several pages, charts,
pictures, code, quotations, divs, other languages.  The words of no two
chapters are the same, so that text in the wrong place is seen.
"""

import base64
import pathlib
import sys

import make_images

JPEG = base64.b64decode("""
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkz
ODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAA
AAAAAAAAAAAAAf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AH//Z""")
COMPOUNDS = [
    "aansprakelijkheidswaardevaststellingsveranderingen",
    "meervoudigepersoonlijkheidsstoornissen",
    "arbeidsongeschiktheidsverzekeringsmaatschappij",
    "kindercarnavalsoptochtvoorbereidingswerkzaamheden",
    "gemeentegrensoverschrijdendesamenwerkingsverbanden",
    "informatiebeveiligingsverantwoordelijkheden",
    "collectiviseringsvoorstelbehandelingsprocedure",
]
SENTENCES = [
    "De gemeenten werken het {n}e voorstel uit, ondersteund door de vereniging.",
    "Daarbij horen {word} en wat er verder op tafel ligt.",
    "Zie [de toelichting](https://www.example.org/een/lang/pad/naar/stuk-{n}"
    "/dat-niet-op-een-regel-past.html?jaar=2026&onderdeel=digitaal) en de "
    "e-mail van 5-10 mei.",
    "Een [cloud provider number {n}]{{lang=en}} levert *alleen* met **zekerheid** "
    "en `code_{n}`, ~~niet~~ altijd.",
    "In 2026–2030 groeit het met 1.{n:03},5 naar {n} stuks, zegt ‘men’.",
]


def paragraph(chapter, n):
    number = chapter * 100 + n
    text = " ".join(
        SENTENCES[(n + i) % len(SENTENCES)].format(
            n=number + i, word=COMPOUNDS[(n + i) % len(COMPOUNDS)])
        for i in range(4))
    return f"{text}[^{n}]\n\n[^{n}]: Noot {number}: {COMPOUNDS[n % 7]}.\n"


def lists(c):
    return f"""- eerste van {c}
- tweede

  met een alinea

  - dieper {c}
    1. nog dieper
    2. en verder
- [ ] nog te doen {c}
- [x] gedaan

7. zeven
8. acht
"""


def table(c, rows):
    body = "".join(
        f"| Rij {c}.{n} | {COMPOUNDS[n % 7]} | {n * c} | {n},50 |\n"
        for n in range(rows))
    return ("| Naam | Woord | Aantal | Bedrag |\n|:--|:-:|--:|--:|\n" + body +
            f"\n: Tabel met {rows} rijen, {c} {{#tbl-lang-{c}}}\n")


def divs(c):
    return f"""::: columns
::: {{.column width=40%}}
Links van {c}.

- punt
:::
::: column
Rechts van {c}, met *nadruk*.
:::
:::

::: tiles
- Tegel {c}
- {COMPOUNDS[c % 7]}
- Derde
:::

::: steps
1. Stap een van {c}
2. Stap twee
:::

::: key
{c} mensen

in 2030
:::

::: {{.callout title="Let op {c}"}}
Een kader met een titel.
:::

> Een citaat van {c}.
>
> > Met een citaat erin.

```
een regel code {c} {"die veel te lang is " * 8}
    met een inspringing
```
"""


def chapter(c):
    text = "\n".join(paragraph(c, n) for n in range(1, 13))
    return f"""---
deck: false
---

# Hoofdstuk {c} {{#hoofdstuk-{c}}}

Zie @tbl-lang-{c}, @fig-vlak-{c}, @fig-grafiek-{c} en @sec-{c}.

{text}
## Lijsten {c}

{lists(c)}
### Vormen {c} {{#sec-{c}}}

{divs(c)}
## Tabellen {c}

{table(c, 60)}
```table
data: cijfers
caption: De cijfers nog eens, {c}
```

## Beelden {c}

![Een vlak van hoofdstuk {c}](images/rgba8.png "Bijschrift {c}"){{#fig-vlak-{c}}}

![Een grijs vlak](images/grijs.jpg)

```chart
id: fig-grafiek-{c}
data: cijfers
type: {["grouped", "multiples", "stacked", "ranking"][c % 4]}
columns: {"2026" if c % 4 == 3 else "2026..2028"}
title: Noord groeit in {c}
```

::: {{lang=en}}
A paragraph in English, number {c}, with enough internationalisation and
responsibilities to be hyphenated at the end of a line.
:::
"""


def main(folder, chapters):
    content = pathlib.Path(folder) / "content"
    (content / "data").mkdir(parents=True)
    (content / "images").mkdir()
    make_images.main(content / "images")
    (content / "images/grijs.jpg").write_bytes(JPEG)
    (content / "data/cijfers.csv").write_text(
        "Groep;Post;2026;2027;2028\nNoord;Een;10;20;30\nNoord;Twee;1;PM;3\n"
        "Zuid;Drie;5;5;-\n;Totaal;16;25;33\n")
    (content / "plenum.yml").write_text("""title: Proefrapport
organisation: Proef
speaker: Proef
date: 2025-11-21
lang: nl
status: concept
audience: openbaar
version: "1.0"
data:
  cijfers:
    file: data/cijfers.csv
    title: Cijfers
    unit: € mln
    source: Bedacht
    item: Post
    group: Groep
    years: 2026..2028
    total: Totaal
""")
    for c in range(1, chapters + 1):
        (content / f"{c:03}-hoofdstuk.md").write_text(chapter(c))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
