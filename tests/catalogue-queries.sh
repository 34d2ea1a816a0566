#!/usr/bin/env bash
# Judged queries over real catalogues: for each, one of the documents that are wanted is among the
# first hits. TAP. Skipped where the catalogues are not there: they are no part of the project.
set -u
biaosou=${BIAOSOU:-./biaosou}
tests=${TESTS_DIR:-tests}
shared=${BIAOSOU_SHARED:-$tests/../../shared}
catalogue=$shared/catalogue
judged=$tests/catalogue-queries.tsv
export LC_ALL=C.UTF-8

skip() { echo "1..0 # SKIP $1"; exit 0; }

[ -z "${SANITIZED-}" ] || skip "sanitizers are for smaller indexes"
[ -r "$catalogue/cn.jsonl" ] || skip "no catalogues in $shared (BIAOSOU_SHARED)"
command -v xz >/dev/null || skip "no xz"
command -v jq >/dev/null || skip "no jq"
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT

# All Chinese records, and of the others what is about information technology, management and
# documentation: an eighth, so that the index is made in seconds.
committees='ISO/(IEC )?(JTC 1|TC (34|46|68|154|176|207|210|212|22/SC 32|262|292|307)|CASCO|TMBG)|TC (62|65|70|77)'
for name in iso iec jis; do
    xz -dc "$catalogue/$name.jsonl.xz"
done | grep -E "\"committee\": \"($committees)|\"id\": \"JIS [XQ] " >"$tmp/part.jsonl"
"$biaosou" index build -d "$tmp/index" "$tmp/part.jsonl" "$catalogue/cn.jsonl" \
    "$shared"/bulletins/*.txt >"$tmp/log" 2>&1 ||
    { echo "Bail out! no index: $(cat "$tmp/log")"; exit 1; }

n=0
echo "1..$(grep -c '^[^#]' "$judged")"
while IFS=$'\t' read -r query depth wanted comment; do
    case $query in '#'*) continue ;; esac
    n=$((n + 1))
    "$biaosou" search -d "$tmp/index" --format json -n "$depth" -- "$query" 2>/dev/null |
        jq -r '.hits[].id' >"$tmp/hits"
    if tr '|' '\n' <<<"$wanted" | grep -qxFf - "$tmp/hits"; then
        echo "ok $n - ${query//#/\\#}"
    else
        echo "not ok $n - ${query//#/\\#}${comment:+ ($comment)}"
        sed 's/^/# /' "$tmp/hits"
    fi
done <"$judged"
