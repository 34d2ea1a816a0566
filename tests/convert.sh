#!/bin/bash
# `biaosou convert`: its formats, read again without loss; names of columns; several files at once. TAP.
. "$TESTS_DIR/convert.bash"
cd "$tmp" || exit 1
cp "$TESTS_DIR/cases/table/odd.jsonl" odd.jsonl

# What is canonical comes out as it went in, and so it does through each format.
again() {
    "$biaosou" convert odd.jsonl -o "$1" 2>err && "$biaosou" convert "$1" >got 2>>err && diff odd.jsonl got && grep -F '4 records' err
}
ok "JSON Lines" again out.jsonl
ok "CSV" again out.csv
ok "XLSX" again out.xlsx
ok "the ending in capitals" again OUT.CSV
# Cells as people read them: by hand from odd.jsonl.
cells() {
    printf '\xef\xbb\xbf%s\r\n' 'id,kind,title_zh,title_en,scope_zh,scope_en,stage,status,progress,committee,ics,ccs,plan,published,effective,withdrawn,relations,url,sources,conflicts,extra' |
        diff - <(head -1 out.csv) &&
        grep -F '23.040.10; 77.140.75,H48,20220001-T-605,2024-05,2024-12-01,,replaces GB/T 73001-2010; adopts ISO 73001:2020 IDT; part-of GB/T 73000,' out.csv &&
        grep -F "'=1+1,note,''撇号在前的题名,,'-减号在前,,,,,'@单位,\"[\"\"01.040\"\",\"\"有; 分号\"\"]\",,,,,,\"[{\"\"type\"\":\"\"cites\"\"" out.csv &&
        grep -F '"钢管 ""甲""，乙, 丙","Tubes, ""A"""' out.csv
}
ok "cells of CSV" cells
formats() {
    [ "$("$biaosou" convert -f csv odd.jsonl 2>err | sha256sum)" = "$(sha256sum <out.csv)" ] &&
        "$biaosou" convert -f xlsx odd.jsonl 2>err | cmp - out.xlsx &&
        "$biaosou" convert -f jsonl -o out.xyz odd.jsonl 2>err && cmp out.xyz odd.jsonl
}
ok "by name, to standard output, the same each time" formats
unknown() { "$biaosou" convert -f ods odd.jsonl 2>err; [ $? = 2 ] && grep -F 'ods is none of jsonl, csv, xlsx' err; }
ok "no such format" unknown
empty() {
    : >none.jsonl && "$biaosou" convert none.jsonl -o none.csv 2>err && [ "$(wc -l <none.csv)" = 1 ] &&
        "$biaosou" convert none.csv 2>err | cmp - none.jsonl && grep -F '0 records, 0 rejected, 100 %' err
}
ok "no records" empty
# A row that was changed by hand, and one that was spoilt.
edited() {
    sed 's/GB\/T 73003-2024,gb,只有题名/GB\/T 73003-2024,gb,改过的题名/; s/adopts ISO 73001:2020 IDT/adopts ISO 73001:2021 MOD/' out.csv >edited.csv
    "$biaosou" convert edited.csv >got 2>err && grep -F '"title_zh":"改过的题名"' got &&
        grep -F '{"type":"adopts","degree":"MOD","to":"ISO 73001:2021"}' got
}
ok "an edited table" edited
spoilt() {
    local status=0
    sed 's/\[""\[01\]""\]/[01]x/; 5s/"\[{""date""/"[{date/' out.csv >spoilt.csv
    "$biaosou" convert spoilt.csv >got 2>err || status=$?
    sed '5s/{""title_ja"".*}/[1]/' out.csv | "$biaosou" convert - 2>err.2 | wc -l | grep 3 && grep -F -- '-:2: column "extra": not a JSON object' err.2 &&
        [ $status = 3 ] && [ "$(wc -l <got)" = 2 ] && grep -F 'spoilt.csv:2: column "progress": not JSON' err && grep -F 'column "ics": not JSON' err
}
ok "a spoilt one: rejects with their places" spoilt
long() {
    local status=0
    python3 -c 'print("{\"id\":\"GB/T 73009-2024\",\"title_zh\":\"长\",\"scope_zh\":\"" + "长" * 40000 + "\"}")' >long.jsonl
    cat odd.jsonl >>long.jsonl
    "$biaosou" convert long.jsonl -o long.xlsx 2>err || status=$?
    [ $status = 3 ] && grep -F 'long.xlsx: GB/T 73009-2024: the text of column 5 has over 32767 characters' err &&
        [ "$("$biaosou" convert long.xlsx 2>/dev/null | wc -l)" = 4 ] &&
        "$biaosou" convert long.jsonl -o long.csv 2>err && [ "$("$biaosou" convert long.csv 2>/dev/null | wc -c)" -gt 120000 ]
}
ok "what no workbook can hold" long
full() { "$biaosou" convert odd.jsonl -o /dev/full 2>err; [ $? = 5 ] && grep -F '/dev/full: cannot write' err && [ "$(grep -c 'cannot write' err)" = 1 ]; }
ok "a full disk" full
full_book() { "$biaosou" convert odd.jsonl -f xlsx -o /dev/full 2>err; [ $? = 5 ] && grep -F '/dev/full: cannot write' err; }
ok "a full disk for a workbook" full_book

