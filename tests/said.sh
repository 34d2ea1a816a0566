#!/usr/bin/env bash
# What commands say, to the byte: tests/cases/said, of the records of tests/cases/page. A case is what is asked, an empty line, and the
# answer with messages; TODAY is the day, CASES the folder, N % how alike two texts are. BIAOSOU_SAID=print prints all. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=$(realpath "${BIAOSOU:-./biaosou}")
cases=$(realpath "${TESTS_DIR:-tests}/cases")
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8 NO_COLOR=1 COLUMNS=100
unset BIAOSOU_LANG BROWSER
"$biaosou" index build "$cases/page/records.jsonl" "$cases/page/other.jsonl" >"$tmp/out" 2>&1
[ -f "$BIAOSOU_INDEX/CURRENT" ] || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
cd "$cases/said" || exit 1
said() { # FILE
    local asked
    mapfile -t asked < <(head -n 1 "$1" | xargs printf '%s\n')
    "$biaosou" "${asked[@]}" 2>&1 | sed "s|$cases|CASES|g; s/$(date +%F)/TODAY/g; s/ [0-9]* %/ N %/"
}
holds() { diff -u <(sed 1,2d "$1") <(said "$1"); }
for file in *.case; do
    if [ "${BIAOSOU_SAID:-}" = print ]; then
        printf '== %s\n' "$file"
        said "$file"
        continue
    fi
    ok "${file%.case}" holds "$file"
done
echo "1..$n"
