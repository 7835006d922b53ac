#!/bin/sh
# Compares what the program says with what we agreed it should say.
#
#   tests/golden/run.sh           compare; exit 1 on any difference
#   tests/golden/run.sh accept    store the present output as the new truth
#                                 (read the git diff before you commit it)
#
# check/NAME/  files that go over those of base/; want.err is what `plenum
#              check` says about the report that makes
# html/NAME/   the same, with page.md; want.html is what `plenum html` prints
#
# The exit status is the last line of want.err.  src/messages.md is what
# `plenum explain --all` prints.
set -u
cd "$(dirname "$0")/../.." || exit 2
plenum=${PLENUM:-$PWD/build/plenum}
case $plenum in /*) ;; *) plenum=$PWD/$plenum ;; esac
[ -x "$plenum" ] || { echo "no program at $plenum: make first"; exit 2; }
cd tests/golden || exit 2
mode=${1:-compare}
passed=0 failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The report of a case in $work/report.
set_up() {
    rm -rf "$work/report"
    mkdir "$work/report"
    cp -R base/. "$work/report"
    cp -R "$1"/. "$work/report"
    rm -f "$work/report"/want.*
}

# One file of a case: compared, or taken as the truth.
settle() { # got want
    if [ "$mode" = accept ]; then
        cp "$1" "$2"
    else
        diff -u "$2" "$1"
    fi
}

tell() {
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $2"
    fi
}

for dir in check/*/; do
    dir=${dir%/}
    set_up "$dir"
    (cd "$work/report" && "$plenum" check) >"$work/out" 2>"$work/err"
    echo "exit $?" >>"$work/err"
    settle "$work/err" "$dir/want.err"
    tell $? "$dir"
done

for dir in html/*/; do
    dir=${dir%/}
    set_up "$dir"
    (cd "$work/report" && "$plenum" html page.md) \
        >"$work/html" 2>"$work/err"
    echo "exit $?" >>"$work/err"
    settle "$work/html" "$dir/want.html" && settle "$work/err" "$dir/want.err"
    tell $? "$dir"
done

# The list of messages for readers is what the program says it is.
"$plenum" explain --all >"$work/messages"
settle "$work/messages" ../../src/messages.md
tell $? src/messages.md

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
