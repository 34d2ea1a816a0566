# Files that LibreOffice reads (XLS, DOC, RTF, ODF, XML of Excel): told by what they hold; what is made of them is read
# under their names; LibreOffice is confined, and ends. The first part has a program of its own in LibreOffice's place,
# the second needs LibreOffice. TAP. Needs python3.
. "$TESTS_DIR/convert.bash"
[ -z "${SANITIZED-}" ] || { echo "1..0 # SKIP LibreOffice is not sanitized, and what is read of its files is in other tests"; exit 0; }
secret=$tmp/secret.txt
echo SECRETWORD >"$secret"
convert_made workbook.py
python3 "$TESTS_DIR/soffice.py" . "$secret" || { echo "Bail out!"; exit 1; }
program=${BIAOSOU_SOFFICE:-$(dirname "$biaosou")/biaosou-soffice}
real_path=$PATH
mkdir "$tmp/none" "$tmp/bin" "$tmp/left"
export TMPDIR=$tmp/left
for tool in timeout diff grep cat; do ln -s "$(command -v $tool)" "$tmp/none/"; done

# office LINE...: a program in LibreOffice's place that does this in its folder; what it reads is beside it.
office() {
    { echo '#!/bin/bash' && echo "here=$tmp/bin" && printf '%s\n' "$@"; } >"$tmp/bin/new"
    chmod +x "$tmp/bin/new" && mv "$tmp/bin/new" "$tmp/bin/soffice" # one that runs is still read from the old
    PATH=$tmp/bin:$real_path
}
nothing_left() { [ -z "$(ls -A "$TMPDIR")" ] || { ls -AR "$TMPDIR" && return 1; }; }

# Without LibreOffice
without() { # without NAME MESSAGE
    PATH=$tmp/none gives "$1" 5 '' "$1: $2"
}
xls='a workbook (XLS), which LibreOffice reads, and that is not installed: install libreoffice-calc, or save the file as XLSX'
ok "no LibreOffice: a workbook" without open.xls "$xls"
ok "whatever its name" without open.csv "$xls"
ok "of over 7 MiB" without big.xls "$xls"
ok "a document" without open.wps 'a document (DOC), which LibreOffice reads, and that is not installed: install libreoffice-writer, or save the file as DOCX'
cp "$TESTS_DIR/cases/soffice/list.xml" list.xls
cp "$TESTS_DIR/cases/soffice/report.rtf" 2024-05.jsonl
ok "XML of Excel" without list.xls 'a workbook (XML of Excel), which'
cp "$TESTS_DIR/cases/soffice/"{list,today}.fods .
cp "$TESTS_DIR/cases/soffice/report.fodt" 2024-05.fodt
cp list.fods flat.csv
ok "flat ODF" without flat.csv 'a workbook (FODS), which'
ok "a flat text" without 2024-05.fodt 'a document (FODT), which LibreOffice reads, and that is not installed: install libreoffice-writer'
ok "RTF" without 2024-05.jsonl 'a document (RTF), which'
indexed() {
    ! PATH=$tmp/none "$biaosou" index build -d "$tmp/none/I" 2024-05.jsonl open.csv --rejects "$tmp/rejects" 2>"$tmp/err" &&
        grep -F '{"file":"2024-05.jsonl","line":0,"reason":"a document (RTF), which' "$tmp/rejects" &&
        grep -F '{"file":"open.csv","line":0,"reason":"a workbook (XLS), which' "$tmp/rejects"
}
ok "a build says so, whole file by whole file" indexed
gzip -c open.xls >open.gz
ok "packed" without open.gz 'a workbook (XLS), which'
ok "ODF" without links.ods 'a workbook (ODS), which'
ok "what is in a storage is not the file's" without other.xls 'a file of Office that is neither a workbook nor a document (OLE2); save it as'
ok "locked, as XLSX is" without locked.docx 'a document that is locked by a password (OLE2); save it without'
ok "a presentation" without slides.ppt 'a presentation (PPT); save what it lists'
ok "one of ODF" without slides.odp 'a presentation (ODP); save what it lists'
ok "mail" without letter.msg 'a mail message (MSG); save what it brings'
ok "a cut table of sectors" without cut.xls 'a file of Office that is damaged (OLE2)'
ok "a cut head" without head.xls 'a file of Office that is damaged (OLE2)'
ok "a stream that is cut" without short.doc 'a document that is damaged, it ends too early (DOC)'
cut_flat() { head -c 3000 list.fods >cut.fods && without cut.fods 'a workbook that is damaged, it ends too early (FODS)'; }
head -c 900 "$TESTS_DIR/cases/soffice/list.xml" >cut.xml
ok "cut flat ODF" cut_flat
ok "cut XML, of which LibreOffice would read the half" without cut.xml 'a workbook that is damaged, it ends too early (XML of Excel)'
ok "a tree that goes round" without tree.xls 'a file of Office that is neither a workbook nor a document (OLE2); save it as'
ok "a chain that does" without circle.xls "$xls"
ok "a list of lists that does" without lists.xls "$xls"
# What is called so and is not.
named() { # named NAME STATUS: it is read as what it is
    cp "$1" named.xls && PATH=$tmp/none "$biaosou" convert "$1" >"$tmp/wanted" 2>"$tmp/err" && [ -s "$tmp/wanted" ] &&
        PATH=$tmp/none gives named.xls "$2" "$(sed "s/\"${1##*/}\"/\"named.xls\"/g;s|\"$1\"|\"named.xls\"|g" "$tmp/wanted")"$'\n' ''
}
ok "CSV named XLS" named "$TESTS_DIR/cases/container/list.csv" 0
ok "text with tabs named XLS" named "$TESTS_DIR/cases/container/utf-16.tsv" 0
ok "HTML named XLS" named "$TESTS_DIR/cases/container/spans.html" 0
ok "XLSX named XLS" named strings.xlsx 0

