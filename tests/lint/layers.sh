#!/bin/sh
# Folders may include only the folders named here; foreign libraries have one
# door each; memory comes from the arena.
set -u
cd "$(dirname "$0")/../.." || exit 2
status=0

allowed() {
    case "$1" in
    base)    echo "base" ;;
    model)   echo "base model" ;;
    read)    echo "base model read" ;;
    check)   echo "base model check" ;;
    publish) echo "base model publish" ;;
    text)    echo "base text" ;;
    paint)   echo "base text paint" ;;
    chart)   echo "base model text paint chart" ;;
    layout)  echo "base model text paint chart layout" ;;
    html)    echo "base model text paint chart html" ;;
    src)     echo "base model read check publish text paint chart layout html" ;;
    *)       echo "" ;;
    esac
}

for f in $(find src -name '*.[ch]' | sort); do
    dir=$(basename "$(dirname "$f")")
    for used in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$f" | sort -u); do
        case " $(allowed "$dir") " in
        *" $used "*) ;;
        *) echo "$f: $dir/ may not include $used/"; status=1 ;;
        esac
    done
done

# one_door HEADER PATTERNS: only files that match one of them may include it.
one_door() {
    for f in $(grep -rlE "#include <$1" src); do
        found=no
        for pattern in $2; do
            case "$f" in $pattern) found=yes ;; esac
        done
        [ $found = yes ] || { echo "$f: only $2 may include <$1>"; status=1; }
    done
}
one_door 'cmark' 'src/read/markdown.c'
one_door 'yaml' 'src/read/yaml.c'
one_door 'hpdf' 'src/paint/pdf_*'
one_door 'png' 'src/paint/png.c'
one_door 'libdeflate' 'src/base/deflate.c'
# librsvg draws on Cairo's surfaces.
one_door 'cairo' 'src/paint/cairo.c src/read/drawing.c'
one_door 'ft2build' 'src/paint/letters.c'
one_door 'hb' 'src/text/*'
one_door 'fontconfig' 'src/text/search.c'
one_door 'hyphen' 'src/text/hyphen.c'
one_door 'microhttpd' 'src/serve.c'
one_door 'nettle' 'src/base/digest.c'

# Foreign types never appear in our headers.
for f in $(grep -rlE '\<(cmark_node|HPDF_[A-Z][a-z]+|cairo_t|hb_[a-z]+_t|yaml_[a-z]+_t)\>' \
        $(find src -name '*.h' ! -name '*_private.h' ! -name 'pdf_*.h' \
            ! -path 'src/text/hb.h')); do
    echo "$f: a foreign type in a header"
    status=1
done

for f in $(grep -lE '\<(malloc|calloc|realloc|strdup|asprintf|setlocale|system|popen|gethostname|getpwuid)\(' \
        $(find src -name '*.c')); do
    case "$f" in
    src/base/arena.c | src/memory.c) ;; # what hands it out
    *) grep -nE '\<(malloc|calloc|realloc|strdup|asprintf|setlocale|system|popen|gethostname|getpwuid)\(' "$f" /dev/null
       echo "$f: memory comes from an arena; no locale, shell or host data"
       status=1 ;;
    esac
done
exit $status
