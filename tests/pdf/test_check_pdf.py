#!/usr/bin/python3
"""Proves that check_pdf.py sees faults: test_check_pdf.py SOUND.pdf

Damages a sound document in one way at a time, and expects the fault's code.
The document must hold a heading, a list, a table with an empty cell, a figure,
a link, a contents, a note, an artifact and a bookmark.
"""

import io
import re
import sys

import check_bytes
from check_pdf import Array, Dictionary, Name, check_pdf, pikepdf

DAMAGES = []        # to objects
BYTE_DAMAGES = []   # to the bytes of the file


def damage(code, damages=DAMAGES):
    def add(function):
        damages.append((code, function))
        return function
    return add


def elements(pdf, kind=None):
    todo = list(pdf.Root.StructTreeRoot.K)
    while todo:
        element = todo.pop(0)
        if isinstance(element, Dictionary) and "/S" in element:
            if kind is None or element.S == Name("/" + kind):
                yield element
            todo.extend(element.get("/K", Array()))


def first(pdf, kind):
    return next(elements(pdf, kind))


def leaf(pdf):
    return pdf.Root.StructTreeRoot.ParentTree.Kids[0]


def content(pdf, change):
    page = pdf.pages[0]
    data = page.Contents.read_bytes()
    changed = change(data)
    assert changed != data, "the damage did nothing"
    page.Contents = pdf.make_stream(changed)


def replace(pdf, old, new, count=1):
    content(pdf, lambda data: re.sub(old, new, data, count=count,
                                            flags=re.S))


def font(pdf):
    return pdf.pages[0].Resources.Font.F1


def change_xmp(pdf, old, new):
    stream = pdf.Root.Metadata
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new))


@damage("lang")
def no_language(pdf):
    del pdf.Root.Lang


@damage("marked")
def not_marked(pdf):
    del pdf.Root.MarkInfo


@damage("title-shown")
def title_hidden(pdf):
    del pdf.Root.ViewerPreferences


@damage("intent")
def no_output_intent(pdf):
    del pdf.Root.OutputIntents


@damage("structure")
def no_structure(pdf):
    del pdf.Root.StructTreeRoot


@damage("xmp")
def no_metadata(pdf):
    del pdf.Root.Metadata


@damage("xmp")
def no_ua_claim(pdf):
    change_xmp(pdf, b"<pdfuaid:part>1", b"<pdfuaid:part>2")


@damage("metadata-differs")
def another_title(pdf):
    pdf.trailer.Info.Title = "Something else"


@damage("metadata-key")
def a_user_name(pdf):
    pdf.trailer.Info["/Company"] = "Example"


@damage("metadata-producer")
def another_producer(pdf):
    pdf.trailer.Info.Producer = "Haru Free PDF Library 2.3.0"


@damage("catalog-key")
def an_action(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript)


@damage("parent-tree")
def swapped_parents(pdf):
    parents = leaf(pdf).Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


@damage("parent-tree")
def short_parents(pdf):
    parents = leaf(pdf).Nums[1]
    del parents[len(parents) - 1]


@damage("tree-order")
def wrong_key_order(pdf):
    nums = leaf(pdf).Nums
    nums[0] = 99


@damage("tree-limits")
def wrong_limits(pdf):
    leaf(pdf).Limits[1] = 99


@damage("unclaimed")
def content_without_element(pdf):
    del first(pdf, "H1").K[0]


@damage("mcid-missing")
def element_without_content(pdf):
    first(pdf, "H1").K.append(900)


@damage("claimed-twice")
def content_of_two_elements(pdf):
    first(pdf, "P").K.append(first(pdf, "H1").K[0])


@damage("parent")
def wrong_parent(pdf):
    first(pdf, "H1").P = first(pdf, "P")


@damage("nesting")
def cell_in_a_list(pdf):
    first(pdf, "LI").S = Name.TD


@damage("type")
def unknown_type(pdf):
    first(pdf, "P").S = Name.Paragraph


@damage("heading-jump")
def heading_jump(pdf):
    first(pdf, "H1").S = Name.H3


@damage("figure-alt")
def no_alt(pdf):
    del first(pdf, "Figure").Alt


@damage("figure-bbox")
def no_bounding_box(pdf):
    del first(pdf, "Figure").A


@damage("head-scope")
def no_scope(pdf):
    del first(pdf, "TH").A


@damage("table-regular")
def lost_cell(pdf):
    row = list(elements(pdf, "TR"))[1]
    del row.K[1]


@damage("list-numbering")
def no_numbering(pdf):
    del first(pdf, "L").A


@damage("link-objr")
def no_object_reference(pdf):
    kids = first(pdf, "Link").K
    del kids[len(kids) - 1]


