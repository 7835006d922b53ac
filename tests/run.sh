#!/bin/sh
# Runs every family of tests and says how many passed.
#
#   tests/run.sh PROGRAM UNIT_DIR REPLAY_DIR
#
# A family that is missing a tool fails and names the make target that installs
# it; nothing is skipped.  The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 2
plenum=$1 units=$2 replays=$3
passed=0 failed=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

count() { # passed failed
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# cmocka says "[  PASSED  ] N test(s)." and "[  FAILED  ] N test(s), ..."
for unit in "$units"/test_*; do
    if "$unit" >"$log" 2>&1; then
        count "$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\.$/\1/p' "$log")" 0
    else
        cat "$log"
        echo "FAILED $unit"
        count 0 1
    fi
done
echo "unit tests: $passed passed, $failed failed"

for replay in "$replays"/replay_*; do
    name=${replay##*/replay_}
    if "$replay" tests/fuzz/corpus/"$name"/* >"$log" 2>&1; then
        count 1 0
    else
        cat "$log"
        echo "FAILED fuzz corpus $name"
        count 0 1
    fi
done

# The other families print "N passed, N failed" as their last line.
family() { # name command...
    name=$1
    shift
    "$@" >"$log" 2>&1
    last=$(tail -n 1 "$log")
    case "$last" in
    *" passed, "*" failed")
        echo "$name: $last"
        count "${last%% passed*}" "$(echo "$last" | sed 's/.*, \([0-9]*\) failed/\1/')"
        case "$last" in *", 0 failed") ;; *) cat "$log" ;; esac
        ;;
    *)
        cat "$log"
        echo "FAILED $name: it did not finish"
        count 0 1
        ;;
    esac
}
family "golden tests" env PLENUM="$plenum" tests/golden/run.sh
family "end-to-end tests" python3 tests/e2e/run.py "$plenum"
family "incremental builds" python3 tests/e2e/again.py "$plenum"
family "the world says no" python3 tests/e2e/world.py "$plenum"
family "browser tests" tests/browser/run.sh "$plenum"
family "hostile text" python3 tests/e2e/hostile.py "$plenum"
family "pathological input" python3 tests/pathological/run.py "$plenum" --quick

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