# A program in LibreOffice's place
cp merged.xlsx "$tmp/bin/"
made='mkdir made && cp "$here/merged.xlsx" made/document.xlsx'
merged='{"id":"GB/T 71021-2024","kind":"gb","title_zh":"螺母 甲","title_en":"Nuts A","committee":"SAC/TC 85","sources":[{"file":"open.xls","line":4}]}
{"id":"GB/T 71022-2024","kind":"gb","title_zh":"螺母 乙","committee":"SAC/TC 85","sources":[{"file":"open.xls","line":5}]}
{"id":"GB/T 71023-2024","kind":"gb","title_zh":"螺母 丙","committee":"SAC/TC 9","sources":[{"file":"open.xls","line":6}]}
'
office "$made"
ok "what is made is read, under the file's name" gives open.xls 0 "$merged" ''
stats() { [ "$("$biaosou" convert --stats open.xls 2>"$tmp/err" | grep -c "^XLS$(printf '\t')1$(printf '\t').*open.xls$")" = 1 ]; }
ok "and told to be what it was" stats
office 'cmp document.xls "$here/open.xls" &&' "$made"
cp open.xls "$tmp/bin/"
ok "it is given the file" gives open.xls 0 "$merged" ''
office '[ "$(cat again)" = 1 ] || { echo 1 >again; exit 81; }' "$made"
ok "it asks to be started again" gives open.xls 0 "$merged" ''
office "$made" 'exit 81'
ok "but only once" gives open.xls 5 '' 'open.xls: a workbook (XLS), of which LibreOffice makes nothing'
office 'exit 0'
ok "it makes nothing and says nothing" gives open.xls 5 '' 'open.xls: a workbook (XLS), of which LibreOffice makes nothing: it is damaged, or takes too much memory, or libreoffice-calc is not installed; save it as XLSX'
office "$made" 'exit 1'
ok "it fails at its end" gives open.xls 5 '' 'open.xls: a workbook (XLS), of which LibreOffice makes nothing'
office 'mkdir made && ln -s "$here/merged.xlsx" made/document.xlsx'
ok "it makes a link" gives open.xls 5 '' 'open.xls: a workbook (XLS), of which LibreOffice makes nothing'
for name in locked.xls locked-book.xls locked.doc locked.ods; do
    office 'exit 1'
    ok "a password: $name" gives $name 5 '' ", locked by a password; save it without"
    office "$made" 'cp made/document.xlsx made/document.docx'
    ok "one that everybody knows: $name" gives $name 0 "${merged//open.xls/$name}" ''
