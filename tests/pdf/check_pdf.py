#!/usr/bin/python3
"""Checks PDFs that plenum wrote: check_pdf.py [--text] FILE.pdf...

Prints each fault on a line, `FILE: WHERE: WHAT [code]`, and exits 1 when there
is one, 2 when a file cannot be read.  With --text it prints what the structure
tree says, in its order: a line for each block of text, with its page, the types
of the elements that it stands in from the root down, and the text, set apart by
tabs.  It looks for what PDF/UA-1 and PDF/A-2a
ask and validators cannot see or do not look at: that the structure tree and
the parent tree agree both ways, that every mark is tagged or an artifact, that
every code has its meaning, that text stays on the page.

Which rule is looked at under which code; test_check_pdf.py proves each code.

ISO 14289-1 (PDF/UA-1)
  7.1 content        untagged artifact mark-nested mark-tag silent nesting type
                     page-tabs parent-tree tree-order tree-limits unclaimed
                     claimed-twice mcid-order mcid-missing parent empty root
  7.1 catalog        marked title title-shown structure role-map
  5   identification xmp
  7.2 text           font-unicode lang
  7.3 graphics       figure-alt figure-bbox
  7.4 headings       heading-jump
  7.5 tables         table-regular table-groups head-scope cell-head headers
                     id-tree id-twice caption-place
  7.6 lists          list-numbering list-item
  7.8 furniture      artifact
  7.9 notes          note-id note-linked
  7.17 navigation    outline toc-item
  7.18 annotations   annotation annotation-owner annotation-page link-objr
                     link-words link-contents link-target page-tabs
  7.21 fonts         font-type font-embedded font-subset font-width
                     font-notdef font-unicode font-descriptor
ISO 19005-2 (PDF/A-2), where it asks for more
  6.1 file           bytes-header bytes-end bytes-table bytes-object
                     bytes-stream bytes-hex id encrypted limits version syntax
  6.2 graphics       intent image page-key page-open page-depth
  6.3 annotations    annotation-flags
  6.4, 6.5, 6.9-6.11 catalog-key (forms, actions, layers, presentations)
  6.6 metadata       xmp metadata-differs
Our own              metadata-key metadata-producer (nothing of the machine),
                     outside (text and pictures stay on the page)
"""

import io
import re
import struct
import sys
import xml.etree.ElementTree as xml

import check_bytes

try:
    import pikepdf
    from pikepdf import Array, Dictionary, Name
except ImportError:
    sys.exit("check_pdf.py: python3-pikepdf is missing, run `make test-deps`")

INFO_KEYS = {"/Title", "/Author", "/Subject", "/Creator", "/Producer",
             "/CreationDate", "/ModDate"}
XMP_NAMES = {"dc:format", "dc:title", "dc:creator", "dc:description",
             "dc:language", "xmp:CreateDate", "xmp:ModifyDate",
             "xmp:CreatorTool", "pdf:Producer", "pdfaid:part",
             "pdfaid:conformance", "pdfuaid:part", "pdfaExtension:schemas"}
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# ISO 19005-2, 6.6.2.3.3: how the schema of pdfuaid is described.
SCHEMA = {"schema": "PDF/UA identification schema",
          "namespaceURI": NAMESPACES["pdfuaid"], "prefix": "pdfuaid",
          "name": "part", "valueType": "Integer", "category": "internal",
          "description": "Part of ISO 14289"}
# ISO 32000-1, 14.8.4: which elements may stand in which.
PARENTS = {
    "LI": {"L"}, "Lbl": {"LI", "Note", "Reference", "TOCI", "P", "Caption"},
    "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
    "TH": {"TR"}, "TD": {"TR"}, "TOCI": {"TOC"},
}
CHILDREN = {
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
STRUCTURE_TYPES = set(PARENTS) | set(CHILDREN) | {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC",
    "Index", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Quote", "Note",
    "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula",
    "Form"}
ROW_GROUPS = ("/THead", "/TBody", "/TFoot")
INLINE = {"Span", "Quote", "Reference", "Code", "Link", "Annot"}
PAINTING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "Tj",
            "TJ", "'", '"', "BI", "INLINE IMAGE"}
NUMBER = re.compile(rb"[-+]?(\d+\.?\d*|\.\d+)\Z")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
WORD = re.compile(r"[^\W\d_]{3,}")
NEAR = 1.0  # points that text and boxes may reach over an edge


def multiply(m, n):
    """The transformation m and then n."""
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4],
            m[4] * n[1] + m[5] * n[3] + n[5])


IDENTITY = (1, 0, 0, 1, 0, 0)


