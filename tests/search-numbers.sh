#!/usr/bin/env bash
# Numbers that are words as well, numbers that nobody has, what names a document, phrases with slack,
# bytes that are no UTF-8, and queries without end. TAP. Needs jq and iconv.
. "${TESTS_DIR:-tests}/tap.bash" || exit 99
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 22239-2019","status":"现行","published":"2019-05-10","title_zh":"信息安全技术 网络安全等级保护基本要求"}
{"id":"GB/T 22239-2008","status":"被代替","published":"2008-06-19","title_zh":"信息安全技术 信息系统安全等级保护基本要求"}
{"id":"GB/T 22240-2020","status":"现行","title_zh":"信息安全技术 网络安全等级保护定级指南"}
{"id":"GB/T 22421-2008","status":"现行","title_zh":"显示器件测量"}
{"id":"GB/T 20988-2007","status":"现行","title_zh":"信息系统灾难恢复规范"}
{"id":"GB/T 1.1-2020","status":"现行","published":"2020-03-31","title_zh":"标准化文件的结构和起草规则"}
{"id":"GB/T 1.1-2009","status":"废止","published":"2009-06-17","title_zh":"标准的结构和编写"}
{"id":"JJF 1.1-2001","status":"现行","published":"2001-01-01","title_zh":"计量试验甲"}
{"id":"GB/T 44886.1-2024","status":"现行","title_zh":"产品互联互通 第1部分：框架"}
{"id":"ISO 9001:2015","status":"现行","title_en":"Quality management systems: demands"}
{"id":"ISO 9999:2022","status":"现行","title_en":"Assistive products"}
{"id":"ISO/IEC 27001:2022","status":"现行","title_en":"Information security management systems"}
{"id":"ISO 9001:2015/Amd 1:2024","status":"现行","title_en":"Climate action changes"}
{"id":"GM/T 0054-2018","status":"现行","title_zh":"信息系统密码应用"}
{"id":"ISO 54:1996","status":"现行","title_en":"Cinematography"}
{"id":"20231926-T-469","title_zh":"云计算服务评估方法"}
{"id":"GB/T 3880.9-2012","status":"现行","title_zh":"铝合金板材 6061-T6 状态"}
{"id":"HB 2-1999","title_en":"Plates of T6 alloys after 6061 hours"}
{"id":"HB 3-1999","title_en":"Samples of HS in 1 box"}
{"id":"SJ 75.086-1990","title_zh":"连接器甲"}
{"id":"SJ 5001-1990","title_zh":"连接器 75-086 型"}
{"id":"JB/T 5002-1990","title_zh":"50-60Hz 变压器"}
{"id":"JB/T 5003-1990","title_zh":"110-220V 照明"}
{"id":"JB/T 5004-1990","title_en":"Optical disks in the HS-1 format"}
{"id":"JB/T 5005-1990","title_zh":"不锈钢 304-L 管"}
{"id":"JB/T 5006-1990","title_zh":"报告 2024-Q1 汇编"}
{"id":"JB/T 5007-1990","title_zh":"塑料 UL94-V0 阻燃"}
{"id":"JB/T 5008-1990","title_en":"Enclosures of IP67 and RS-485 ports"}
{"id":"JB/T 5009-1990","title_en":"Certificates after X.509"}
{"id":"QB/T 7001-1990","title_zh":"网络安全风险的评估"}
{"id":"QB/T 7002-1990","title_zh":"评估安全与风险"}
{"id":"QB/T 7003-1990","title_zh":"风险管理和其他事项及事后评估"}
{"id":"QB/T 7004-1990","title_en":"Risk and hazard assessment of machines"}
{"id":"QB/T 7005-1990","title_en":"Assessment methods where there is no risk"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/log" 2>&1 ||
    { echo "Bail out! no index: $(cat "$tmp/log")"; exit 1; }

run() { # run STATUS COMMAND...: exits so; $tmp/out and $tmp/err are what it said
    local want=$1 got
    "$biaosou" "${@:2}" >"$tmp/out" 2>"$tmp/err"
    got=$?
    [ $got = "$want" ] || { echo "exit $got"; cat "$tmp/out" "$tmp/err"; return 1; }
}

says() { # says STATUS TEXT COMMAND...: and its output or its errors hold TEXT
    run "$1" "${@:3}" && grep -qF -- "$2" "$tmp/out" "$tmp/err" || { cat "$tmp/out" "$tmp/err"; return 1; }
}

silent() { # silent STATUS COMMAND...: no word on standard error
    run "$@" && [ ! -s "$tmp/err" ] || { cat "$tmp/err"; return 1; }
}

results() { # results "ID ID ..." QUERY...: the result set, sorted by number
    local got
    got=$("$biaosou" search --format json -n 100 --sort number "${@:2}" 2>/dev/null |
        jq -r '[.hits[] | select(.relaxed | not) | .id] | join("|")')
    [ "$got" = "$1" ] || { echo "got $got"; return 1; }
}

first() { # first ID QUERY...
    local got
    got=$("$biaosou" search --format ids -n 1 "${@:2}" 2>/dev/null)
    [ "$got" = "$1" ] || { echo "got $got"; return 1; }
}

json() { # json FILTER QUERY...
    "$biaosou" search --format json "${@:2}" 2>/dev/null | jq -e "$1" >/dev/null
}

# words as well
ok "6061-T6: where the words stand side by side first" first "GB/T 3880.9-2012" 6061-T6
ok "75-086: the document of that number leads" first "SJ 75.086-1990" 75-086
ok "75-086: and that with the words is a result" results "SJ 75.086-1990|SJ 5001-1990" 75-086
for case in "50-60Hz:5002" "110-220V:5003" "HS-1:5004" "304-L:5005" "2024-Q1:5006" "UL94-V0:5007" \
    "IP67:5008" "RS-485:5008" "X.509:5009"; do
    ok "${case%:*}" results "JB/T ${case#*:}-1990" "${case%:*}"
done
ok "beside words" first "GB/T 3880.9-2012" "铝合金 6061-T6"
ok "excluded" results "" "连接器 -75-086"
ok "T4-6061: no document" run 1 search T4-6061
ok "1.1: the document of that number leads" first "GB/T 1.1-2020" 1.1
ok "1.1: all of that number" results "GB/T 1.1-2009|GB/T 1.1-2020|JJF 1.1-2001" 1.1
ok "22239.pdf" first "GB/T 22239-2019" 22239.pdf
ok "in one field they are words" results "JB/T 5004-1990" "title:HS-1"
ok "number: a number alone" results "SJ 75.086-1990" number:75-086
ok "a number in running text is no words" json '.explain.tree == "(number GB/T 22239)" and (.explain.selection | contains("22239 AND") | not)' --explain "GB/T 22239"

# nobody has it
near() { # near "ID, ID" NUMBER: exit 1, and the note names these
    says 1 "no document has the number $2; did you mean $1?" search "$2" &&
        json '.nearest[0].number == "'"$2"'" and (.nearest[0].ids | join(", ")) == "'"$1"'"' "$2"
}
ok "exchanged digits" near "GB/T 22239-2019" "GB/T 22329"
ok "an exchanged digit and a year" near "GB/T 22239-2008" "GB/T 22293-2008"
ok "a digit or the year differs, not both" near "GB/T 22421-2008" "GB/T 22420-2008"
ok "a digit too many" near "ISO 9999:2022" "ISO 99999"
ok "a digit missing" near "GB/T 22239-2019" "GB/T 2239"
ok "another digit" near "GB/T 22239-2019, GB/T 22240-2020" "GB/T 22249"
ok "another year" near "GB/T 22239-2019, GB/T 22239-2008" "GB/T 22239-2013"
ok "another part" near "GB/T 44886.1-2024" "GB/T 44886.7"
ok "another part of few digits" near "GB/T 1.1-2020" "GB/T 1.2-2020"
ok "a slip in the prefix" near "GB/T 20988-2007" "GM/T 20988"
ok "a letter too many there" near "GB/T 20988-2007" "GBJ 20988"
ok "a slip in the prefix and that year" near "GB/T 20988-2007" "GM/T 20988-2007"
ok "of few digits" near "HB 2-1999" "HG 2-1999"
ok "a body that takes over the number" near "ISO/IEC 27001:2022" "EN 27001"
far() { # far NUMBER: nothing is near it
    says 1 "no document has the number $1" search "$1" && json '.nearest[0].ids == []' "$1"
}
ok "another body is not near" far "DB11/T 20988"
ok "nor of the same year" far "DB11/T 20988-2007"
ok "nor a slip in the prefix and another year" far "GM/T 20988-2009"
ok "nor a slip in the prefix and in the digits" far "GM/T 22329-2008"
ok "nor a body that keeps no numbers of others" far "JR/T 27001"
ok "nor of few digits without a year" far "JJG 1.1"
ok "another plan" near "20231926-T-469" "20231962-T-469"
ok "a supplement without its date is that supplement" results "ISO 9001:2015/Amd 1:2024" "ISO 9001:2015/Amd 1"
ok "nor with the year of what it belongs to" results "ISO 9001:2015/Amd 1:2024" "ISO 9001 Amd 1"
ok "or with its own date alone" results "ISO 9001:2015/Amd 1:2024" "ISO 9001/Amd 1:2024"
ok "another supplement" near "ISO 9001:2015, ISO 9001:2015/Amd 1:2024" "ISO 9001:2015/Amd 2"
ok "delete: what a supplement belongs to stays" says 1 "no such document" index delete "ISO 9001:2015/Amd 2"
ok "noughts left out, and no other body's of two digits" near "GM/T 0054-2018" "GM/T 54"
ok "nothing near: said" says 1 "no document has the number ISO 31415" search "ISO 31415"
ok "no guess from three digits" says 1 "no document has the number ISO 999" search "ISO 999"
ok "and none told" json '.nearest[0].ids == []' "ISO 999"
ok "an excluded number is not missed" json '.nearest == []' "密码 -GB/T 22329"
ok "GB 22239 is GB/T 22239" silent 0 search "GB 22239"
ok "beside words too" says 1 "did you mean GB/T 22239-2019" search "等级保护 GB/T 22329"
ok "show: the same" says 1 "no document 'GB/T 22329'; did you mean GB/T 22239-2019?" show GB/T 22329
for misread in "IS0 9001" "1SO 9001" "ISO 9OO1" "ISO 9O01:2O15"; do
    ok "$misread" first "ISO 9001:2015" "$misread"
    ok "$misread: exit 0" run 0 search "$misread"
done
misread() { # misread ID SPELLING...: each is read as that
    local spelling
    for spelling in "${@:2}"; do
        first "$1" "$spelling" && json '.changed | startswith("'"'$spelling'"' was read as ")' "$spelling" ||
            { echo "$spelling"; return 1; }
    done
}
ok "letters for 0" misread "GB/T 22240-2020" "GB/T 2224O" "GB/T 2224o" "GB/T 2224Q" "GB/T 2224D" "GB/T 2224D-2O2Q"
ok "letters for 1" misread "GB/T 44886.1-2024" "GB/T 44886.I" "GB/T 44886.l" "GB/T 44886.i"
ok "and a bar, where it is no sign" says 0 "was read as ISO 9001" show "ISO 900|"
ok "letters for 5" misread "JB/T 5002-1990" "JB/T S002" "JB/T s002"
ok "letters for 8" misread "GB/T 44886.1-2024" "GB/T 44B86.1" "GB/T 44BB6.1"
ok "letters for 2" misread "GB/T 22239-2019" "GB/T 2Z239" "GB/T 2z239" "GB/T ZZ239-Z019"
ok "digits for letters" misread "ISO 9001:2015" "150 9001" "I50 9001" "15O 9001"
ok "the digit for B" misread "GB/T 22239-2019" "G8/T 22239"
ok "three such runs" misread "GB/T 44886.1-2024" "G8/T 44BB6.I"
ok "more are no slip" json '.changed == null and .total == 0' "G8/T 44BB6.I-Z024"
ok "IS0 9001: the first line says so" eval 'says 0 "read as ISO 9001" search "IS0 9001" && head -1 "$tmp/out" | grep -q "read as ISO 9001"'
ok "JSON has it" json '.changed == "'"'IS0 9001' was read as ISO 9001"'"' "IS0 9001"
ok "show IS0 9001" says 0 "was read as ISO 9001" show "IS0 9001"

# a title in other words
ok "nearly a title: exit 0" run 0 search "信息安全技术 网络安全等级保护定级的指南书"
ok "nearly a title: the first line says so" eval 'run 0 search "信息安全技术 网络安全等级保护定级的指南书"; head -1 "$tmp/out" | grep -q "nearly the title of GB/T 22240-2020"'
ok "whatever is shown" run 0 search -n 0 "信息安全技术 网络安全等级保护定级的指南书"
ok "ids too" eval '[ "$("$biaosou" search --format ids "信息安全技术 网络安全等级保护定级的指南书" 2>/dev/null | head -1)" = "GB/T 22240-2020" ]'
ok "a part of a title alone is not it" run 1 search "等级保护 密码"

# what names a document
shows() { # shows "ID ID" ARGUMENT...: these, each as the first line of a sheet
    local got
    got=$("$biaosou" show --format json "${@:2}" 2>/dev/null | jq -r .record.id | paste -sd'|')
    [ "$got" = "$1" ] || { echo "got $got"; return 1; }
}
ok "several numbers" shows "GB/T 22239-2019|GB/T 20988-2007" 22239 20988
ok "with their bodies, unquoted" shows "GB/T 22239-2019|ISO 9001:2015" GB/T 22239 iso 9001
ok "quoted" shows "GB/T 22239-2008|ISO 9001:2015" "GB/T 22239-2008" "ISO 9001:2015"
ok "a number and its year are one" shows "GB/T 22239-2008" 22239 2008
ok "a title" shows "GB/T 20988-2007" 信息系统灾难恢复规范
ok "a title in words" shows "ISO/IEC 27001:2022" information security management systems
ok "a title and a number" shows "GB/T 20988-2007|GB/T 22239-2019" 信息系统灾难恢复规范 22239
ok "1.1: the newest in force" shows "GB/T 1.1-2020" 1.1
ok "1.1: the others are listed" eval '"$biaosou" show --format json 1.1 | jq -e "[.others[].id] == [\"JJF 1.1-2001\",\"GB/T 1.1-2009\"]" >/dev/null'
ok "a file's name" shows "GB/T 22239-2019" "GBT 22239-2019.pdf"
ok "in a folder, whose number is another" shows "GB/T 22239-2019" "/tmp/iso 27001/GBT 22239-2019.pdf"
ok "on a disk" shows "GB/T 22239-2019" 'C:\iso 27001\GBT 22239-2019.pdf'
ok "a slash of the number's own" shows "GB/T 22239-2019" "GB/T 22239-2019.pdf"
ok "the same in a folder" shows "GB/T 22239-2019" "/iso/GB/T 22239-2019 draft.pdf"
ok "a year as a name: the folder's number" shows "GB/T 20988-2007" "GBT 20988/2007.pdf"
ok "digits in a folder without one" shows "GB/T 22239-2019" "/standards/22239.pdf"
ok "files" shows "GB/T 22239-2019|ISO/IEC 27001:2022" "a/GBT 22239-2019.pdf" "b/iso 27001.docx"
ok "a title's file in a folder" shows "GB/T 20988-2007" "2024-02/信息系统灾难恢复规范.PDF"
ok "a title's file" shows "GB/T 20988-2007" "信息系统灾难恢复规范.PDF"
ok "a citation" shows "GB/T 22239-2008" "《信息系统安全等级保护基本要求》（GB/T 22239—2008）"
ok "a citation: told" says 0 "was read as GB/T 22239-2008" show "《信息系统安全等级保护基本要求》（GB/T 22239—2008）"
ok "a year of issue besides" shows "GB/T 22239-2019" "GB/T 22239-2019(2020年版)"
ok "half a title" says 0 "this is nearly it" show "网络安全等级保护定级指南"
ok "one of two is missing: exit 1" says 1 "no document '99999'; did you mean ISO 9999:2022?" show 22239 99999
ok "but the other is shown" grep -q '^GB/T 22239-2019  in force' "$tmp/out"
ok "nothing" says 1 "no document 'xyzzy'" show xyzzy
ok "no document of a word in many titles" says 1 "no document '风险'" show 风险

# phrases with slack
ok "nothing between" results "" '"风险评估"'
ok "one character" results "QB/T 7001-1990" '"风险 评估"~1'
ok "either order" results "QB/T 7001-1990|QB/T 7002-1990" '"风险 评估"~3'
ok "further" results "QB/T 7001-1990|QB/T 7002-1990|QB/T 7003-1990" '"风险 评估"~10'
ok "cut in words" results "QB/T 7001-1990|QB/T 7002-1990" '"风险评估"~3'
ok "words of other scripts count one each" results "QB/T 7004-1990" '"risk assessment"~2'
ok "both" results "QB/T 7004-1990|QB/T 7005-1990" '"risk assessment"~5'
ok "too few" results "" '"risk assessment"~1'
ok "three pieces share the slack" results "QB/T 7004-1990" '"risk assessment machines"~3'
ok "three pieces, too little" results "" '"risk assessment machines"~2'
ok "full width" results "QB/T 7001-1990" '“风险 评估”～１'
ok "excluded" results "QB/T 7003-1990" '"风险" "评估" -"风险 评估"~3'
ok "in a field" results "" 'scope:"风险 评估"~3'
ok "a piece within another is no second" results "" '"风险 险"~9'
ok "marked where they are near" json '.hits[0].titles[0].highlights == [[4,6],[7,9]]' '"风险 评估"~1'
ok "explained" says 0 "(phrase~3 风险 评估)" search --explain '"风险 评估"~3'

# beginnings of words
ok "a word" results "ISO 54:1996" 'cinem*'
ok "not in it" results "" 'nematog*'
ok "several words" results "HB 2-1999|JB/T 5004-1990" 'plat* OR opt*'
ok "the last of several" results "20231926-T-469" '云计算服务评*'
ok "a phrase is no beginning of a word within it" results "" '计算服务平*'
ok "in a field" results "ISO 54:1996" 'title:cinem*'
ok "in another" results "" 'scope:cinem*'
ok "Chinese in a field" results "GM/T 0054-2018" 'title:信息系统密*'
ok "of a number" results "GB/T 22239-2008|GB/T 22239-2019" '2223*'
ok "of a number with its body" results "QB/T 7001-1990|QB/T 7002-1990|QB/T 7003-1990|QB/T 7004-1990|QB/T 7005-1990" 'number:QB/T 700*'

# bytes
gb() { printf '%s' "$1" | iconv -t gb18030; }
ok "a query in GB18030" first "GB/T 22239-2019" "$(gb 网络安全等级保护基本要求)"
ok "told" says 0 "read as GB18030" search "$(gb 等级保护)"
ok "other bytes: exit 2" says 2 "neither UTF-8 nor GB18030 (byte 4 is 0xE9)" search "$(printf 'caf\xe9')"
ok "show in GB18030" says 0 "GB/T 20988-2007" show "$(gb 信息系统灾难恢复规范)"
ok "show, other bytes: exit 2" says 2 "neither UTF-8 nor GB18030" show "$(printf 'caf\xe9')"
printf 'a\t%s\nb\tcaf\xe9\nc\t9001\n' "$(gb 灾难恢复)" >"$tmp/queries.tsv"
ok "batch: what can be read is answered, exit 3" run 3 batch -n 1 "$tmp/queries.tsv"
ok "batch: both" eval '[ "$(cut -f 1,3 "$tmp/out" | paste -sd" ")" = "$(printf "a\tGB/T 20988-2007 c\tISO 9001:2015")" ]'
ok "batch: the line that cannot" grep -q 'queries.tsv:2: this is neither UTF-8 nor GB18030' "$tmp/err"

# without end
ok "empty" says 2 "the query is empty" search ""
ok "white space" says 2 "the query is empty" search "  $(printf '\t')　"
ok "punctuation" says 1 "there is no word or number in" search '。，、'
ok "a filter alone is no query without words" silent 1 search 'year:1850'
ok "stop words" run 0 search 的
ok "nothing but stop words: each is held" results "GB/T 1.1-2009|GB/T 1.1-2020" "title:的 title:和"
ok "beside a word they are not" results "GM/T 0054-2018" "title:的 title:密码"
many() { yes "$1" | head -n "$2" | paste -sd' '; }
ok "ten thousand words" says 0 "the query is too long" search "$(many 等级保护 10000)"
ok "a hundred kilobytes of one word" run 1 search "$(many a 100000 | tr -d ' ')"
ok "a thousand phrases" says 1 "the query is too long" search "$(seq -f '"a b%g"~5' 1000 | paste -sd' ')"
ok "a thousand beginnings of words" says 1 "the query is too long" search "$(seq -f 'x%g*' 1000 | paste -sd' ')"
ok "the same one many times is one" silent 0 search "$(many '等级*' 300)"
ok "three thousand numbers" run 0 search "$(seq -f 'GB/T %g' 20000 22300 | paste -sd'|')"
ok "deep nesting" eval '"$biaosou" search "$(printf "(%.0s" {1..5000})a$(printf ")%.0s" {1..5000})" >"$tmp/out" 2>&1; [ $? -le 2 ]'

# delete
ok "delete: several have the number" says 1 "several documents, name one: GB/T 22239-2008, GB/T 22239-2019" index delete 22239
ok "delete: nothing is gone" shows "GB/T 22239-2019" 22239
ok "delete: one has it, in any spelling" says 0 "1 deleted" index delete "GBT22239—2008"
ok "delete: digits alone" says 0 "1 deleted" index delete 20988
ok "delete: gone" run 1 show 20988
ok "delete: no such number" says 1 "no such document" index delete "GB/T 31415"
echo "1..$n"
exit $failed
