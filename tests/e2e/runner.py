"""Runs the tests of a file: functions called test_..., or of these the ones whose
name has the second argument of the command line in it."""
import shutil
import sys
import traceback


def run(names, work):
    """The exit status; the last line is "N passed, N failed".  The folder
    `work` is removed."""
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    tests = [(n, f) for n, f in names.items()
             if n.startswith("test_") and wanted in n]
    passed = failed = 0
    for name, function in tests:
        try:
            function()
            passed += 1
        except Exception:
            failed += 1
            print(f"FAILED {name}")
            traceback.print_exc(limit=-3, file=sys.stdout)
    shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