class Font:
    """A Type 0 font: what its codes mean and how wide they are."""

    def __init__(self, check, font, where):
        self.where = where
        self.fault = lambda text, code: check.fault(where, text, code)
        self.widths, self.meanings, self.glyphs = {}, {}, None
        self.wrong = set()
        if font.get("/Subtype") != Name.Type0 or \
                font.get("/Encoding") != Name("/Identity-H"):
            self.fault("font is not of Type 0, Identity-H", "font-type")
            return
        self.read_descendant(font.DescendantFonts[0], str(font.BaseFont))
        if "/ToUnicode" in font:
            self.read_to_unicode(font.ToUnicode.read_bytes())
        else:
            self.fault("font has no ToUnicode", "font-unicode")

    def read_descendant(self, cid_font, name):
        descriptor = cid_font.FontDescriptor
        system = cid_font.CIDSystemInfo
        if cid_font.get("/Subtype") != Name.CIDFontType2 or \
                "/CIDToGIDMap" not in cid_font or \
                (str(system.Registry), str(system.Ordering)) != \
                ("Adobe", "Identity"):
            self.fault(f"{name} is not CIDFontType2 of Adobe Identity",
                       "font-type")
        for key in ("/Flags", "/FontBBox", "/ItalicAngle", "/Ascent",
                    "/Descent", "/CapHeight", "/StemV"):
            if key not in descriptor:
                self.fault(f"{name} does not tell {key}", "font-descriptor")
        if "/CIDSet" in descriptor:
            self.fault(f"{name} has a CIDSet, which is not checked here",
                       "font-descriptor")
        if not re.match(r"/[A-Z]{6}\+\S", name):
            self.fault(f"{name} is not named as a subset", "font-subset")
        if not name == str(cid_font.BaseFont) == str(descriptor.FontName):
            self.fault(f"{name} has different names", "font-name")
        self.read_widths(cid_font.get("/W", []))
        if "/FontFile2" not in descriptor:
            self.fault(f"{name} is not embedded", "font-embedded")
            return
        self.read_file(descriptor.FontFile2.read_bytes())
        mapping = cid_font.get("/CIDToGIDMap")
        if isinstance(mapping, pikepdf.Stream):
            data = mapping.read_bytes()
            ids = struct.unpack(f">{len(data) // 2}H", data)
            self.glyphs = dict(enumerate(ids))

    def read_widths(self, w):
        items = list(w)
        while items:
            first, values = int(items.pop(0)), items.pop(0)
            for i, width in enumerate(values):
                self.widths[first + i] = float(width)

    def read_file(self, data):
        count = struct.unpack(">H", data[4:6])[0]
        tables = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack(
                ">4sIII", data[12 + 16 * i:28 + 16 * i])
            tables[tag] = data[offset:offset + length]
        self.units = struct.unpack(">H", tables[b"head"][18:20])[0]
        self.n_glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
        n_metrics = struct.unpack(">H", tables[b"hhea"][34:36])[0]
        self.advances = [
            struct.unpack(">H", tables[b"hmtx"][4 * i:4 * i + 2])[0]
            for i in range(n_metrics)]

    def read_to_unicode(self, cmap):
        if b"cidrange" in cmap:
            self.fault("ToUnicode has a cidrange", "font-unicode")
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
            pairs = re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block)
            if len(pairs) > 100:
                self.fault("a block of more than 100", "font-unicode")
            for code, text in pairs:
                try:
                    meaning = bytes.fromhex(text.decode()).decode("utf-16-be")
                except UnicodeDecodeError:
                    meaning = ""
                self.meanings[int(code, 16)] = meaning

    def use(self, code):
        """Notes a code that is shown; returns its width."""
        if code not in self.wrong:
            problem = self.problem_of(code)
            if problem:
                self.wrong.add(code)
                self.fault(f"code {code}: {problem[0]}", problem[1])
        return self.widths.get(code, 1000.0)

    def problem_of(self, code):
        meaning = self.meanings.get(code, "")
        if not meaning or any(c in "\0\ufeff\ufffe" or
                              "\ue000" <= c <= "\uf8ff" or c >= "\U000f0000"
                              for c in meaning):
            return "has no meaning in ToUnicode", "font-unicode"
        if code not in self.widths:
            return "has no width", "font-width"
        if not hasattr(self, "advances"):
            return None
        glyph = code if self.glyphs is None else self.glyphs.get(code, 0)
        if glyph == 0 or glyph >= self.n_glyphs:
            return "shows a glyph that is not there", "font-notdef"
        advance = self.advances[min(glyph, len(self.advances) - 1)]
        if abs(advance * 1000 / self.units - self.widths[code]) > 1:
            return "is not as wide as its glyph", "font-width"
        return None


