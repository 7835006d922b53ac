"""What ISO 19005-2 (PDF/A-2), 6.1, asks of the bytes of a file: faults(data)
yields (text, code).  Reads only what plenum writes: objects in a plain table,
none of them in streams."""

import re

OBJECT = re.compile(rb"(\d+) (\d+) obj(?:\r\n|\n|\r)")
STREAM = re.compile(rb"\bstream(\r\n|\n|\r|)")
LENGTH = re.compile(rb"/Length (\d+)( 0 R)?")
LITERAL = re.compile(rb"\((?:\\.|[^\\()])*\)", re.S)
HEX = re.compile(rb"<<|>>|<([^<>]*)>")


def faults(data):
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", data):
        yield "no header with a binary comment", "bytes-header"
    if not re.search(rb"%%EOF(\r\n|\n|\r)?\Z", data) or \
            data.count(b"%%EOF") != 1:
        yield "does not end at its one %%EOF", "bytes-end"
    start = re.search(rb"startxref\s+(\d+)\s", data)
    table = start and re.compile(rb"xref(?:\r\n|\n|\r)0 (\d+)(?:\r\n|\n|\r)") \
        .match(data, int(start.group(1)))
    if not table:
        yield "no table of objects where it should be", "bytes-table"
        return
    offsets = {}
    for number in range(int(table.group(1))):
        at = table.end() + 20 * number
        entry = re.match(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)\Z",
                         data[at:at + 20])
        if not entry:
            yield f"entry {number} is not 20 bytes", "bytes-table"
            return
        if entry.group(3) == b"n":
            offsets[number] = int(entry.group(1))
    for number, offset in offsets.items():
        yield from object_faults(data, number, offset, offsets)


def object_faults(data, number, offset, offsets):
    head = OBJECT.match(data, offset)
    if not head or int(head.group(1)) != number:
        yield f"object {number} is not where it should be", "bytes-object"
        return
    if offset > 0 and data[offset - 1] not in b"\r\n":
        yield f"object {number} starts within a line", "bytes-object"
    end = data.find(b"endobj", head.end())
    stream = STREAM.search(data, head.end(), end)
    body = data[head.end():stream.start() if stream else end]
    if stream:
        end = yield from stream_faults(data, number, stream, body, offsets)
    if data[end - 1] not in b"\r\n" or data[end + 6] not in b"\r\n":
        yield f"endobj of {number} is not on its own line", "bytes-object"
    for digits in HEX.findall(LITERAL.sub(b"", body)):
        if len(digits) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", digits):
            yield f"object {number} has <{digits[:20]!r}>", "bytes-hex"


def stream_faults(data, number, stream, body, offsets):
    """Returns where its endobj is."""
    said = LENGTH.search(body)
    length = int(said.group(1)) if said else 0
    if said and said.group(2):
        head = OBJECT.match(data, offsets[length])
        length = int(data[head.end():head.end() + 12].split()[0])
    end = stream.end() + length
    if stream.group(1) not in (b"\n", b"\r\n"):
        yield f"no line ends after stream of {number}", "bytes-stream"
    if not re.match(rb"(\r\n|\n|\r)endstream\b", data[end:end + 12]):
        yield f"stream {number} is not as long as it says", "bytes-stream"
    return data.find(b"endobj", end)
