#!/usr/bin/env bash
# What goes out is safe: to a terminal, into lines, to a spreadsheet, into a bibliography. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

# Every text of the first record has all that is dangerous.
printf '%s\n' '"\u001b[31m\u009b2J\u202e\u2066\u200b\u2028\u0007\u007fbad\n\r\tx"' >"$tmp/bad"
jq -c --argjson bad "$(cat "$tmp/bad")" -n '{
    id: ("ab" + $bad), kind: ("k" + $bad), title_zh: ("甲密" + $bad), title_en: ("one" + $bad),
    title_ja: ("鍵" + $bad), scope_zh: ("甲" + $bad), status: ("s" + $bad), stage: ("t" + $bad),
    committee: ("c" + $bad), ics: ["35" + $bad], url: ("u" + $bad), plan: ("p" + $bad),
    relations: [{type: ("r" + $bad), degree: ("d" + $bad), to: ("o" + $bad)}],
    progress: [{date: "2020", event: ("e" + $bad), text: ("x" + $bad), source: ("y" + $bad)}],
    sources: [{file: ("f" + $bad), line: 1}], ("extra" + $bad): ("z" + $bad), more: $bad}' >"$tmp/records.jsonl"
cat >>"$tmp/records.jsonl" <<'END'
{"id":"Q/AB 1-2020","title_zh":"乙密, 用引号\"的","committee":"=1+1","url":"https://e.org/a_b?c=%20&d={e}#f"}
{"id":"Q/A B1-2020","title_zh":"＝乙密 50% of A&B_{x}~^\\$#"}
{"id":"GB/T 5-2020","title_zh":"丙密","status":"-1","stage":"+1","committee":"@x","plan":"＋1","url":"https://e.org/","published":"2020-05"}
{"id":"GB/T 6-2020","title_zh":"丁密","status":"a=1","stage":"\u200b=2","committee":" =3"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
first=$("$biaosou" search -n 1 -f json 甲密 | jq -r '.hits[0].id')

# clean COMMAND...: no control but the line's end and the tab, none of C1, no bidi, no zero width in what it prints
clean() {
    "$@" >"$tmp/printed" 2>&1
    [ -s "$tmp/printed" ] || return 1
    ! grep -nP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2069}]' \
        <(tr -d '\r' <"$tmp/printed")
}
lines() { [ "$("${@:2}" 2>/dev/null | wc -l)" = "$1" ]; }
says() { local got; got=$("${@:2}" 2>&1); [[ $got == *"$1"* ]] || { echo "$got"; return 1; }; }