# Several files at once: the same for any number of jobs, in their order, one that fails among them.
many() {
    local i jobs
    mkdir many && for i in $(seq 12); do sed "s/73003/7400$i/" odd.jsonl >"many/第$i.jsonl"; done
    cp out.csv many/t.csv && cp out.xlsx many/u.xlsx && echo 散文。 >many/散文.txt
    for jobs in 1 2 5 99; do
        "$biaosou" convert -j $jobs many/* >"got.$jobs" 2>"err.$jobs"
        [ $? = 5 ] && cmp got.1 "got.$jobs" && cmp err.1 "err.$jobs" || return 1
    done
    [ "$(wc -l <got.1)" = 56 ] && [ "$(grep -c '4 records' err.1)" = 14 ]
}
ok "jobs" many
input() { "$biaosou" convert -j 4 many/t.csv - many/u.xlsx <odd.jsonl >got 2>err && [ "$(wc -l <got)" = 12 ] && sed -n 2p err | grep -F -- '-: 4 records'; }
ok "standard input among them" input
stats() {
    local status=0
    "$biaosou" convert --stats out.csv out.xlsx odd.jsonl "$TESTS_DIR/../corpus/samples/2024-02.txt" many/散文.txt >got 2>err || status=$?
    printf '%s\n' 'format	tables	rows	records	rejects	understood	file' 'delimited text	1	4	4	0	100 %	out.csv' 'XLSX	1	4	4	0	100 %	out.xlsx' \
        'JSON Lines	0	0	4	0	100 %	odd.jsonl' "text	2	10	12	0	100 %	$TESTS_DIR/../corpus/samples/2024-02.txt" \
        'text	0	0	0	0	failed	many/散文.txt' 'all	4	18	24	0		5 files' | diff - got && [ $status = 5 ] && [ "$(wc -l <err)" = 1 ]
}
ok "what was found in each" stats

# Columns that have other names.
printf '文件代码,品名,何时,备 注\nGB/T 73011-2024,螺钉 要求,2024-01-02,甲\n' >own.csv
mapped() {
    "$biaosou" convert "$@" >got 2>err || return 1
    printf '{"id":"GB/T 73011-2024","kind":"gb","title_zh":"螺钉 要求","published":"2024-01-02","sources":[{"file":"%s","line":%s}],"备 注":"甲"}\n' "${*: -1}" "${line:-2}" | diff - got
}
ok "not known" eval '"$biaosou" convert own.csv 2>err; [ $? = 5 ]'
echo '[{"a":{"b":"GB/T 90203-2024","c.d":"数控机床 戊要求"}},{"a":{"b":"GB/T 90204-2024","c.d":"数控机床 己要求"}}]' >own.json
paths() { "$biaosou" convert -m a.b=id -m a.c.d=标准名称 own.json | grep -c '"id":"GB/T 9020[34]-2024","kind":"gb","title_zh":"数控机床 .要求"' | grep -x 2; }
ok "members of objects by their paths" paths
ok "named" mapped -m 文件代码=标准编号 -m 品名=title_zh --map ' 何 时 =发布日期' own.csv
printf '<table><tr><th>文件代码<th>品名<th>何时<th>备 注<tr><td>GB/T 73011-2024<td>螺钉 要求<td>2024-01-02<td>甲</table>' >own.html
line=1
ok "named, where a confined process reads" mapped -m 文件代码=标准编号 -m 品名=title_zh -m 何时=发布日期 own.html
nothing() { "$biaosou" convert -m "$1" own.csv 2>err; [ $? = 2 ] && grep -F -- "--map: $1: write COLUMN=NAME" err; }
ok "no name" nothing 文件代码
ok "a name of nothing" nothing 文件代码=什么
ok "nothing named" nothing =标准编号
index() {
    "$biaosou" index build -d I -m 文件代码=标准编号 -m 品名=标准名称 own.csv 2>err && "$biaosou" index build -d I 2>err && grep -F 'nothing to do' err &&
        "$biaosou" index build -d I -m 何时=发布日期 2>err && ! grep -F 'nothing to do' err && "$biaosou" show -d I 'GB/T 73011' | grep -F 2024-01-02 &&
        "$biaosou" index info -d I | grep -F 'column      何时=发布日期' && sed 's/73011/73012/' own.csv >more.csv && "$biaosou" index update -d I more.csv 2>err &&
        [ "$("$biaosou" search -d I --format ids 螺钉 | wc -l)" = 2 ]
}
ok "an index remembers the names" index
forgets() { "$biaosou" index build -d I own.csv 2>err; [ $? = 6 ] && grep -F 'no column is named' err; }
ok "and forgets them where other sources are given" forgets

# What takes more memory than a reader may hold is an error, and the rest is done. The limit is 288 MiB, or less if it is less
# for all.
{
    printf '<table><tr><th>标准号<th>标准名称'
    for i in $(seq 20000); do printf '<tr><td>GB/T %s-2020<td>螺钉 要求' "$i"; done
} >large.html
yes 螺钉 | head -200000 >large.txt
printf '标准号,标准名称\nGB/T 73011-2024,螺钉 要求\n' >small.csv
filled() {
    (ulimit -d 32768 && "$biaosou" convert large.html large.txt small.csv >got 2>err)
    [ $? = 5 ] && [ "$(wc -l <got)" = 1 ] && grep -E '^biaosou: large.html: reading it .* of memory; give it in pieces' err &&
        grep -E '^biaosou: large.txt: reading it .* of memory; give it in pieces' err
}
whole() { "$biaosou" convert large.html 2>err | wc -l | grep -x 20000; }
ok "what fits" whole
if [ -z "${SANITIZED-}" ]; then ok "what takes more memory than it may" filled; else skip "memory" "sanitizers take any"; fi
much() { # much VALUE N MESSAGE: a record with a member of N times VALUE
    { printf '[{"id":"GB/T 73011-2024","title_zh":"螺钉 要求","x":["1' && yes "$1" | head -"$2" | tr -d '\n' && printf '"]}]'; } >much.json
    "$biaosou" convert much.json >got 2>err
    [ ! -s got ] && grep -F "much.json:1: $3" err
}
ok "a record of over 4 MiB" much 螺 1500000 'a record of over 4 MiB'
ok "one of many values" much '","1' 500000 'over 500000 values in a record'
echo "1..$n"
exit $failed
