#!/bin/bash
# Archives (ZIP) that tests/archive.py makes, and folders: what is in them is read as files are. TAP. Needs python3.
. "$TESTS_DIR/convert.bash"
convert_made archive.py

ok "sorted names, of Windows too; what is none of the user's and pictures are left out" gives mixed.zip 3 '{"id":"GB/T 75004-2024","kind":"gb","title_zh":"钢丝 要求","sources":[{"file":"mixed.zip/a.xlsx","line":2}]}
{"id":"GB/T 75001-2024","kind":"gb","title_zh":"钢管 尺寸","sources":[{"file":"mixed.zip/b/list.csv","line":2}]}
{"id":"GB/T 75002-2024","kind":"gb","title_zh":"钢管 外观","sources":[{"file":"mixed.zip/下载/清单.csv","line":2}]}
{"id":"GB/T 75003-2024","kind":"gb","title_zh":"钢丝 术语","sources":[{"file":"mixed.zip/目录/列表.jsonl","line":1}]}
' 'note: left out: 3 files that no reader is for (3 in mixed.zip)'
said() { # said LINES: what was said of what is in it
    grep -v '^biaosou: ' "$tmp/err" | cut -c1-90 | diff -u <(printf '%s\n' "$@" | cut -c1-90) -
}
ok "rejects with their places; of a table that is not understood nothing is taken" said \
    'mixed.zip/few.csv:3: the column of numbers holds none, or several' \
    'mixed.zip/few.csv:4: the column of numbers holds none, or several' \
    'mixed.zip/few.csv:5: the column of numbers holds none, or several' \
    'mixed.zip/few.csv: only 40 % of its rows were understood, so nothing of it is taken in; se' \
    'mixed.zip/list.csv: it is a link, which is not followed in an archive' \
    'mixed.zip/paper.pdf: a damaged PDF (PDF document is damaged)' \
    'mixed.zip/prose.txt: no JSON Lines, and no table or news item of a bulletin in its text (p' \
    'mixed.zip/目录/列表.jsonl:2: not JSON: '"'}' expected near end of file (at byte 9)"
ok "two in one, none in these" gives nested.zip 3 '{"id":"GB/T 75011-2024","kind":"gb","title_zh":"螺母 要求","sources":[{"file":"nested.zip/in.zip/in.csv","line":2}]}
{"id":"GB/T 75012-2024","kind":"gb","title_zh":"螺栓 要求","sources":[{"file":"nested.zip/other.zip/up.csv","line":2}]}
' 'nested.zip/in.zip/deep.zip: an archive in an archive in an archive'
ok "names: some have dots, or two lines" gives names.zip 3 '{"id":"GB/T 75107-2024","kind":"gb","title_zh":"轴承 座","sources":[{"file":"names.zip/a..b/c..d.csv","line":2}]}
{"id":"GB/T 75108-2024","kind":"gb","title_zh":"轴承 圈","sources":[{"file":"names.zip/z\nz.csv","line":2}]}
' ''
out='its name leads out of the archive; unpack it and give it as a file'
ok "and some lead out, or are none" said 'names.zip/: it has no name; unpack it and give it as a file' \
    "names.zip/../b.csv: $out" "names.zip//etc/a.csv: $out" "names.zip/D:/d.csv: $out" "names.zip/c/../../c.csv: $out" \
    'names.zip/��.csv: its name is neither UTF-8 nor GB18030; unpack it and give it as a file'
ok "an encrypted file" gives locked.zip 3 '{"id":"GB/T 75021-2024","kind":"gb","title_zh":"钢管 试验","sources":[{"file":"locked.zip/b.csv","line":2}]}
' 'locked.zip/a.csv: it is encrypted'
ok "a damaged one" gives damaged.zip 3 '{"id":"GB/T 75031-2024","kind":"gb","title_zh":"铆钉 要求","sources":[{"file":"damaged.zip/b.csv","line":2}]}
' 'damaged.zip/a.csv: it is damaged in the archive'
ok "a name that is there twice" gives twice.zip 3 '{"id":"GB/T 75041-2024","kind":"gb","title_zh":"垫圈 晚","sources":[{"file":"twice.zip/a.csv","line":2}]}
' 'twice.zip/a.csv: the archive has another file of this name'
ok "a bomb among others" gives bomb.zip 3 '{"id":"GB/T 75051-2024","kind":"gb","title_zh":"销 要求","sources":[{"file":"bomb.zip/c.csv","line":2}]}
' 'bomb.zip/a.jsonl: it is packed to less than 1/200 of its size'
ok "one of many small ones" gives bombs.zip 5 '' 'bombs.zip: what is in it is over 200 times as large as the archive'
ok "too many files" gives many.zip 5 '' 'many.zip: over 100000 files are in it'
ok "of archives in one, together" gives halves.zip 5 '' 'halves.zip: over 100000 files or 16 GiB come out of it'
if [ "$(df -k --output=avail "${TMPDIR:-/tmp}" | tail -1)" -gt $((3 << 20)) ]; then
    ok "a file without end" gives endless.zip 3 '{"id":"GB/T 75109-2024","kind":"gb","title_zh":"挡圈","sources":[{"file":"endless.zip/b.csv","line":2}]}