class Page:
    """Walks the content of a page."""

    def __init__(self, check, page, number):
        self.check, self.page, self.number = check, page, number
        self.where = f"page {number}"
        self.box = [float(x) for x in page.MediaBox]
        self.mcids, self.open = [], []
        self.matrix, self.states = IDENTITY, []
        self.font, self.size, self.rise = None, 0.0, 0.0
        self.line = self.text = IDENTITY
        self.words = []
        self.unread = []  # characters in artifacts
        self.decoration = None  # what kind of artifact is open
        self.said = None  # the characters of the marked content that is open

    def fault(self, text, code):
        self.check.fault(self.where, text, code)

    def walk(self):
        for key in {"/AA", "/Group", "/PresSteps", "/Metadata"}:
            if key in self.page:
                self.fault(f"has {key}", "page-key")
        resources = self.page.get("/Resources", {})
        for key in set(resources.keys()) - {"/Font", "/XObject", "/ProcSet"}:
            self.fault(f"uses {key}", "page-key")
        if not all(3 <= side <= 14400 for side in self.box[2:]):
            self.fault(f"is {self.box[2]} by {self.box[3]}", "limits")
        if self.page.get("/Tabs") != Name.S:
            self.fault("tab order is not that of the structure", "page-tabs")
        for instruction in pikepdf.parse_content_stream(self.page):
            operator = str(instruction.operator)
            if operator in PAINTING and not self.open:
                self.fault(f"{operator} outside marked content", "untagged")
            handler = getattr(self, "do_" + HANDLERS.get(operator, ""), None)
            if handler:
                handler(*instruction.operands)
        if self.open or self.states:
            self.fault("content ends with something open", "page-open")
        if self.mcids != list(range(len(self.mcids))):
            self.fault("MCIDs are not 0, 1, 2", "mcid-order")

    # Marked content

    def do_mark_simple(self, tag):
        self.do_mark(tag, None)

    def do_mark(self, tag, properties):
        mcid = None
        if isinstance(properties, Dictionary):
            mcid = properties.get("/MCID")
        if mcid is not None:
            if "/Artifact" in self.open or None in self.open:
                self.fault("tagged content within other content", "mark-nested")
            self.mcids.append(int(mcid))
            self.said = self.check.mark(self.page, int(mcid), str(tag),
                                        self.where)
            self.open.append(None)
        else:
            if str(tag) == "/Artifact" and None in self.open:
                self.fault("an artifact in tagged content", "mark-nested")
            if isinstance(properties, Dictionary):
                self.decoration = properties.get("/Type")
                if self.decoration == Name.Pagination and \
                        properties.get("/Subtype") not in (Name.Header,
                                                           Name.Footer):
                    self.fault("neither header nor footer", "artifact")
            self.open.append(str(tag))

    def do_mark_end(self):
        if self.open:
            self.open.pop()
            self.said = self.decoration = None
            self.unread.append(" ")
        else:
            self.fault("EMC without BDC", "page-open")

    # Graphics state

    def do_save(self):
        self.states.append((self.matrix, self.font, self.size, self.rise))
        if len(self.states) > 28:
            self.fault("q nests deeper than 28", "page-depth")

    def do_restore(self):
        if self.states:
            self.matrix, self.font, self.size, self.rise = self.states.pop()
        else:
            self.fault("Q without q", "page-open")

    def do_concat(self, *m):
        self.matrix = multiply([float(x) for x in m], self.matrix)

    def do_object(self, name):
        image = self.page.Resources.XObject[str(name)]
        if self.said is not None:
            self.said.append(" ")  # a picture is content, too
        self.check.image(image, self.where)
        self.inside((0, 0), self.matrix, "picture")
        self.inside((1, 1), self.matrix, "picture")

    # Text

    def do_font(self, name, size):
        self.font = self.check.font(self.page.Resources.Font[str(name)],
                                    self.where)
        self.size = float(size)

    def do_rise(self, rise):
        self.rise = float(rise)

    def do_text_begin(self):
        self.line = self.text = IDENTITY

    def do_move(self, x, y):
        self.line = multiply((1, 0, 0, 1, float(x), float(y)), self.line)
        self.text = self.line
        self.unread.append(" ")

    def do_matrix(self, *m):
        self.line = self.text = tuple(float(x) for x in m)

    def do_show(self, string):
        self.do_show_array([string])

    def do_show_array(self, items):
        if self.font is None:
            self.fault("text without a font", "text-font")
            return
        for item in items:
            if isinstance(item, pikepdf.String):
                self.show(bytes(item))
            else:
                self.advance(-float(item) / 1000 * self.size)

    def advance(self, x):
        self.text = multiply((1, 0, 0, 1, x, 0), self.text)

    def show(self, data):
        self.inside((0, self.rise), multiply(self.text, self.matrix), "text")
        for i in range(0, len(data) - 1, 2):
            code = data[i] << 8 | data[i + 1]
            width = self.font.use(code)
            self.words.append(self.font.meanings.get(code, ""))
            if self.said is not None:
                self.said.append(self.words[-1])
            elif self.decoration != Name.Pagination:
                self.unread.append(self.words[-1])
            self.advance(width / 1000 * self.size)
        if not self.words[-1].isspace():
            self.inside((0, self.rise), multiply(self.text, self.matrix),
                        "text")

    def inside(self, point, matrix, what):
        x = point[0] * matrix[0] + point[1] * matrix[2] + matrix[4]
        y = point[0] * matrix[1] + point[1] * matrix[3] + matrix[5]
        box = self.box
        if not (box[0] - NEAR <= x <= box[2] + NEAR and
                box[1] - NEAR <= y <= box[3] + NEAR):
            said = "".join(self.words[-20:])
            self.fault(f"{what} at {x:.0f},{y:.0f} is outside the page"
                       f" (near {said!r})", "outside")


HANDLERS = {
    "BMC": "mark_simple", "BDC": "mark", "EMC": "mark_end", "q": "save",
    "Q": "restore", "cm": "concat", "Do": "object", "Tf": "font",
    "Ts": "rise", "BT": "text_begin", "Td": "move", "Tm": "matrix",
    "Tj": "show", "TJ": "show_array",
}