done
office 'kill -XCPU $$'
ok "too much of the processor" gives open.xls 5 '' 'open.xls: a workbook (XLS), which takes LibreOffice over 300 seconds; save it as XLSX'
no_program() { BIAOSOU_SOFFICE=$tmp/no gives open.xls 5 '' "$tmp/no, which has it read, cannot be run: No such file"; }
ok "without the program between" no_program
no_room() { TMPDIR=$tmp/no gives open.xls 5 '' 'open.xls: a workbook (XLS), which LibreOffice could not be given: No such file'; }
ok "no folder for temporary files" no_room
ok "none of these leaves anything" nothing_left

# How it ends
running() { # running COMMAND...: starts it and waits until the program in LibreOffice's place has told its processes
    "$@" <open.xls >"$tmp/got" 2>"$tmp/err" &
    pid=$!
    until [ -s "$(echo "$TMPDIR"/biaosou-soffice-*/told)" ]; do
        kill -0 $pid 2>/dev/null || return 1
        sleep 0.05
    done
    read -r -a told <"$(echo "$TMPDIR"/biaosou-soffice-*/told)"
}
gone() { # gone PID...: waits until they have ended, or are there as dead ones
    local one turn
    for one; do
        for turn in $(seq 1200); do
            grep -qs '^State:[[:space:]]*[^Z]' "/proc/$one/status" || continue 2
            sleep 0.05
        done
        echo "$one is still there after $turn turns" && return 1
    done
}
office 'sleep 1000 & echo $$ $! >telling && mv telling told; wait'
slow() {
    running "$program" xls xlsx 2 && wait $pid
    [ $? = 4 ] && gone "${told[@]}" && nothing_left
}
ok "one that does not come to its end is ended with all that it has started" slow
office 'sleep 1000 & mkdir made && echo $! >made/document.xlsx'
done_with() { "$program" xls xlsx 60 <open.xls >"$tmp/got" && gone "$(cat "$tmp/got")" && nothing_left; }
ok "what it has started ends with it" done_with
office 'sleep 1000 & echo $$ $! >telling && mv telling told; wait'
for signal in TERM INT HUP; do
    stopped() {
        # which a shell's background commands ignore
        running env --default-signal=$signal "$program" xls xlsx 300 && kill -$signal $pid && wait $pid
        [ $? = 5 ] && gone "${told[@]}" && nothing_left
    }
    ok "SIG$signal ends it" stopped
done
ignored() {
    office 'echo $$ >telling && mv telling told; until [ -e go ]; do sleep 0.05; done' "$made"
    running env --ignore-signal=HUP "$program" xls xlsx 300 && kill -HUP $pid &&
        touch "$(echo "$TMPDIR"/biaosou-soffice-*)/go" && wait $pid && cmp "$tmp/got" merged.xlsx && nothing_left
}
ok "but not one that is ignored" ignored
office 'sleep 1000 & echo $$ $! >telling && mv telling told; wait'
caller() {
    running "$biaosou" convert open.xls && kill -KILL $pid
    wait $pid 2>/dev/null
    gone "${told[@]}" && for turn in $(seq 1200); do
        nothing_left && return
        sleep 0.05
    done
    return 1
}
ok "it ends with who wants it" caller
office 'echo $$ >telling && mv telling told; exec sleep 1000'
killed() {
    running "$program" xls xlsx 300 && kill -KILL $pid
    wait $pid 2>/dev/null
    gone "${told[@]}" && ! nothing_left
}
ok "killed, it takes what it runs along" killed
office "$made"
ok "what it left does not disturb the next" gives open.xls 0 "$merged" ''
ok "which removes it" nothing_left
kept() { # the folder of one that runs
    office 'echo $$ >telling && mv telling told; until [ -e go ]; do sleep 0.05; done' "$made"
    running "$biaosou" convert open.xls || return 1
    office "$made"
    gives open.xls 0 "$merged" '' && touch "$(echo "$TMPDIR"/biaosou-soffice-*)/go" && wait $pid && gives open.xls 0 "$merged" '' &&
        nothing_left
}
ok "but not that of another that runs" kept