' 'endless.zip/a.csv: it is over 1 GiB'
else
    skip "a file without end" "under 3 GiB in the temporary folder"
fi
ok "pictures alone" gives pictures.zip 5 '' 'pictures.zip: this is an archive of files that no reader is for'
ok "nothing of the user's" gives hidden.zip 5 '' 'hidden.zip: the archive holds no files'
ok "nothing" gives none.zip 5 '' 'none.zip: the archive holds no files'
ok "other office documents" gives slides.pptx 5 '' 'slides.pptx: this is an office document that is neither'
ok "OpenDocument" gives text.odt 5 '' 'text.odt: this is an OpenDocument file'
ok "a program" gives program.jar 5 '' 'program.jar: this is a program of Java'
ok "a cut archive" gives cut.zip 5 '' 'cut.zip: a damaged ZIP archive'
share() { "$biaosou" convert locked.zip 2>&1 >"$tmp/got" | grep -x 'biaosou: locked.zip: 1 record, 1 rejected, 98 % of its bytes understood'; }
ok "not all is understood where one is rejected" share
piped() { "$biaosou" convert - <nested.zip 2>"$tmp/err" | grep -cF '{"file":"-/in.zip/in.csv","line":2}' | grep -x 1; }
ok "from a pipe" piped
shares() {
    "$biaosou" convert --stats nested.zip twice.zip 2>"$tmp/err" | cut -f 1-5,7 |
        diff -u <(printf '%s\n' 'format	tables	rows	records	rejects	file' 'ZIP	2	2	2	1	nested.zip' 'ZIP	1	1	1	1	twice.zip' \
            'all	3	3	3	2	2 files') -
}
ok "what was found" shares
jobs() { "$biaosou" convert -j 1 ./[!emhb]*.zip >"$tmp/1" 2>"$tmp/1.err"; "$biaosou" convert -j 3 ./[!emhb]*.zip >"$tmp/3" 2>"$tmp/3.err"; cmp "$tmp/1" "$tmp/3" && cmp "$tmp/1.err" "$tmp/3.err"; }
ok "several archives at once" jobs
ok "damage is an error or a reject" damaged 12 "data[at] ^= 1 << turn % 8" mixed.zip nested.zip

# An index of an archive: sources, rejects, nothing to do, and a build that would lose much.
indexes() {
    "$biaosou" index build -d "$tmp/I" mixed.zip nested.zip --rejects "$tmp/rejects" 2>"$tmp/err"
    [ $? = 3 ] && [ "$("$biaosou" search -d "$tmp/I" --format ids 钢丝 OR 钢管 OR 螺母 OR 螺栓 | wc -l)" = 6 ] &&
        "$biaosou" show -d "$tmp/I" 'GB/T 75002-2024' | grep -x 'sources     mixed.zip/下载/清单.csv:2' &&
        grep -F '{"file":"mixed.zip/few.csv","line":3,' "$tmp/rejects" && grep -F '{"file":"mixed.zip/paper.pdf","line":0,' "$tmp/rejects" &&
        grep -F 'note: left out: 3 files that no reader is for (3 in mixed.zip)' "$tmp/err" &&
        "$biaosou" index info -d "$tmp/I" | grep -x 'source      mixed.zip: 4 records, 8 rejected'
}
ok "an index of archives" indexes
again() { "$biaosou" index build -d "$tmp/I" 2>"$tmp/err"; [ $? = 3 ] && grep -F 'nothing to do' "$tmp/err"; }
ok "nothing to do" again
smaller() {
    cp nested.zip mixed.zip "$tmp/" && cp small.zip mixed.zip && "$biaosou" index build -d "$tmp/I" 2>"$tmp/err"
    [ $? = 6 ] && grep -F 'mixed.zip: 4 records before, 1 now' "$tmp/err" && cp "$tmp/mixed.zip" mixed.zip
}
ok "an archive that has lost much" smaller

