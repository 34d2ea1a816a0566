#!/bin/bash
# What a person sees on a terminal: lines as wide as it is, links, the pager. And that a pipe sees nothing of these. TAP.
. "$TESTS_DIR/tap.bash"
biaosou=$BIAOSOU
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }
unset XDG_DATA_HOME LANGUAGE NO_COLOR PAGER LESS
export LC_ALL=C.UTF-8 BIAOSOU_INDEX=$tmp/index TERM=xterm
cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 1-2001","kind":"gb","status":"现行","published":"2001-02-03","title_zh":"起重机检验","title_en":"Inspection of cranes","title_fr":"Inspection des grues","scope_zh":"本标准规定了起重机检验的一般要求、检验方法和检验规则，以及检验结果的判定；适用于各类起重机的型式检验、出厂检验和定期检验，也适用于改造后的检验。","url":"https://example.org/1?a=b&c=起"}
{"id":"GB/T 2-2001","kind":"gb","title_zh":"起重机术语","url":"https://example.org/\u001b]0;x\u0007"}
{"id":"GB/T 3-2001","kind":"gb","title_zh":"起重机符号","url":"file:///etc/passwd"}
{"id":"ISO 4:2001","kind":"iso","status":"现行","stage":"60.60","title_en":"Lifts","title_fr":"Levage des charges"}
{"id":"ISO 5:2001","kind":"iso","title_fr":"Ascenseurs"}
END
"$biaosou" index build "$tmp/records.jsonl" >/dev/null 2>&1
terminal() { python3 "$TESTS_DIR/terminal.py" "$@"; }
plain() { BIAOSOU_PAGER=cat terminal "$@" --color never --hyperlinks never; }
same() { diff -u - "$tmp/got"; }

# width
wraps() {
    plain 40 "$biaosou" search 定期检验 -n 1 >"$tmp/got"
    same <<'END'
1 result

 1. GB/T 1-2001  gb  in force
      2001-02-03
    起重机检验
    Inspection of cranes
    …检验结果的判定；适用于各类起重机的
      型式检验、出厂检验和定期检验，也…

END
}
ok "lines end at the terminal's, and hang" wraps
narrow() { # COLUMNS: no line is longer
    plain "$1" "$biaosou" search 起重机 >"$tmp/got"
    python3 -c 'import sys, unicodedata
for line in open(sys.argv[2]):
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip("\n"))
    if wide > int(sys.argv[1]):
        sys.exit("%d: %s" % (wide, line))' "$1" "$tmp/got"
}
for columns in 30 80 120; do
    ok "none is longer than $columns" narrow $columns
done
piped() { "$biaosou" search 定期检验 -n 1 >"$tmp/got"; [ "$(grep -c '改造后的检验。$' "$tmp/got")" = 1 ] && [ "$(wc -l <"$tmp/got")" = 7 ]; }
ok "in a pipe a text is a line" piped
titles() { [ "$("$biaosou" search "$1" -n 1 | sed -n 's/^    \([A-Z].*\)/\1/p' | paste -sd'|')" = "$2" ]; }
ok "titles in other languages are not shown" titles cranes "Inspection of cranes"
ok "unless only they hold the words" titles levage "Lifts|Levage des charges"
ok "or there are no others" titles ascenseurs "Ascenseurs"
ok "nor the stage of what has a status" eval '"$biaosou" search lifts -n 1 | grep -qx " 1. ISO 4:2001  iso  in force"'

# links
links() { # COMMAND...: the addresses of links
    "$@" | grep -oP '\x1b\]8;;\K[^\x1b]+(?=\x1b\\)' | sort -u
}
link() { [ "$(links "${@:2}")" = "$1" ] || { links "${@:2}"; return 1; }; }
ok "an id leads to its page, in ASCII" link 'https://example.org/1?a=b&c=%E8%B5%B7' "$biaosou" search --hyperlinks always 定期检验 -n 1
ok "on a terminal by itself" link 'https://example.org/1?a=b&c=%E8%B5%B7' env BIAOSOU_PAGER=cat python3 "$TESTS_DIR/terminal.py" 80 "$biaosou" search 定期检验 -n 1
ok "a document's too" link 'https://example.org/1?a=b&c=%E8%B5%B7' "$biaosou" show --hyperlinks always 'GB/T 1'
ok "what would be obeyed is no address" link '' "$biaosou" search --hyperlinks always 起重机术语 -n 1
ok "nor is a file" link '' "$biaosou" search --hyperlinks always 起重机符号 -n 1
ok "not in a pipe" link '' "$biaosou" search 定期检验 -n 1
ok "not without colours" link '' env NO_COLOR=1 BIAOSOU_PAGER=cat python3 "$TESTS_DIR/terminal.py" 80 "$biaosou" search 定期检验 -n 1
ok "never" link '' env BIAOSOU_PAGER=cat python3 "$TESTS_DIR/terminal.py" 80 "$biaosou" search --hyperlinks never 定期检验 -n 1
ok "nothing else: usage" eval '"$biaosou" search --hyperlinks sometimes x 2>&1 | grep -q "takes auto, always or never"; [ ${PIPESTATUS[0]} = 2 ]'

# the pager
printf '#!/bin/sh\necho "paged $*, LESS=$LESS"\ncat\n' >"$tmp/pager"
printf '#!/bin/sh\nexit 0\n' >"$tmp/quits"
chmod +x "$tmp/pager" "$tmp/quits"
pages() { # WANTED VARIABLE=VALUE... COMMAND...: the first line on a terminal
    local got
    got=$(env "${@:2:1}" python3 "$TESTS_DIR/terminal.py" 80 "${@:3}" | head -n 1)
    [ "$got" = "$1" ] || { echo "got: $got"; return 1; }
}
export PAGER=$tmp/none
ok "the pager that is named, with its arguments" pages "paged -x, LESS=FRX" "BIAOSOU_PAGER=$tmp/pager -x" "$biaosou" search 起重机
ok "or named for all" pages "paged , LESS=FRX" "PAGER=$tmp/pager" "$biaosou" search 起重机
ok "not with --no-pager" pages "3 results" "BIAOSOU_PAGER=$tmp/pager" "$biaosou" search --no-pager 起重机
ok "nor where none can be started" pages "3 results" "BIAOSOU_PAGER=$tmp/none" "$biaosou" search 起重机
ok "nor for programs" pages "GB/T 2-2001" "BIAOSOU_PAGER=$tmp/pager" "$biaosou" search --format ids 起重机术语 -n 1
for command in "show GB/T+1" "news" "impact GB/T+1" "related GB/T+1"; do
    read -ra words <<<"$command"
    ok "of ${words[0]}" pages "paged , LESS=FRX" "BIAOSOU_PAGER=$tmp/pager" "$biaosou" "${words[@]//+/ }"
done
quits() { BIAOSOU_PAGER=$tmp/quits terminal 80 "$biaosou" search "$@" >"$tmp/got" 2>&1; [ $? = 0 ] && [ ! -s "$tmp/got" ]; }
ok "who quits it has done so" quits 起重机
found() { BIAOSOU_PAGER=$tmp/pager terminal 80 "$biaosou" search --color never 龘龘 >/dev/null; [ $? = 1 ]; }
ok "the status is that of the command" found
not_piped() { BIAOSOU_PAGER=$tmp/pager "$biaosou" search 起重机 | head -n 1 | grep -q '^3 results'; }
ok "never in a pipe" not_piped
echo "1..$n"
exit "$failed"