# What it may do
may() { # may WHAT LINE: whether the program in LibreOffice's place can do this, and the one between lives on
    office 'mkdir made' "if { $1; } >>log 2>&1; then echo yes; else echo no; fi >made/document.xlsx"
    "$program" xls xlsx 60 <open.xls >"$tmp/got" && cat "$tmp/got" && [ "$(cat "$tmp/got")" = "$2" ]
}
ok "it may write into its folder" may 'echo x >here && mkdir -p a/b && mv here a/b && cp a/b/here "$TMPDIR/$$" && rm -r a' yes
ok "and read what is installed" may '[ -s /usr/bin/env ] && /usr/bin/env >env' yes
ok "its home is its folder" may '[ "$HOME" = "$PWD" ] && [ "$TMPDIR" = "$PWD" ]' yes
ok "nothing of the caller's environment" may '[ -z "$TESTS_DIR$BIAOSOU$BIAOSOU_SOFFICE" ]' yes
exec 9<"$secret"
ok "nor what the caller has open" may 'cat <&9' no
exec 9<&-
connects='python3 -c "import socket; socket.create_server((\"127.0.0.1\", 0))"'
case $(uname -m) in
    x86_64 | aarch64) ok "no network" may "$connects" no ;;
    *) skip "no network" "its system calls are not known" ;;
esac
ok "it stays in its group, which is ended" may 'python3 -c "import os; os.setsid()"' no
ok "but sockets within" may 'python3 -c "import socket; socket.socketpair()"' yes
ok "a file of over a GiB is not written" may 'truncate -s 1025M large' no
ok "nor 5 GiB of memory taken" may 'python3 -c "b = bytearray(5 << 30)"' no
landlock() { python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)'; }
if landlock; then
    ok "it may not read what is elsewhere" may "cat '$secret'" no
    ok "nor by way of /proc" may "cat '/proc/self/root$secret'" no
    ok "nor the users" may 'cat /etc/passwd' no
    ok "nor write there" may "echo x >'$TMPDIR/x'" no
    ok "nor remove" may "rm '$secret'" no
    ok "nor run" may "cp /usr/bin/env . && ./env" no
else
    skip "it is confined to its folder" "this kernel has no Landlock"
fi