class Check:
    def __init__(self, pdf, name):
        self.pdf, self.name, self.faults = pdf, name, []
        self.fonts, self.images = {}, set()
        self.unread = []   # (where, text that is decoration)
        self.marks = {}    # (StructParents, MCID) -> (tag, where)
        self.texts = {}    # the same key -> the characters shown
        self.claimed = {}  # the same key, or (StructParent, None) -> element
        self.ids, self.wanted_ids = {}, []
        self.headings, self.notes, self.references = [], [], []
        self.pages = {page.objgen: i + 1
                      for i, page in enumerate(pdf.pages)}

    def fault(self, where, text, code):
        self.faults.append(f"{self.name}: {where}: {text} [{code}]")

    def run(self):
        for problem in self.pdf.check():
            self.fault("file", problem, "syntax")
        if self.pdf.pdf_version != "1.7":
            self.fault("file", f"PDF {self.pdf.pdf_version}", "version")
        self.check_catalog()
        self.check_info()
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is None:
            self.fault("catalog", "no structure", "structure")
            return self.faults
        self.parents = self.read_parent_tree(root)
        self.walk_tree(root)
        self.check_ids(root)
        self.check_headings()
        self.check_notes(root)
        for i, page in enumerate(self.pdf.pages):
            self.check_page(page, i + 1)
        self.check_both_ways()
        self.check_outline()
        self.check_unread()
        self.check_silent()
        return self.faults

    # What the document says about itself

    def check_catalog(self):
        root = self.pdf.Root
        if not LANGUAGE.match(str(root.get("/Lang", ""))):
            self.fault("catalog", "no language", "lang")
        if root.get("/MarkInfo", {}).get("/Marked") is not True:
            self.fault("catalog", "not marked as tagged", "marked")
        if root.get("/MarkInfo", {}).get("/Suspects") is True:
            self.fault("catalog", "its tags are suspect", "marked")
        for key in set(root.get("/Names", {}).keys()) - {"/Dests"}:
            self.fault("catalog", f"names {key}", "catalog-key")
        preferences = root.get("/ViewerPreferences", {})
        if preferences.get("/DisplayDocTitle") is not True:
            self.fault("catalog", "the title is not displayed", "title-shown")
        for key in ("/AcroForm", "/OpenAction", "/AA", "/OCProperties",
                    "/Perms", "/Requirements", "/AF", "/Collection"):
            if key in root:
                self.fault("catalog", f"has {key}", "catalog-key")
        intents = root.get("/OutputIntents", [])
        if len(intents) != 1 or \
                intents[0].get("/S") != Name.GTS_PDFA1 or \
                not str(intents[0].get("/OutputConditionIdentifier", "")) or \
                int(intents[0].DestOutputProfile.N) != 3:
            self.fault("catalog", "no output intent for RGB", "intent")
        else:
            profile = intents[0].DestOutputProfile.read_bytes()
            if profile[36:40] != b"acsp" or profile[8] > 4 or \
                    profile[12:20] not in (b"mntrRGB ", b"prtrRGB ") or \
                    struct.unpack(">I", profile[:4])[0] != len(profile):
                self.fault("catalog", "not an ICC profile", "intent")
        self.check_limits()
        ids = self.pdf.trailer.get("/ID")
        if ids is None or len(ids) != 2 or len(bytes(ids[0])) != 16:
            self.fault("trailer", "no file identifier", "id")
        if self.pdf.is_encrypted:
            self.fault("trailer", "encrypted", "encrypted")

    def check_limits(self):
        """ISO 19005-2, 6.1.13."""
        if len(self.pdf.objects) > 8388607:
            self.fault("file", "too many objects", "limits")
        todo = list(self.pdf.objects)
        while todo:
            value = todo.pop()
            below = []
            if isinstance(value, pikepdf.String):
                if len(bytes(value)) > 32767:
                    self.fault("file", "a string too long", "limits")
            elif isinstance(value, Name):
                below = [] if len(str(value).encode()) <= 128 else [value]
                if below:
                    self.fault("file", f"{value} is too long", "limits")
                below = []
            elif isinstance(value, Array):
                below = list(value)
            elif isinstance(value, (Dictionary, pikepdf.Stream)):
                below = [value[key] for key in value.keys()]
            todo.extend(one for one in below
                        if not getattr(one, "is_indirect", False))

    def check_info(self):
        info = self.pdf.trailer.get("/Info", {})
        for key in sorted(set(info.keys()) - INFO_KEYS):
            self.fault("Info", f"says {key}", "metadata-key")
        for key in ("/Producer", "/Creator"):
            if str(info.get(key, "")) != "plenum":
                self.fault("Info", f"{key} is not plenum", "metadata-producer")
        metadata = self.pdf.Root.get("/Metadata")
        if metadata is None or "/Filter" in metadata:
            self.fault("catalog", "no readable XMP", "xmp")
            return
        data = metadata.read_bytes()
        if not re.match(rb"<\?xpacket begin=\"[^\"]*\" id=\"\w+\"\?>", data):
            self.fault("XMP", "its packet says more than it may", "xmp")
        try:
            tree = xml.fromstring(data)
        except xml.ParseError as problem:
            self.fault("XMP", str(problem), "xmp")
            return
        self.check_xmp(tree, info)

    def check_xmp(self, tree, info):
        said = {}
        for description in tree.iter("{%(rdf)s}Description" % NAMESPACES):
            for element in description:
                uri, local = element.tag[1:].split("}")
                prefix = [p for p, u in NAMESPACES.items() if u == uri]
                name = f"{prefix[0] if prefix else uri}:{local}"
                if name not in XMP_NAMES:
                    self.fault("XMP", f"says {name}", "metadata-key")
                said[name] = "".join(element.itertext()).strip()
        for name, value in (("pdfuaid:part", "1"), ("pdfaid:part", "2"),
                            ("pdfaid:conformance", "A"),
                            ("pdf:Producer", "plenum"),
                            ("xmp:CreatorTool", "plenum")):
            if said.get(name) != value:
                self.fault("XMP", f"{name} is not {value}", "xmp")
        described = {element.tag.split("}")[1]: element.text
                     for element in tree.iter()
                     if "/pdfa/ns/schema#" in element.tag or
                     "/pdfa/ns/property#" in element.tag}
        for name, value in SCHEMA.items():
            if described.get(name) != value:
                self.fault("XMP", f"{name} of the PDF/UA schema is"
                           f" {described.get(name)}", "xmp")
        for name, kind in (("title", "Alt"), ("creator", "Seq"),
                           ("description", "Alt"), ("language", "Bag")):
            for element in tree.iter("{%s}%s" % (NAMESPACES["dc"], name)):
                items = element.findall("rdf:%s/rdf:li" % kind, NAMESPACES)
                if len(items) != 1 or \
                        kind == "Alt" and "x-default" not in \
                        items[0].attrib.values():
                    self.fault("XMP", f"dc:{name} is not one of {kind}", "xmp")
        if not said.get("dc:title"):
            self.fault("XMP", "no title", "title")
        for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"),
                          ("/Subject", "dc:description")):
            if str(info.get(key, "")) != said.get(name, ""):
                self.fault("XMP", f"{name} is not the {key} of Info",
                           "metadata-differs")
        for key, name in (("/CreationDate", "xmp:CreateDate"),
                          ("/ModDate", "xmp:ModifyDate")):
            date = re.sub(r"[-:T]", "", said.get(name, ""))
            if str(info.get(key, "D:"))[2:] != date:
                self.fault("XMP", f"{name} is not the {key} of Info",
                           "metadata-differs")

    # The way from content to structure

    def read_parent_tree(self, root):
        tree, entries = root.get("/ParentTree"), {}
        if tree is None:
            self.fault("structure", "no parent tree", "parent-tree")
            return entries
        pairs = list(self.tree_pairs(tree, "/Nums", "parent tree"))
        last = -1
        for key, value in pairs:
            if int(key) <= last:
                self.fault("parent tree", f"key {key} after {last}",
                           "tree-order")
            last = int(key)
            entries[last] = value
        if int(root.get("/ParentTreeNextKey", 0)) <= last:
            self.fault("parent tree", "next key is taken", "tree-order")
        return entries

    def tree_pairs(self, node, kind, where):
        if "/Kids" in node:
            for kid in node.Kids:
                pairs = list(self.tree_pairs(kid, kind, where))
                limits = kid.get("/Limits")
                if not pairs or limits is None or \
                        bytes_of(limits[0]) != bytes_of(pairs[0][0]) or \
                        bytes_of(limits[1]) != bytes_of(pairs[-1][0]):
                    self.fault(where, "wrong limits", "tree-limits")
                yield from pairs
        items = list(node.get(kind, []))
        yield from zip(items[::2], items[1::2])

    # The structure tree

    def walk_tree(self, root):
        if "/RoleMap" in root:
            self.fault("structure", "has a role map", "role-map")
        kids = root.get("/K", Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        if len(kids) != 1 or str(kids[0].S) != "/Document":
            self.fault("structure", "the root is not one Document", "root")
        todo = [(kid, root, "") for kid in reversed(kids)]
        while todo:
            element, parent, parent_type = todo.pop()
            found = self.visit(element, parent, parent_type)
            todo.extend((kid, element, str(element.S)[1:])
                        for kid in reversed(found))

    def visit(self, element, parent, parent_type):
        """Checks an element; returns the elements in it."""
        kind = str(element.S)[1:]
        where = f"{kind} {element.objgen[0]}"
        if element.P.objgen != parent.objgen:
            self.fault(where, "/P is not its parent", "parent")
        if kind not in STRUCTURE_TYPES:
            self.fault(where, "not a standard type", "type")
        allowed = PARENTS.get(kind)
        if allowed and parent_type not in allowed:
            self.fault(where, f"stands in {parent_type}", "nesting")
        kids = self.kids(element)
        elements = [k for k in kids if self.is_element(k)]
        if len(elements) < len(kids) and kind in CHILDREN:
            self.fault(where, "holds text itself", "nesting")
        for kid in kids:
            if not self.is_element(kid):
                self.claim(element, kid, where)
            elif kind in CHILDREN and str(kid.S)[1:] not in CHILDREN[kind]:
                self.fault(where, f"holds {str(kid.S)[1:]}", "nesting")
        if not kids and kind not in ("TD", "TH"):
            self.fault(where, "is empty", "empty")
        self.check_element(element, kind, kids, where)
        return elements

    @staticmethod
    def is_element(kid):
        return isinstance(kid, Dictionary) and "/S" in kid

    def claim(self, element, kid, where):
        """A leaf of the tree: marked content or an annotation."""
        if not isinstance(kid, Dictionary):
            page, mcid = element.get("/Pg"), int(kid)
        elif kid.get("/Type") == Name.MCR:
            page, mcid = kid.get("/Pg", element.get("/Pg")), int(kid.MCID)
        else:
            self.claim_annotation(element, kid, where)
            return
        if page is None or page.objgen not in self.pages:
            self.fault(where, f"MCID {mcid} is on no page", "mcid-page")
            return
        key = int(page.get("/StructParents", -1))
        entry = self.parents.get(key, [])
        if mcid >= len(entry) or entry[mcid].objgen != element.objgen:
            self.fault(where, f"MCID {mcid} of page"
                       f" {self.pages[page.objgen]} belongs to another element"
                       " in the parent tree", "parent-tree")
        self.claim_once((key, mcid), element, where)

    def claim_annotation(self, element, reference, where):
        annotation = reference.get("/Obj")
        key = int(annotation.get("/StructParent", -1))
        entry = self.parents.get(key)
        if entry is None or isinstance(entry, Array) or \
                entry.objgen != element.objgen:
            self.fault(where, "its annotation belongs to another element in"
                       " the parent tree", "parent-tree")
        page = reference.get("/Pg", element.get("/Pg"))
        if page is None or annotation.objgen not in \
                [one.objgen for one in page.get("/Annots", [])]:
            self.fault(where, "its annotation is on another page",
                       "annotation-page")
        self.claim_once((key, None), element, where)

    def claim_once(self, key, element, where):
        if key in self.claimed:
            self.fault(where, f"content {key} is in two elements",
                       "claimed-twice")
        self.claimed[key] = element

    def check_element(self, element, kind, kids, where):
        attributes = self.attributes(element)
        if "/ID" in element:
            id_ = bytes(element.ID)
            if id_ in self.ids:
                self.fault(where, f"a second {id_!r}", "id-twice")
            self.ids[id_] = element
        if "/Lang" in element and not LANGUAGE.match(str(element.Lang)):
            self.fault(where, f"language {element.Lang}", "lang")
        for name in attributes.get("/Headers", []):
            self.wanted_ids.append((bytes(name), where))
        if re.match(r"H[1-6]\Z", kind):
            self.headings.append((int(kind[1]), where))
        checks = {"Figure": self.check_figure, "TH": self.check_head,
                  "L": self.check_list, "LI": self.check_item,
                  "Link": self.check_link, "Note": self.check_note,
                  "Table": self.check_table, "TOCI": self.check_toc_item}
        if kind == "Reference" and str(element.P.S) != "/TOCI":
            self.references.append(element)
        if kind in ("Table", "L", "TOC"):
            self.check_caption(kids, where)
        if kind in checks:
            checks[kind](element, attributes, kids, where)

    @staticmethod
    def attributes(element):
        found = element.get("/A", Array())
        merged = {}
        for one in found if isinstance(found, Array) else [found]:
            merged.update({key: one[key] for key in one.keys()})
        return merged

    def check_caption(self, kids, where):
        at = [i for i, kid in enumerate(kids) if self.is_element(kid)
              and str(kid.S) == "/Caption"]
        if len(at) > 1 or at and at[0] not in (0, len(kids) - 1):
            self.fault(where, "captions at " + str(at), "caption-place")

    def check_figure(self, element, attributes, kids, where):
        if not str(element.get("/Alt", "")).strip():
            self.fault(where, "no alternative text", "figure-alt")
        box = [float(x) for x in attributes.get("/BBox", [])]
        page = element.get("/Pg")
        if page is None and self.is_element(kids[0]):
            page = kids[0].get("/Pg")
        if len(box) != 4 or box[0] >= box[2] or box[1] >= box[3]:
            self.fault(where, "no bounding box", "figure-bbox")
        elif page is not None:
            media = [float(x) for x in page.MediaBox]
            if box[0] < media[0] - NEAR or box[1] < media[1] - NEAR or \
                    box[2] > media[2] + NEAR or box[3] > media[3] + NEAR:
                self.fault(where, f"its box {box} leaves the page",
                           "figure-bbox")

    def check_head(self, element, attributes, kids, where):
        if str(attributes.get("/Scope", "")) not in ("/Row", "/Column",
                                                     "/Both"):
            self.fault(where, "no scope", "head-scope")

    def check_list(self, element, attributes, kids, where):
        numbering = attributes.get("/ListNumbering")
        if numbering is None:
            self.fault(where, "no ListNumbering", "list-numbering")
        labelled = [kid for kid in kids if str(kid.S) == "/LI" and
                    any(str(k.S) == "/Lbl" for k in self.kids(kid))]
        if bool(labelled) != (str(numbering) != "/None"):
            self.fault(where, f"{numbering}, with {len(labelled)} labels",
                       "list-numbering")

    def check_item(self, element, attributes, kids, where):
        kinds = [str(kid.S)[1:] for kid in kids if self.is_element(kid)]
        # An item without words is its label alone.
        if kinds not in (["LBody"], ["Lbl", "LBody"], ["Lbl"]):
            self.fault(where, f"holds {kinds}", "list-item")

    def check_toc_item(self, element, attributes, kids, where):
        links = [below for kid in kids if self.is_element(kid)
                 for below in self.kids(kid) if self.is_element(below)
                 and str(below.S) == "/Link"]
        if [str(k.S) for k in kids if self.is_element(k)] != ["/Reference"] \
                or not links:
            self.fault(where, "is not a link", "toc-item")

    def check_link(self, element, attributes, kids, where):
        references = [k for k in kids if isinstance(k, Dictionary)
                      and k.get("/Type") == Name.OBJR]
        if not references:
            self.fault(where, "no annotation", "link-objr")
        if len(references) == len(kids):
            self.fault(where, "no words", "link-words")

    def check_note(self, element, attributes, kids, where):
        if "/ID" not in element:
            self.fault(where, "no ID", "note-id")
        self.notes.append((where, list(self.links_in(element))))

    def links_in(self, element):
        """Yields (page of the link, page it leads to) below an element."""
        todo = [(element, None)]
        while todo:
            kid, page = todo.pop()
            if isinstance(kid, Dictionary):
                page = kid.get("/Pg", page)
            if self.is_element(kid):
                todo.extend((below, page) for below in self.kids(kid))
            elif isinstance(kid, Dictionary) and "/Obj" in kid and \
                    isinstance(kid.Obj.get("/Dest"), Array):
                yield page.objgen, kid.Obj.Dest[0].objgen

    def check_notes(self, root):
        """A note leads back to a page that leads to it."""
        marks = set()
        for mark in self.references:
            marks.update(self.links_in(mark))
        for where, links in self.notes:
            if not any((target, page) in marks for page, target in links):
                self.fault(where, "not linked with its mark both ways",
                           "note-linked")

    def check_table(self, element, attributes, kids, where):
        """Rows all have as many columns, spans counted; every cell has its
        heads; rows stand in groups."""
        kinds = {str(kid.S)[1:] for kid in kids if self.is_element(kid)}
        if "TBody" not in kinds or "TR" in kinds:
            self.fault(where, "rows outside groups", "table-groups")
        rows = [row for kid in kids if str(kid.S) in ROW_GROUPS
                for row in self.kids(kid)] + \
            [kid for kid in kids if str(kid.S) == "/TR"]
        heads, above, widths = {}, {}, set()
        for row in rows:
            cells, width = self.place_cells(row, above)
            widths.add(width)
            self.check_cells(cells, heads, where)
        if len(widths) > 1:
            self.fault(where, f"rows of {sorted(widths)} columns",
                       "table-regular")

    def place_cells(self, row, above):
        """The cells of a row with their columns, and its width; `above` tells
        for how many rows more a column is taken, and is brought up to date."""
        cells, column = [], 0
        for cell in self.kids(row):
            spans = self.attributes(cell)
            while above.get(column, 0) > 0:
                column += 1
            n = int(spans.get("/ColSpan", 1))
            cells.append((cell, range(column, column + n), spans))
            column += n
        while above.get(column, 0) > 0:
            column += 1
        for c in above:
            above[c] = max(above[c] - 1, 0)
        for _, columns, spans in cells:
            for c in columns:
                above[c] = int(spans.get("/RowSpan", 1)) - 1
        return cells, column

    def check_cells(self, cells, heads, where):
        """`heads`: the columns that have a head so far."""
        of_row = False
        for cell, columns, spans in cells:
            if str(cell.S) == "/TH" and \
                    str(spans.get("/Scope")) in ("/Column", "/Both"):
                heads.update(dict.fromkeys(columns, True))
            if str(cell.S) == "/TH" and \
                    str(spans.get("/Scope")) in ("/Row", "/Both"):
                of_row = True
        for cell, columns, spans in cells:
            if str(cell.S) == "/TD" and not of_row and \
                    "/Headers" not in spans and \
                    not all(heads.get(c) for c in columns):
                self.fault(where, f"a cell in column {columns[0]} has no head",
                           "cell-head")

    def check_ids(self, root):
        listed, last = {}, b""
        if "/IDTree" in root:
            for key, value in self.tree_pairs(root.IDTree, "/Names",
                                              "ID tree"):
                if bytes(key) <= last:
                    self.fault("ID tree", f"{key} is out of order",
                               "tree-order")
                last = bytes(key)
                listed[last] = value
        for id_, element in self.ids.items():
            if id_ not in listed or listed[id_].objgen != element.objgen:
                self.fault("ID tree", f"{id_!r} leads elsewhere", "id-tree")
        for id_ in set(listed) - set(self.ids):
            self.fault("ID tree", f"{id_!r} is nowhere", "id-tree")
        for id_, where in self.wanted_ids:
            if id_ not in self.ids or str(self.ids[id_].S) != "/TH":
                self.fault(where, f"no head {id_!r}", "headers")

    def check_headings(self):
        last = 0
        for level, where in self.headings:
            if level > last + 1:
                self.fault(where, f"level {level} after {last}",
                           "heading-jump")
            last = level

    # Pages

    def check_page(self, page, number):
        walker = Page(self, page, number)
        walker.walk()
        self.unread.append((walker.where, "".join(walker.unread)))
        entry = self.parents.get(int(page.get("/StructParents", -1)), [])
        if len(entry) != len(walker.mcids):
            self.fault(walker.where, f"{len(walker.mcids)} marks,"
                       f" {len(entry)} in the parent tree", "parent-tree")
        for annotation in page.get("/Annots", []):
            self.check_annotation(page, annotation, walker.where)

    def mark(self, page, mcid, tag, where):
        key = (int(page.get("/StructParents", -1)), mcid)
        if key in self.marks:
            self.fault(where, f"MCID {mcid} twice", "mcid-order")
        self.marks[key] = (tag, where)
        return self.texts.setdefault(key, [])

    def check_annotation(self, page, annotation, where):
        key = (int(annotation.get("/StructParent", -1)), None)
        if annotation.get("/Subtype") != Name.Link:
            self.fault(where, "an annotation that is no link", "annotation")
        if key[0] < 0 or key not in self.claimed:
            self.fault(where, "an annotation that no element owns",
                       "annotation-owner")
        elif str(self.claimed[key].S) != "/Link":
            self.fault(where, "an annotation outside a Link",
                       "annotation-owner")
        if not str(annotation.get("/Contents", "")):
            self.fault(where, "a link without Contents", "link-contents")
        if int(annotation.get("/F", 0)) & 0b1000111 != 4:
            self.fault(where, "an annotation that does not print",
                       "annotation-flags")
        box, media = annotation.Rect, page.MediaBox
        if float(box[0]) < -NEAR or float(box[1]) < -NEAR or \
                float(box[2]) > float(media[2]) + NEAR or \
                float(box[3]) > float(media[3]) + NEAR:
            self.fault(where, "a link outside the page", "outside")
        self.check_target(annotation, where)

    def check_target(self, annotation, where):
        if "/A" in annotation:
            uri = bytes(annotation.A.get("/URI", b""))
            if not re.match(rb"[a-z]+:[!-~]+\Z", uri):
                self.fault(where, f"leads to {uri!r}", "link-target")
        else:
            self.check_dest(annotation.get("/Dest"), where)

    def check_dest(self, dest, where):
        if not isinstance(dest, Array) or \
                getattr(dest[0], "objgen", None) not in self.pages:
            self.fault(where, "leads to no page of this document",
                       "link-target")

    def check_both_ways(self):
        for key, entry in self.parents.items():
            if isinstance(entry, Array):
                expected = [(key, i) for i in range(len(entry))]
            else:
                expected = [(key, None)]
            for one in expected:
                if one not in self.claimed:
                    self.fault("parent tree", f"content {one} is in no"
                               " element", "unclaimed")
        for key, (tag, where) in self.marks.items():
            element = self.claimed.get(key)
            if element is None:
                self.fault(where, f"MCID {key[1]} is in no element",
                           "unclaimed")
            elif str(element.S) != tag and \
                    (tag, str(element.S)) != ("/Link", "/Span"):
                self.fault(where, f"MCID {key[1]} is {tag} and {element.S}",
                           "mark-tag")
        for key, element in self.claimed.items():
            if key[1] is not None and key not in self.marks:
                self.fault(f"{str(element.S)[1:]} {element.objgen[0]}",
                           f"MCID {key[1]} was not painted", "mcid-missing")

    def check_silent(self):
        """What is painted by shapes alone needs words: a bullet, a box."""
        for key, element in self.claimed.items():
            if key in self.texts and not self.texts[key] and \
                    not any(name in element for name in
                            ("/Alt", "/ActualText")):
                self.fault(f"{str(element.S)[1:]} {element.objgen[0]}",
                           "has shapes but no words", "silent")

    def check_unread(self):
        """A word in decoration repeats one that is read: a table's head on
        its next page, a slide's footer on a handout."""
        read = set()
        for text in self.texts.values():
            read.update(WORD.findall("".join(text)))
        for where, text in self.unread:
            for word in set(WORD.findall(text)) - read:
                self.fault(where, f"{word!r} is only decoration", "artifact")

    def check_outline(self):
        outlines = self.pdf.Root.get("/Outlines")
        todo = [outlines] if outlines is not None else []
        seen = set()
        while todo:
            item, last = todo.pop().get("/First"), None
            while item is not None and item.objgen not in seen:
                seen.add(item.objgen)
                if not str(item.get("/Title", "")).strip():
                    self.fault("outline", "no title", "outline")
                previous = item.get("/Prev")
                if (previous and previous.objgen) != (last and last.objgen):
                    self.fault("outline", "/Prev is wrong", "outline")
                self.check_dest(item.get("/Dest"), "outline")
                todo.append(item)
                last, item = item, item.get("/Next")

    # What a reader of the structure hears

    def said(self):
        """Yields (page, types, text) in the order of the structure: a block of
        text with what stands in its lines, links and the like, together."""
        last, text = None, ""
        for block, part in self.stretches():
            if block != last and last is not None:
                yield last[1:] + (text,)
                text = ""
            last, text = block, text + part
        if last is not None:
            yield last[1:] + (text,)

    def stretches(self):
        """Yields ((block element, page, types down to it), text)."""
        todo = [(kid, None, None, "")
                for kid in reversed(self.pdf.Root.StructTreeRoot.K)]
        while todo:
            kid, page, block, types = todo.pop()
            if self.is_element(kid):
                kind = str(kid.S)[1:]
                if kind not in INLINE:
                    block = kid.objgen
                    types = f"{types}/{kind}" if types else kind
                page = kid.get("/Pg", page)
                if "/ActualText" in kid:
                    yield ((block, self.pages[page.objgen], types),
                           str(kid.ActualText))
                    continue
                todo.extend((below, page, block, types)
                            for below in reversed(self.kids(kid)))
            elif not isinstance(kid, Dictionary) or "/MCID" in kid:
                mcid = kid
                if isinstance(kid, Dictionary):
                    page, mcid = kid.get("/Pg", page), kid.MCID
                text = self.texts[(int(page.StructParents), int(mcid))]
                yield ((block, self.pages[page.objgen], types), "".join(text))

    @staticmethod
    def kids(element):
        kids = element.get("/K", Array())
        return list(kids) if isinstance(kids, Array) else [kids]

    # What pages share

    def font(self, font, where):
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = Font(self, font, where)
        return self.fonts[font.objgen]

    def image(self, image, where):
        if image.objgen in self.images:
            return
        self.images.add(image.objgen)
        space = image.get("/ColorSpace")
        if isinstance(space, Array):
            self.profile(space, where)
        elif image.get("/Subtype") != Name.Image or \
                space not in (Name.DeviceRGB, Name.DeviceGray):
            self.fault(where, "a picture that is not RGB or grey", "image")
        for one in (image, image.get("/SMask", {})):
            for key in ("/Interpolate", "/Alternates", "/OPI", "/Metadata"):
                if key in one:
                    self.fault(where, f"a picture with {key}", "image")
            if int(one.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8):
                self.fault(where, "a picture of 16 bits", "image")
        if "/SMask" in image and \
                image.SMask.get("/ColorSpace") != Name.DeviceGray:
            self.fault(where, "a mask that is not grey", "image")

    # ISO 32000-1, 8.6.5.5; ISO 19005-2, 6.2.4.2
    def profile(self, space, where):
        if len(space) != 2 or space[0] != Name.ICCBased:
            self.fault(where, "a picture in other colours", "image")
            return
        stream = space[1]
        data = stream.read_bytes()
        kinds = {b"RGB ": (3, Name.DeviceRGB), b"GRAY": (1, Name.DeviceGray)}
        if data[12:16] not in (b"mntr", b"scnr", b"prtr", b"spac") or \
                data[36:40] != b"acsp" or data[8] not in (2, 4) or \
                int.from_bytes(data[:4], "big") != len(data) or \
                kinds.get(data[16:20]) != (int(stream.N), stream.Alternate):
            self.fault(where, "a profile that is none for it", "image")


def bytes_of(key):
    return int(key) if isinstance(key, (int, float)) else bytes(key)


def check_file(path):
    with open(path, "rb") as file:
        data = file.read()
    faults = [f"{path}: file: {text} [{code}]"
              for text, code in check_bytes.faults(data)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return faults + check_pdf(pdf, path)


def check_pdf(pdf, name):
    check = Check(pdf, name)
    try:
        return check.run()
    except (AttributeError, IndexError, KeyError, TypeError, ValueError,
            struct.error) as problem:
        check.fault("file", f"not built as expected: {problem!r}", "broken")
        return check.faults


def print_text(path):
    with pikepdf.open(path) as pdf:
        check = Check(pdf, path)
        faults = check.run()
        if not faults:
            for stretch in check.said():
                print(*stretch, sep="\t")
    return faults


def main(paths, look):
    status = 0
    for path in paths:
        try:
            faults = look(path)
        except (OSError, pikepdf.PdfError) as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            return 2
        for fault in faults:
            print(fault)
            status = 1
    return status


if __name__ == "__main__":
    arguments = sys.argv[1:]
    wants_text = arguments[:1] == ["--text"]
    if len(arguments) == wants_text:
        sys.exit(__doc__)
    sys.exit(main(arguments[wants_text:],
                  print_text if wants_text else check_file))