@damage("annotation-owner")
def unowned_annotation(pdf):
    del pdf.pages[0].Annots[0]["/StructParent"]


@damage("annotation-owner")
def annotation_in_a_span(pdf):
    first(pdf, "Link").S = Name.Span


@damage("link-contents")
def link_without_contents(pdf):
    del pdf.pages[0].Annots[0]["/Contents"]


@damage("annotation-flags")
def hidden_annotation(pdf):
    pdf.pages[0].Annots[0].F = 2


@damage("link-target")
def link_to_nowhere(pdf):
    del pdf.pages[0].Annots[0]["/A"]


@damage("outside")
def link_beside_the_page(pdf):
    pdf.pages[0].Annots[0].Rect = Array([-90, 10, 20, 30])


@damage("note-id")
def note_without_id(pdf):
    del first(pdf, "Note").ID


@damage("id-tree")
def id_tree_is_lost(pdf):
    del pdf.Root.StructTreeRoot["/IDTree"]


@damage("outline")
def untitled_bookmark(pdf):
    pdf.Root.Outlines.First.Title = ""


# A profile of two colours, of which the file says it has three.
@damage("image")
def picture_with_a_wrong_profile(pdf):
    data = bytearray(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    data[16:20] = b"2CLR"
    profile = pdf.make_stream(bytes(data))
    profile.N = 3
    profile.Alternate = Name.DeviceRGB
    page = pdf.pages[0]
    picture = pdf.make_stream(bytes(3))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width = picture.Height = 1
    picture.BitsPerComponent = 8
    picture.ColorSpace = Array([Name.ICCBased, profile])
    page.Resources.XObject = pikepdf.Dictionary(Im9=picture)
    content(pdf, lambda data: data + b"/Artifact BMC /Im9 Do EMC ")


@damage("page-tabs")
def no_tab_order(pdf):
    del pdf.pages[0]["/Tabs"]


@damage("untagged")
def untagged_text(pdf):
    replace(pdf, rb"/H1<</MCID 0>>BDC(.*?)EMC", rb"\1 ")


@damage("mcid-order")
def mcid_twice(pdf):
    replace(pdf, rb"/MCID 2>>", rb"/MCID 1>>")


@damage("mark-tag")
def other_tag_in_content(pdf):
    replace(pdf, rb"/H1<<", rb"/H2<<")


@damage("mark-nested")
def tag_in_an_artifact(pdf):
    content(pdf, lambda data: b"/Artifact BMC\n" + data + b"EMC\n")


@damage("page-open")
def unfinished_content(pdf):
    content(pdf, lambda data: data + b"q\n")


@damage("outside")
def text_beside_the_page(pdf):
    content(pdf, lambda data: b"1 0 0 1 400 0 cm\n" + data)


@damage("font-unicode")
def no_to_unicode(pdf):
    del font(pdf)["/ToUnicode"]


@damage("font-unicode")
def code_without_meaning(pdf):
    stream = font(pdf).ToUnicode
    stream.write(re.sub(rb"<0002><\w+>", b"<0002><>", stream.read_bytes()))


@damage("font-width")
def wrong_width(pdf):
    font(pdf).DescendantFonts[0].W[1][0] = 123


@damage("font-notdef")
def missing_glyph(pdf):
    stream = font(pdf).DescendantFonts[0].CIDToGIDMap
    stream.write(b"\0" * len(stream.read_bytes()))


@damage("font-embedded")
def font_not_embedded(pdf):
    del font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


@damage("font-subset")
def font_without_subset_tag(pdf):
    font(pdf).BaseFont = Name.OpenSans


@damage("font-type")
def another_encoding(pdf):
    font(pdf).Encoding = Name("/Identity-V")


@damage("font-type")
def another_ordering(pdf):
    font(pdf).DescendantFonts[0].CIDSystemInfo.Ordering = "Japan1"


@damage("font-descriptor")
def no_stem(pdf):
    del font(pdf).DescendantFonts[0].FontDescriptor["/StemV"]


@damage("font-unicode")
def private_meaning(pdf):
    stream = font(pdf).ToUnicode
    stream.write(re.sub(rb"<0002><\w+>", b"<0002><E001>",
                        stream.read_bytes()))


@damage("marked")
def suspect_tags(pdf):
    pdf.Root.MarkInfo.Suspects = True


@damage("catalog-key")
def an_embedded_file(pdf):
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array())


@damage("intent")
def grey_profile(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes().replace(b"mntrRGB ", b"mntrGRAY"))


@damage("xmp")
def packet_with_encoding(pdf):
    change_xmp(pdf, b'd"?>', b'd" encoding="UTF-8"?>')