# LibreOffice itself
PATH=$real_path
export BIAOSOU_SOFFICE=$program
# make_of CASE NAME...: has LibreOffice make NAMEs of the case.
make_of() {
    local case=$1 name
    shift
    for name; do
        cp "$TESTS_DIR/cases/soffice/$case" "${name%.*}.${case##*.}" &&
            soffice "-env:UserInstallation=file://$tmp/profile" --headless --convert-to "${name##*.}" \
                "${name%.*}.${case##*.}" >"$tmp/err" 2>&1 && [ -s "$name" ] || { cat "$tmp/err" && return 1; }
    done
}
alike() { # alike NAME CASE: it gives the case's records
    gives "$1" 0 "$(sed "s/\"NAME\"/\"$1\"/g" "$TESTS_DIR/cases/soffice/$2.jsonl")"$'\n' ' 0 rejected, 100 %'
}
all_alike() { # all_alike CASE NAME...
    local case=$1 name
    shift
    for name; do alike "$name" "$case" || return 1; done
}
both() { # both at once, twice
    local turn pids=()
    for turn in 1 2; do
        "$biaosou" convert list.xls >"$tmp/xls.$turn" 2>"$tmp/err" &
        pids+=($!)
        "$biaosou" convert 2024-05.doc >"$tmp/doc.$turn" 2>"$tmp/err.2" &
        pids+=($!)
    done
    for turn in "${pids[@]}"; do wait "$turn" || return 1; done
    cmp "$tmp/xls.1" "$tmp/xls.2" && cmp "$tmp/doc.1" "$tmp/doc.2" && [ "$(wc -l <"$tmp/xls.1")" = 4 ] &&
        [ "$(wc -l <"$tmp/doc.1")" = 3 ]
}
links() {
    local name
    for name in links.ods.xlsx links.odt.docx links.rtf.docx; do
        suffix=${name%.*}
        "$program" "${suffix##*.}" "${name##*.}" 60 <"$suffix" >"$name" || return 1
        python3 -c '
import sys, zipfile
made = zipfile.ZipFile(sys.argv[1])
all_of_it = b"".join(made.read(n) for n in made.namelist())
sys.exit(b"seen" not in all_of_it or b"SECRETWORD" in all_of_it)' "$name" || { echo "$name" && return 1; }
    done
}
index_of_both() {
    mkdir "$tmp/both" && cp list.ods 2024-05.doc "$tmp/both" &&
        "$biaosou" index build -d "$tmp/I" -j 2 "$tmp/both" 2>"$tmp/err" &&
        [ "$("$biaosou" search -d "$tmp/I" --format ids 钢管 | wc -l)" = 3 ] &&
        "$biaosou" show -d "$tmp/I" 20240721-T-469 | grep -E 'sources +.*/list.ods:计划:2$' &&
        "$biaosou" show -d "$tmp/I" 20240512-T-469 | grep -E 'sources +.*/2024-05.doc:23$'
}
names=("XLS, ODS, flat ODS and XLSX of one workbook" "DOC, ODT, flat ODT and DOCX of one report" "what counts from today" "RTF as Word writes it" "XML of Excel 2003"
    "two at once" "links are not followed" "an index of such files" "a password" "damage is an error or a reject"
    "what is cut is an error" "nothing is left")
if ! command -v soffice >/dev/null; then
    for name in "${names[@]}"; do skip "$name" "LibreOffice is not installed"; done
    echo "1..$n"
    exit "$failed"
fi
ok "LibreOffice makes test files" make_of list.fods list.xls list.ods list.xlsx
ok "and others" make_of today.fods today.xls today.ods today.xlsx
ok "and texts" make_of report.fodt 2024-05.doc 2024-05.odt 2024-05.docx
cp "$TESTS_DIR/cases/soffice/report.rtf" 2024-05.rtf
cp "$TESTS_DIR/cases/soffice/list.xml" list.xml
ok "${names[0]}" all_alike list list.xls list.ods list.fods list.xlsx
ok "${names[1]}" all_alike report 2024-05.doc 2024-05.odt 2024-05.fodt 2024-05.docx
ok "${names[2]}" all_alike today today.xls today.ods today.fods today.xlsx
ok "${names[3]}" alike 2024-05.rtf report
ok "${names[4]}" alike list.xml list
ok "${names[5]}" both
ok "${names[6]}" links
ok "${names[7]}" index_of_both
ok "${names[8]}" gives locked.xls 5 '' 'locked.xls: a workbook (XLS), locked by a password; save it without'
ok "${names[9]}" damaged 3 "data[at] ^= 1 << turn % 8" list.xls list.ods 2024-05.doc 2024-05.rtf
cut() {
    local name part
    for name in list.xls list.ods 2024-05.doc 2024-05.odt 2024-05.rtf list.xml; do
        for part in 3 8; do
            head -c "$(($(wc -c <"$name") * part / 10))" "$name" >"cut-$name"
            gives "cut-$name" 5 '' "cut-$name: " || { echo "$part tenths of $name" && return 1; }
        done
    done
}
ok "${names[10]}" cut
ok "${names[11]}" nothing_left
echo "1..$n"
exit "$failed"
