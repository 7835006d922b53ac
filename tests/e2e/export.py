"""A spending table as a financial system and a spreadsheet leave it: the same
for the same number of rows, on any machine.

    python3 tests/e2e/export.py 5000 > export.csv

Windows-1252 with CR LF; `;`, quotes and quoted quotes in names; thousands
points, no-break spaces, euro signs, minus signs of four kinds; PM in five
spellings; dashes; merged cells; empty rows, empty columns at the end; a
subtotal a group, "waarvan" rows, a grand total.
"""
import decimal
import sys

YEARS = [2026, 2027, 2028, 2029]
SETTINGS = """title: Export
date: 2026-01-01
data:
  export:
    file: data/export.csv
    unit: € 1.000
    source: Proefbestand
    group: Programma
    item: Omschrijving
    years: 2026..2029
    extra: [Structureel]
    total: Eindtotaal
"""
NAMES = ["Beheer & onderhoud", 'Project "Één loket"', "Subsidies; regulier",
         "Coördinatie – regionaal", "Café ’t Hoekje, huur",
         "  Inhuur\u00a0derden ", "Überlastpuffer €"]
PM = ["PM", "p.m.", "P.M.", "pm", "Pm"]


class Random:
    """A linear congruential generator (Numerical Recipes): Python's own may
    change between versions."""

    def __init__(self):
        self.state = 2026

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % n


def dutch(tenths):
    text = f"{abs(tenths) // 10:,}".replace(",", ".")
    return text if tenths % 10 == 0 else f"{text},{abs(tenths) % 10}"


def written(random, tenths):
    """One of the ways in which people and programs write an amount."""
    text = dutch(tenths)
    if tenths < 0:
        return [f"-{text}", f"– {text}", f"({text})", f"{text}-",
                f"€ -{text}"][random.below(5)]
    return [text, text, text, f"€ {text}", f" {text} ", f"€\u00a0{text}",
            text.replace(".", "\u00a0")][random.below(7)]


def cell(random):
    """(text, amount): in tenths, or "PM", "-" or "" for what is no number."""
    kind = random.below(40)
    if kind == 0:
        return PM[random.below(5)], "PM"
    if kind == 1:
        return ["-", "–", "€ -"][random.below(3)], "-"
    if kind == 2:
        return "", ""
    tenths = random.below(40_000_000) - 2_000_000
    if kind > 20:
        tenths -= tenths % 10
    return written(random, tenths), tenths


def quoted(text):
    if any(c in text for c in ';"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def total(rows):
    """The sum of a column as a spreadsheet has it: what is no number is 0."""
    return [sum(a for a in column if isinstance(a, int))
            for column in zip(*rows)]


def make(count):
    """(bytes, expected): expected has (kind, group, name, amounts) a row."""
    random = Random()
    lines = ["Programma;Omschrijving;" + ";".join(map(str, YEARS)) +
             ";Structureel;;"]
    expected, everything, group_rows = [], [], []
    group = None

    def put(first, name, texts):
        lines.append(";".join([quoted(first), quoted(name), *texts]) + ";;")

    def close():
        sums = total(group_rows)
        put("", f"Subtotaal {group}", [dutch(t) if t >= 0 else "-" + dutch(t)
                                       for t in sums])
        expected.append(("subtotaal", group, f"Subtotaal {group}", sums))
        lines.append(";;;;;;;;")
        group_rows.clear()

    for n in range(count):
        first = ""
        if n % 120 == 0:
            if group_rows:
                close()
            group = first = f"Programma {n // 120 + 1}: Wonen; zorg"
        name = f"{NAMES[n % len(NAMES)]} {n}"
        cells = [cell(random) for _ in range(5)]
        put(first, name, [c[0] for c in cells])
        amounts = [c[1] for c in cells]
        expected.append(("post", group, " ".join(name.split(" ")).strip(),
                         amounts))
        group_rows.append(amounts)
        everything.append(amounts)
        if n % 17 == 0:
            part = [cell(random) for _ in range(5)]
            put("", "waarvan personeel", [c[0] for c in part])
            expected.append(("waarvan", group, "waarvan personeel",
                             [c[1] for c in part]))
        if n % 31 == 0:
            lines.append("")
    close()
    sums = total(everything)
    put("", "Eindtotaal", [("-" if t < 0 else "") + dutch(t) for t in sums])
    expected.append(("totaal", "", "Eindtotaal", sums))
    return "\r\n".join(lines + ["", ";;", ""]).encode("cp1252"), expected


def plain(amount):
    """As data/<name>.csv has it."""
    if isinstance(amount, str):
        return amount
    text = str(decimal.Decimal(amount) / 10)
    return text.removesuffix(".0").replace(".", ",")


if __name__ == "__main__":
    sys.stdout.buffer.write(make(int(sys.argv[1]))[0])