@damage("xmp")
def schema_not_described(pdf):
    change_xmp(pdf, b"pdfaProperty:valueType>Integer",
               b"pdfaProperty:valueType>Text")


@damage("xmp")
def title_without_languages(pdf):
    change_xmp(pdf, b'xml:lang="x-default"', b"")


@damage("metadata-differs")
def another_date(pdf):
    pdf.trailer.Info.ModDate = "D:20200101000000Z"


@damage("limits")
def long_string(pdf):
    pdf.Root.Outlines.First.Title = "x" * 40000


@damage("limits")
def small_page(pdf):
    pdf.pages[0].MediaBox = Array([0, 0, 2, 800])


@damage("page-key")
def transparency_group(pdf):
    pdf.pages[0].Group = Dictionary(S=Name.Transparency)


@damage("artifact")
def words_as_decoration(pdf):
    replace(pdf, rb"/P<</MCID \d+>>BDC", b"/Artifact BMC", count=0)


@damage("artifact")
def unknown_furniture(pdf):
    replace(pdf, rb"/Subtype/Header", b"/Subtype/Margin")


@damage("silent")
def figure_as_label(pdf):
    figure = first(pdf, "Figure")
    figure.S = Name.Span
    del figure.Alt


@damage("list-numbering")
def labels_without_numbering(pdf):
    first(pdf, "L").A.ListNumbering = Name("/None")


@damage("list-item")
def two_bodies(pdf):
    first(pdf, "LI").K[0].S = Name.LBody


@damage("caption-place")
def caption_in_the_middle(pdf):
    kids = first(pdf, "Table").K
    kids[0], kids[1] = kids[1], kids[0]


@damage("table-groups")
def row_without_group(pdf):
    table = first(pdf, "Table")
    table.K.append(list(elements(pdf, "TR"))[1])


@damage("cell-head")
def heads_of_nothing(pdf):
    for head in elements(pdf, "TH"):
        head.S = Name.TD


@damage("headers")
def head_that_is_a_cell(pdf):
    for head in elements(pdf, "TH"):
        head.S = Name.TD


@damage("toc-item")
def contents_without_links(pdf):
    first(pdf, "TOCI").K[0].S = Name.Span


@damage("note-linked")
def note_without_mark(pdf):
    for reference in elements(pdf, "Reference"):
        reference.S = Name.Span


@damage("annotation-page")
def annotation_of_another_page(pdf):
    annotations = pdf.pages[0].Annots
    moved = annotations[0]
    del annotations[0]
    pdf.pages[1].Annots = Array([moved])


@damage("bytes-header", BYTE_DAMAGES)
def header_without_comment(data):
    return re.sub(rb"%[\x80-\xff]{4}", b"%abcd", data, count=1)


@damage("bytes-end", BYTE_DAMAGES)
def more_after_the_end(data):
    return data + b"more\n"


@damage("bytes-table", BYTE_DAMAGES)
def table_elsewhere(data):
    return re.sub(rb"startxref\s+\d+", b"startxref\n9", data)


@damage("bytes-object", BYTE_DAMAGES)
def object_elsewhere(data):
    return data.replace(b"\nendobj", b"endobj\n", 1)


@damage("bytes-stream", BYTE_DAMAGES)
def stream_without_line_end(data):
    return re.sub(rb"(\r\n|\n)endstream", b" endstream"[:10], data, count=1)


@damage("bytes-hex", BYTE_DAMAGES)
def odd_digits(data):
    return re.sub(rb"<FEFF(\w+)>", rb"<FEF\1 >", data, count=1)


@damage("broken")
def tree_without_types(pdf):
    del first(pdf, "H1")["/P"]


def codes_after(data, function):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        function(pdf)
        saved = io.BytesIO()
        pdf.save(saved, static_id=True, force_version="1.7",
                 fix_metadata_version=False)
    saved.seek(0)
    with pikepdf.open(saved) as pdf:
        faults = check_pdf(pdf, "damaged")
    return [re.search(r"\[([a-z-]+)\]\Z", fault).group(1) for fault in faults]


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    missed = 0
    for fault in codes_after(data, lambda pdf: None):
        print(f"the sound document has a fault: {fault}")
        missed += 1
    for code, function in DAMAGES:
        codes = codes_after(data, function)
        if code not in codes:
            print(f"{function.__name__}: expected {code}, got {codes}")
            missed += 1
    for code, function in BYTE_DAMAGES:
        damaged = function(data)
        codes = [found for _, found in check_bytes.faults(damaged)]
        if damaged == data or code not in codes:
            print(f"{function.__name__}: expected {code}, got {codes}")
            missed += 1
    print(f"{len(DAMAGES + BYTE_DAMAGES)} kinds of damage, {missed} not seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
