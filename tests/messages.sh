#!/bin/bash
# What is said to people, in their language: all of it is in the catalogues, the language is that of the environment or of
# --lang, and what programs read does not depend on it. TAP.
. "$TESTS_DIR/tap.bash"
biaosou=$BIAOSOU
top=$(cd "$TESTS_DIR/.." && pwd)
unset BIAOSOU_INDEX XDG_DATA_HOME LANGUAGE LC_MESSAGES LANG NO_COLOR
export LC_ALL=C BIAOSOU_INDEX=$tmp/index

# the catalogues
current() { make -s po/biaosou.pot >/dev/null 2>&1 && msgcmp --use-untranslated "$top/po/zh_CN.po" po/biaosou.pot && msgcmp "$top/po/zh_CN.po" po/biaosou.pot; }
complete() {
    msgfmt --check --statistics -o /dev/null "$top/po/zh_CN.po" 2>"$tmp/statistics"
    cat "$tmp/statistics"
    grep -qE '^[0-9]+ translated messages\.$' "$tmp/statistics"
}
no_macros() { # a macro within a format hides what follows from xgettext
    ! grep -rnE '\b((_|N_|cli_error)\(|query_note\([^"]*)"([^"\\]|\\.)*" +[A-Z_]{4,}' "$top" --include=*.c --exclude-dir='build*' &&
        ! grep -nE '^(msgid )?".*%"$' "$top/po/zh_CN.po"
}
chinese() { # every translation that is a sentence is in Chinese
    LC_ALL=C.UTF-8 msgexec -i "$top/po/zh_CN.po" sh -c 'id=$MSGEXEC_MSGID; text=$(cat)
        case $id in *[a-z][a-z][a-z]*" "*[a-z][a-z][a-z]*) case $text in *[!\ -~]*) ;; *) echo "$id = $text" ;; esac ;; esac' >"$tmp/plain"
    cat "$tmp/plain"
    [ ! -s "$tmp/plain" ]
}
ok "every message is translated, none is fuzzy, and with the same conversions" complete
if command -v xgettext >/dev/null && command -v msgcmp >/dev/null; then
    ok "the catalogue has what the sources say" current
else
    skip "the catalogue has what the sources say" "no xgettext here"
fi
ok "no macro stands in a message" no_macros
command -v msgexec >/dev/null && ok "what is translated is Chinese" chinese

# the language
echo '{"id":"GB/T 1-2001","kind":"gb","title_zh":"起重机检验","status":"现行"}' >"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >/dev/null 2>&1
says() { # ENGLISH|CHINESE VARIABLE=VALUE...: what a document that is not there is answered with
    local wanted="biaosou: no document 'xyzzy'" got
    [ "$1" = zh ] && wanted='biaosou: 没有文献“xyzzy”'
    got=$(env -u LC_ALL "${@:2}" "$biaosou" show xyzzy 2>&1)
    [ "$got" = "$wanted" ] || { echo "$got"; return 1; }
}
ok "nothing is set: English" says en
ok "a locale that need not be installed" says zh LANG=zh_CN.UTF-8
ok "of another country" says zh LC_ALL=zh_TW
ok "LC_ALL comes first" says en LC_ALL=en_GB.UTF-8 LC_MESSAGES=zh_CN.UTF-8 LANG=zh_CN.UTF-8
ok "then LC_MESSAGES" says zh LC_MESSAGES=zh_CN.UTF-8 LANG=en_US.UTF-8
ok "an empty one is not set" says zh LC_ALL= LANG=zh_CN
ok "LANGUAGE comes before a locale" says zh LANG=en_US.UTF-8 LANGUAGE=zh_CN:en
ok "the first of it that there is" says en LANG=zh_CN.UTF-8 LANGUAGE=fr:en:zh
ok "but not before C" says en LC_ALL=C LANGUAGE=zh
ok "C.UTF-8 is as any other" says zh LC_ALL=C.UTF-8 LANGUAGE=zh
ok "neither Chinese nor English: English" says en LANG=fr_FR.UTF-8
ok "the names of languages that begin so are others" says en LANG=zha_CN
option() { # WANTED ARGUMENT...
    local got
    got=$("$biaosou" "${@:2}" 2>&1)
    [[ $got == *"$1"* ]] || { echo "$got"; return 1; }
}
status() { "$biaosou" "${@:2}" >/dev/null 2>&1; [ $? = "$1" ]; }
ok "--lang" option '没有文献“xyzzy”' show --lang zh xyzzy
ok "before the command" option '没有文献“xyzzy”' --lang=zh show xyzzy
ok "after all else" option '没有文献“xyzzy”' show xyzzy --lang zh
ok "among the words of a query, but after --" option 'no results' search -- --lang zh
ok "the help" option '用法：' --lang zh --help
ok "a command's, with its options" option '显示 N 条结果' search --help --lang zh
ok "what GLib says" option '未知选项 --wrong；用法见“biaosou search --help”' search --lang zh --wrong
ok "without its value" option 'Missing argument for --lang' search --lang
ok "another: usage" status 2 search --lang fr 检验
ok "which is said" option '--lang: fr is neither zh nor en' search --lang fr 检验
printf '%%PDF-1.4\n' >"$tmp/broken.pdf"
ok "what another program reads" option 'broken.pdf: PDF 已损坏（' convert --lang zh "$tmp/broken.pdf"
ok "as a report" option '现行有效' show --lang zh 'GB/T 1'
ok "and in English" option 'in force' show --lang en 'GB/T 1'

# what programs read
stable() { # COMMAND...: the same in every locale, and another with --lang
    env LC_ALL=C "$biaosou" "$@" >"$tmp/c" 2>/dev/null
    env LC_ALL=zh_CN.UTF-8 "$biaosou" "$@" >"$tmp/zh" 2>/dev/null
    [ -s "$tmp/c" ] && cmp "$tmp/c" "$tmp/zh"
}
notes() { [ "$("$biaosou" search -f json "${@:2}" | jq -r '.notes[0] | sub("[;；].*"; "")')" = "$1" ]; }
if command -v jq >/dev/null; then
    ok "JSON is the same in every locale" stable search -f json '检验 kind:none'
    ok "with its notes in English" notes "no kind 'none'" '检验 kind:none'
    ok "unless told" notes 'kind 没有“none”' --lang zh '检验 kind:none'
fi
ok "CSV of a report is" stable check -f csv "$tmp/records.jsonl"
head_of() { [ "$("$biaosou" check -f csv "${@:2}" "$tmp/records.jsonl" | head -n 1 | cut -d, -f2)" = "$1" ]; }
ok "its head in Chinese" head_of 引用编号
ok "unless told" head_of 'As cited' --lang en
echo "1..$n"
exit "$failed"
