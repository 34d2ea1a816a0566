#!/usr/bin/env bash
# What people paste into a query finds its document: titles with their number in every dress, rows of
# tables, names of files, citations; and words that begin with a dash on the command line. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
samples=${TESTS_DIR:-tests}/../corpus/samples
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }
"$biaosou" index build "$samples/catalogue.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# pasted FILTER: every fifth sample, dressed by jq's FILTER as a query, is the first hit of it.
pasted() {
    local id query got bad=0 count=0
    while IFS=$'\t' read -r id query; do
        count=$((count + 1))
        printf -v query %b "$query"
        got=$("$biaosou" search -n 1 --format ids -- "$query" 2>"$tmp/err") || true
        [ "$got" = "$id" ] || { echo "$query: ${got:-$(head -c 200 "$tmp/err")}"; bad=$((bad + 1)); }
    done < <(jq -r -n '[inputs | select(.title_zh and (.id | test("-|:")))] | to_entries[] | select(.key % 5 == 0) |
        .value | (.title_zh) as $t | .id as $n | (.title_en // $t) as $e | [.id, ('"$1"')] | @tsv' "$samples/catalogue.jsonl")
    [ "$count" -gt 40 ] && [ "$bad" = 0 ]
}
ids() { "$biaosou" search -n 300 --format ids "$@" 2>"$tmp/err" | sort; }
# same A B: two searches, arguments separated by |, find the same; and something
same() {
    local -a a b
    IFS='|' read -ra a <<<"$1"
    IFS='|' read -ra b <<<"$2"
    ids "${a[@]}" >"$tmp/a"
    ids "${b[@]}" >"$tmp/b"
    [ -s "$tmp/a" ] && diff "$tmp/a" "$tmp/b"
}
fails() { # STATUS TEXT ARGUMENT...
    local want=$1 text=$2 status=0
    shift 2
    "$biaosou" search "$@" >"$tmp/o" 2>"$tmp/err" || status=$?
    [ "$status" = "$want" ] && grep -qF -- "$text" "$tmp/err" || { echo "status $status"; cat "$tmp/err"; return 1; }
}

# A title as people remember it: with a word that is not the document's, and too long to be chance.
# cited QUERY: GB/T 22239-2019 is the answer, not something like it
cited() {
    "$biaosou" search -n 1 --format json -- "$1" >"$tmp/o" 2>"$tmp/err" &&
        jq -e '.total > 0 and .hits[0].id == "GB/T 22239-2019" and (.hits[0].relaxed | not)' "$tmp/o" >/dev/null &&
        ! grep -q 'no document' "$tmp/err" || { cat "$tmp/o" "$tmp/err"; return 1; }
}
nothing() { "$biaosou" search "$1" >"$tmp/o" 2>&1; [ $? = 1 ] && grep -q '^no results' "$tmp/o"; }
remembered='信息安全技术 网络石油系统的安全等级保护基本要求和测评要求'

echo "1..27"
ok "title and number in parentheses" pasted '"\($t)（\($n)）"'
ok "title in book marks, number in parentheses" pasted '"《\($t)》(\($n))"'
ok "the same of the English title" pasted '"\($e) (\($n))"'
ok "cells of a row" pasted '"12\t\($n)\t\($t)\t现行"'
ok "a row of a table in Markdown" pasted '"| \($n) | \($t) | 现行 |"'
ok "a file's name" pasted '"\($n) \($t).pdf"'
ok "a file's name with signs for blanks" pasted '"\($n | gsub(" |/"; "_"))_\($t | gsub(" "; "_")).docx"'
ok "a citation" pasted '"[1] 委员会. \($t): \($n)[S]. 北京: 中国标准出版社, 2019."'
ok "an open parenthesis" pasted '"\($n)（\($t)"'
ok "a number and what its title may be" cited "GB/T 22239-2019 $remembered"
ok "what a title may be and a number in parentheses" cited "$remembered（GB/T 22239-2019）"
ok "a citation of what a title may be" cited "[1] 委员会. $remembered: GB/T 22239-2019[S]. 北京: 出版社, 2019."
ok "a number without a year and what its title may be" cited "GB/T 22239 $remembered 状态:现行"
ok "a filter still holds" nothing "GB/T 22239-2019 $remembered 状态:废止"
ok "an edition that nobody has is not found by its title" fails 1 'no document has the number GB/T 22239-2018' \
    "GB/T 22239-2018 $remembered"
ok "a number after a long title, without a year, is a part of it" nothing "$remembered GB/T 22239"
ok "lines" pasted '"\($n)\n\($t)"'
ok "a dash after the first word is a word" same '密码 -检测' '密码|-检测'
ok "options after words" same '密码 -检测' '密码|-n|300|-检测|--sort|relevance'
ok "a word that begins as an option does" same '密码 -digital' '密码|-digital'
ok "NOT" same '密码 -检测' '密码|NOT|检测'
ok "the minus sign" same '密码 -检测' '密码 −检测'
ok "two dashes end the options" same '密码 -检测' '--|密码|-检测'
ok "the first word is no dash: an unknown option" fails 2 'Unknown option -检测' -检测 密码
ok "nor is an unknown long option a word" fails 2 'Unknown option --fromat' 密码 --fromat json
ok "an option without its value" fails 2 'Missing argument' 密码 -n
ok "what is left out is said" fails 0 "joins nothing" 密码 OR
exit $failed