# What an archive had and has no more. nights NAME STATUS [MESSAGE [OPTION...]]: of an archive that was as night-whole.
first() { cp "$1" night.zip && "$biaosou" index build -d "$tmp/N" night.zip --force --allow-shrink 2>"$tmp/err"; case $? in 0 | 3) ;; *) false ;; esac; }
nights() {
    local name=$1 status=$2 message=${3-} before after got=0
    shift 2 && shift $(($# ? 1 : 0))
    before=$(cat "$tmp/N/CURRENT") && cp "night-$name" night.zip
    "$biaosou" index build -d "$tmp/N" night.zip "$@" 2>"$tmp/err" || got=$?
    after=$(cat "$tmp/N/CURRENT")
    [ $got = "$status" ] && [ -z "$message" ] || { [ $got = "$status" ] && grep -F "$message" "$tmp/err"; } ||
        { echo "status $got" && cat "$tmp/err" && return 1; }
    [ "$status" = 6 ] && [ "$before" = "$after" ] || { [ "$status" != 6 ] && [ "$before" != "$after" ]; }
}
night() { ok "$1" eval "first night-$2 && nights $(printf '%q ' "${@:3}")"; }
lacks='1 source cannot be read or understood (night.zip/b.csv); generation'
night "an archive with a picture more" whole same 0
night "a file in another folder of it" whole renamed 0
night "a file is not there: refused" whole gone 6 'night.zip/b.csv: 1 records before, 0 now, it is not read any more'
night "insisting: done" whole gone 0 '' --allow-missing
night "a file is a picture now: refused" whole picture 6 'night.zip/b.csv: 1 records before, 0 now, it is not read any more'
night "a file is encrypted now: refused" whole locked 6 "$lacks"
night "a file is not understood now: refused" whole prose 6 "$lacks"
night "insisting: done with a reject" whole prose 3 '1 rejected' --allow-missing
night "a file more that is not understood: refused" whole new 6 '(night.zip/c.csv)'
night "one that never was: done with a reject" new newer 3 '1 rejected'
night "an archive in it is damaged: refused" inner cut 6 '(night.zip/in.zip)'
night "what was in it is beside it: done" inner whole 0

# A folder, whatever reads it.
mkdir -p folder/b/c folder/.git folder/__MACOSX outside
row() { printf '标准编号,标准名称\n%s,%s\n' "$1" "$2"; }
row 'GB/T 75071-2024' '齿轮 甲' >folder/b/c/a.csv
row 'GB/T 75072-2024' '齿轮 乙' >folder/a.csv
row 'GB/T 75073-2024' '齿轮 丙' >folder/清单.csv
row 'GB/T 75074-2024' '齿轮 丁' >outside/d.csv
for none in folder/.git/a.csv folder/__MACOSX/a.csv 'folder/~$a.csv' folder/.~lock.a.csv# folder/b/a.csv~ folder/thumbs.DB folder/desktop.ini; do
    row 'GB/T 75075-2024' 不是文件 >"$none"
done
cp damaged.zip folder/b.zip
printf '\x89PNG\r\n\x1a\n' >folder/p.png
printf 'GIF89a\0\0' >folder/b/q.gif
printf '\0\1\2\3binary' >folder/b/r
ln -s ../outside folder/out
ln -s ../outside/d.csv folder/d.csv
ln -s b/c folder/again
ln -s .. folder/b/c/up
ln -s a.csv folder/0.csv
mkdir folder/.store && row 'GB/T 75076-2024' '齿轮 戊' >folder/.store/e.csv && ln -s ../.store folder/b/current
wanted='GB/T 75072-2024 folder/a.csv
GB/T 75071-2024 folder/b/c/a.csv
GB/T 75031-2024 folder/b.zip/b.csv
GB/T 75073-2024 folder/清单.csv
GB/T 75076-2024 folder/b/current/e.csv'
converted() {
    "$biaosou" convert folder >"$tmp/got" 2>"$tmp/err"
    [ $? = 3 ] && diff -u <(echo "$wanted") <(jq -r '.id + " " + .sources[0].file' "$tmp/got") &&
        grep -F 'note: left out: 3 files that no reader is for (folder/b/q.gif, folder/b/r, folder/p.png); 2 links that lead out of a folder (folder/d.csv, folder/out)' "$tmp/err" &&
        [ "$(grep -c 'left out' "$tmp/err")" = 1 ]
}
if command -v jq >/dev/null; then
    ok "a folder: sorted, links within, what is left out told once" converted
else
    skip "a folder" "no jq here"
fi
indexed() {
    "$biaosou" index build -d "$tmp/F" folder 2>"$tmp/err"
    [ $? = 3 ] && [ "$("$biaosou" search -d "$tmp/F" --format ids '齿轮 OR 铆钉' | sort | tr '\n' ' ')" = 'GB/T 75031-2024 GB/T 75071-2024 GB/T 75072-2024 GB/T 75073-2024 GB/T 75076-2024 ' ] &&
        grep -F 'note: left out: 3 files that no reader is for (folder/b/q.gif, folder/b/r, folder/p.png); 2 links that lead out of a folder (folder/d.csv, folder/out)' "$tmp/err" &&
        grep -F '1 rejected' "$tmp/err"
}
ok "an index of a folder" indexed
# More that no reader is for stops no build, and what was passed over once is passed over when it is read again.
grown() {
    cp folder/p.png folder/s.png && "$biaosou" index build -d "$tmp/F" folder 2>"$tmp/err"
    [ $? = 3 ] && grep -F 'left out: 4 files' "$tmp/err" && echo x >>folder/s.png &&
        { "$biaosou" index build -d "$tmp/F" 2>"$tmp/err"; [ $? = 3 ]; } && grep -F 'left out: 4 files' "$tmp/err" && grep -F '1 rejected' "$tmp/err"
}
ok "another picture" grown
named() { "$biaosou" convert folder/p.png 2>"$tmp/err"; [ $? = 5 ] && grep -F 'folder/p.png: this is a picture (PNG)' "$tmp/err"; }
ok "a picture that is named is an error" named
root() { "$biaosou" convert folder/out 2>"$tmp/err" | grep -F '{"file":"folder/out/d.csv"'; }
ok "a link that is named is followed" root
# Nothing in a folder is no index without documents.
mkdir -p empty/.hidden "empty/deep/er" images && row 'GB/T 75077-2024' 隐藏 >empty/.hidden/a.csv && ln -s ../../outside empty/deep/out
cp folder/p.png images && cp folder/p.png images/q.png
nothing() { # nothing FOLDER MESSAGE: is said, and the index is as it was
    local before
    before=$(cat "$tmp/F/CURRENT")
    "$biaosou" convert "$1" >"$tmp/got" 2>"$tmp/err"
    [ $? = 5 ] && [ ! -s "$tmp/got" ] && grep -F "$2" "$tmp/err" &&
        for index in "$tmp/F" "$tmp/new"; do
            "$biaosou" index build -d "$index" "$1" --allow-shrink 2>"$tmp/err"
            [ $? = 3 ] && grep -F "$2" "$tmp/err" && [ ! -e "$tmp/new/CURRENT" ] || return 1
        done && [ "$(cat "$tmp/F/CURRENT")" = "$before" ]
}
ok "an empty folder is an error" nothing empty 'empty: no files are in this folder, but for hidden ones and links that lead out of it'
ok "and so is one of pictures" nothing images 'no reader is for any of the files'
missing() {
    mkdir -p list && row 'GB/T 75078-2024' '丝杠 要求' >list/a.csv && row 'GB/T 75079-2024' '丝杠 试验' >list/b.csv &&
        "$biaosou" index build -d "$tmp/L" list 2>/dev/null && rm list/a.csv && "$biaosou" index build -d "$tmp/L" list 2>"$tmp/err"
    [ $? = 6 ] && grep -F 'list/a.csv: 1 records before, 0 now, it is not read any more' "$tmp/err" && echo 没有表格 >list/a.csv &&
        { "$biaosou" index build -d "$tmp/L" list 2>"$tmp/err"; [ $? = 6 ]; } && grep -F '(list/a.csv)' "$tmp/err"
}
ok "a file of a folder that is gone, or not understood: refused" missing
# Files of a folder are in one order, whatever order the system gives them in.
order() {
    mkdir one other && for letter in b a c; do row "GB/T 75080-2024" "联轴器 $letter" >one/$letter.csv; done
    for letter in c a b; do cp one/$letter.csv other/; done
    "$biaosou" convert -j 3 one 2>/dev/null | jq -r .title_zh >"$tmp/1" && "$biaosou" convert -j 1 other 2>/dev/null | jq -r .title_zh >"$tmp/2"
    [ "$(tr '\n' ,  <"$tmp/1")" = '联轴器 a,联轴器 b,联轴器 c,' ] && cmp "$tmp/1" "$tmp/2"
}
if command -v jq >/dev/null; then ok "one order" order; else skip "one order" "no jq here"; fi
echo "1..$n"
exit "$failed"