formats=$("$biaosou" search --help | sed -n 's/.*--format=FORMAT *//p' | tr -d ,)
ok "there are formats" grep -qw csv <<<"$formats"
for format in $(sed s/xlsx// <<<"$formats"); do
    ok "search -f $format" clean "$biaosou" search -f $format 甲密
done
ok "search: facets" clean "$biaosou" search --facet kind,status,stage,committee,ics 甲密
ok "search --explain" clean "$biaosou" search --explain 甲密
ok "search: a note" clean "$biaosou" search $'kind:\033[31mxx'
ok "search: an error" clean "$biaosou" search $'甲密\033[31m\u202e "x'
ok "search: an unknown format" clean "$biaosou" search -f $'\033[31m' 甲密
ok "show" clean "$biaosou" show "$first"
ok "show -f json" clean "$biaosou" show -f json "$first"
ok "show: nothing found" clean "$biaosou" show $'no\033[31msuch\n\u202ething'
ok "show: an error's second line cannot pose as another message" \
    [ -z "$("$biaosou" show $'x\nbiaosou: all is well' 2>&1 | sed 1d | grep '^biaosou')" ]
ok "convert" clean "$biaosou" convert "$tmp/records.jsonl"
printf '{"id":"x","published":"\\u001b[31m\\u009b"}\n{"id":"y\\u001b[0m","\\u001b[1m":\n' >"$tmp/reject.jsonl"
ok "convert: rejects" clean "$biaosou" convert "$tmp/reject.jsonl"
"$biaosou" index build -d "$tmp/two" "$tmp/records.jsonl" 2>/dev/null
sed 1d "$tmp/records.jsonl" >"$tmp/fewer.jsonl"
"$biaosou" index build -d "$tmp/two" --force "$tmp/fewer.jsonl" >/dev/null 2>&1
ok "index diff" clean "$biaosou" index diff -d "$tmp/two"
# A member that is no field is kept as it is.
more=$(jq -c .more "$tmp/records.jsonl" | head -1)
ok "what JSON says stays the same" [ "$("$biaosou" show -f json "$first" | jq -c .record.more)" = "$more" ]
ok "and in convert" [ "$("$biaosou" convert "$tmp/records.jsonl" | jq -c .more | head -1)" = "$more" ]

ok "ids: one a line" lines 1 "$biaosou" search -n 1 -f ids 甲密
ok "citations: one a line" lines 1 "$biaosou" search -n 1 -f gbt7714 甲密

csv() { "$biaosou" search -f csv "$@"; }
ok "CSV: begins with a byte order mark" [ "$(csv 密 | head -c 7 | od -An -tx1 | tr -d ' \n')" = efbbbf72616e6b ]
ok "CSV: a line for each hit" [ "$(csv 密 | grep -c $'\r$')" = 6 -a "$(csv 密 | wc -l)" = 6 ]
ok "CSV: quotes doubled" says ',"乙密, 用引号""的",' csv 乙密
ok "CSV: =" says ",'=1+1," csv 乙密
ok "CSV: ＝" says ",'＝乙密 50%" csv 乙密
ok "CSV: - + @ ＋" says ",'-1,'+1,丙密,,2020-05,'@x,'＋1," csv 丙密
ok "CSV: hidden before it" says "a=1,'=2,丁密,,,'=3," csv 丁密

bib() { "$biaosou" search -f bibtex "$@"; }
ok "BibTeX: keys differ" [ "$(bib 密 | grep -c '^@')" = 5 -a "$(bib 密 | grep '^@' | sort -u | wc -l)" = 5 ]
ok "BibTeX: a key is the number where that says all" says "@standard{GBT5-2020," bib 丙密
ok "BibTeX: the address as it stands" says 'url = {https://e.org/a_b?c=%20&d=%7Be%7D#f}' bib 乙密
ok "BibTeX: what TeX reads as something else" \
    says '50\% of {A\&B\_{\textbraceleft}x{\textbraceright}{\textasciitilde}{\textasciicircum}{\textbackslash}\$\#}}' bib 乙密
# What is found in part stands apart: one line before the first of it, also where a page begins there.
cat >"$tmp/parts.jsonl" <<'END'
{"id":"ISO 1:2020","title_en":"Alpha beta gamma"}
{"id":"ISO 2:2020","title_en":"Alpha beta of another kind altogether"}
{"id":"ISO 3:2020","title_en":"Alpha gamma of the third kind altogether"}
{"id":"ISO 4:2020","title_en":"Delta"}
END
"$biaosou" index build -d "$tmp/parts" "$tmp/parts.jsonl" >/dev/null 2>&1
shape() { # shape LINES OPTION...: which lines of what kind are printed
    local got
    got=$("$biaosou" search -d "$tmp/parts" "${@:2}" alpha beta gamma | sed -n 's/^ *\([0-9]*\)\. .*/\1/p; s/^\([0-9]* more\) with .*/\1/p' | paste -sd' ')
    [ "$got" = "$1" ] || { echo "got: $got"; return 1; }
}
ok "text: a part of the query apart" shape "1 2 more 2 3"
ok "text: also on a page of its own" shape "2 more 2 3" --offset 1
ok "text: on a page that begins within it" shape "2 more 3" --offset 2
ok "text: not where there is none" shape "1" -n 1

# A sheet for people: a label and its value a line, and no label again for what belongs to the same.
echo '{"id":"GB/T 7-2020","kind":"gb","title_zh":"戊","ics":["35.030","01.040"],"relations":[{"type":"replaces","to":"GB/T 7-2010"},{"type":"cites","to":"GB/T 8-2010"}],"progress":[{"date":"2019-01","until":"2019-03","event":"立项"},{"date":"2020-01","event":"发布","text":"公告"}]}' >"$tmp/sheet.jsonl"
"$biaosou" index build -d "$tmp/sheet" "$tmp/sheet.jsonl" >/dev/null 2>&1
sheet() { diff <(printf '%s\n' "$@") <("$biaosou" show -d "$tmp/sheet" 7 | sed '/^sources/d'); }
ok "show: a sheet" sheet "GB/T 7-2020  status not known" "kind        gb" "title_zh    戊" \
    "timeline    2019-01 to 2019-03  立项" "            2020-01  发布  公告" "ics         35.030, 01.040" \
    "editions    GB/T 7-2010" "            GB/T 7-2020  ←" "relations   cites GB/T 8-2010"
echo "1..$n"
exit $failed
