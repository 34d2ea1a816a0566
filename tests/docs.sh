#!/bin/bash
# The pages say what is: their options are those of --help, the record's fields those of the table,
# and their examples run and print what the page says.
. "$TESTS_DIR/tap.bash"
top=$(cd "$TESTS_DIR/.." && pwd)
build=$PWD
export LC_ALL=C.UTF-8 PATH=$build:$PATH
unset BIAOSOU_INDEX XDG_DATA_HOME NO_COLOR

# What --help lists: options with their arguments, or commands.
help_options() { biaosou "$@" --help | sed -nE 's/^  ((-[a-z], )?--[a-z-]+(=[A-Z=]+)?)  .*/\1/p' |
    grep -vE -- '--(help|lang=LANG|no-pager)$' | sort; }
help_commands() { biaosou "$@" --help | sed -nE 's/^  ([a-z]+)  +.*/\1/p' | sort; }

# What a page lists, in the subsection of a command or as subsections.
page_options() { # page_options PAGE COMMAND, or a section's name
    awk -v ss=".SS $2" -v sh=".SH $2" '/^\.S[SH]/ { in_it = $0 == ss || $0 == sh } in_it' "$top/doc/$1" |
        sed -nE 's/^\.B (\\-.*)$/\1/p' | sed 's/\\fI//; s/\\fR//; s/\\-/-/g' | sort
}
page_commands() { # page_commands PAGE SECTION
    awk -v sh=".SH $2" '/^\.SH/ { in_it = $0 == sh } in_it && /^\.SS/ { print $2 }' "$top/doc/$1" | sort
}

same() { diff -u --label page --label program "$1" "$2"; }

fields_in_page() {
    sed -n '/^\.\\" fields begin/,/^\.\\" fields end/p' "$top/doc/biaosou-record.5" | sed '1d;$d' >"$tmp/page"
    "$build/tests/print-fields" >"$tmp/program" && same "$tmp/page" "$tmp/program"
}

# A page's examples, lines that begin with "$ ", run one after another in the source tree with a
# home of their own; times differ, so every time is 0.1 s.
man_examples() { # the .EX blocks as plain text
    sed -n '/^\.EX$/,/^\.EE$/p' "$1" | sed '/^\.E[XE]$/d; s/\\-/-/g; s/\\(ti/~/g; s/\\(aq/'"'"'/g; s/\\&//g; s/\\e/\\/g'
}
markdown_examples() { sed -n '/^```console$/,/^```$/p' "$1" | sed '/^```/d'; }

# Empty lines at the end of an output may be left out in a page.
without_gaps() { awk '/^$/ { gap = gap "\n"; next } { if (!/^\$ /) printf "%s", gap; gap = ""; print }' "$1"; }

run_examples() { # run_examples TEXT LANGUAGE
    local line home=$tmp/home
    rm -rf "$home"
    mkdir -p "$home"
    sed -E 's/ in [0-9.]+ s/ in 0.1 s/g; s/用时 [0-9.]+ 秒/用时 0.1 秒/g' "$1" >"$tmp/expected"
    : >"$tmp/printed"
    while IFS= read -r line; do
        [[ $line == '$ '* ]] || continue
        printf '%s\n' "$line" >>"$tmp/printed"
        (cd "$top" && HOME=$home LANGUAGE=$2 bash -c "${line#'$ '}" </dev/null) >>"$tmp/printed" 2>&1
    done <"$1"
    sed -i -E "s|$home|~|g; s/ in [0-9.]+ s/ in 0.1 s/g; s/用时 [0-9.]+ 秒/用时 0.1 秒/g" "$tmp/printed"
    without_gaps "$tmp/expected" >"$tmp/page"
    without_gaps "$tmp/printed" >"$tmp/program"
    [ -s "$tmp/page" ] && same "$tmp/page" "$tmp/program"
}

examples() { # examples PAGE
    case $1 in
        *.md) markdown_examples "$top/$1" >"$tmp/examples" ;;
        *) man_examples "$top/$1" >"$tmp/examples" ;;
    esac
    local language=en
    [[ $1 == *zh* ]] && language=zh
    run_examples "$tmp/examples" "$language"
}

links() { # links PAGE: files that its links name are there
    local link bad=0
    while read -r link; do
        [ -e "$top/${link%%#*}" ] || { echo "$1: no $link"; bad=1; }
    done < <(grep -oE '\]\([^)]+\)' "$top/$1" | sed 's/^](//; s/)$//' | grep -v '^https\?:')
    return $bad
}

renders() { # renders PAGE: no warnings of groff
    groff -t -man -Tutf8 -k -ww "$top/doc/$1" >"$tmp/rendered" 2>"$tmp/warnings"
    cat "$tmp/warnings"
    [ -s "$tmp/rendered" ] && [ ! -s "$tmp/warnings" ]
}

formats_in_page() {
    local format bad=0
    for format in $(biaosou search --help | sed -n 's/.*--format=FORMAT *//p' | tr -d ,); do
        sed 's/\\-/-/g' "$top/doc/biaosou.1" | grep -qE "^\.BR? $format\b" || { echo "biaosou.1 has no format $format"; bad=1; }
    done
    return $bad
}

library_functions() { # library_functions PAGE: what it names is in the header
    local name bad=0
    while read -r name; do
        grep -q "[ *]$name(" "$top/libbiaosou/biaosou.h" || { echo "the header has no $name"; bad=1; }
    done < <(grep -oE 'biaosou_[a-z_]+(\(| ?\()' "$top/doc/$1" | tr -d '( ' | sort -u)
    return $bad
}

# A page in Chinese has what the English one has: fields with what else they are called, and entries that are no words.
fields_in_chinese() {
    "$build/tests/print-fields" | sed -nE 's/^(\.B .*)/\1/p; s/^In queries also: (.*)\.$/\1/p' | sed 's/, /、/g' >"$tmp/program"
    sed -n '/^\.\\" fields begin/,/^\.\\" fields end/p' "$top/doc/zh_CN/biaosou-record.5" |
        sed -nE 's/^(\.B .*)/\1/p; s/^查询中也可写：(.*)。$/\1/p' >"$tmp/page"
    [ -s "$tmp/page" ] && same "$tmp/page" "$tmp/program"
}
entries() { # entries PAGE: what lists of terms tell of, as far as it is written in one way in both
    awk 'tp { print } { tp = $0 == ".TP" }' "$1" | sed -E 's/[" ,、]+/ /g' | grep -E '^\.BR? [A-Z0-9/]'
}
same_entries() { # same_entries NAME
    entries "$top/doc/$1" >"$tmp/program"
    entries "$top/doc/zh_CN/$1" >"$tmp/page"
    [ -s "$tmp/page" ] && same "$tmp/page" "$tmp/program"
}

every_command() { # the options that a page tells of once
    local command
    for command in $(help_commands); do
        [ "$command" = index ] && continue
        [ "$(biaosou "$command" --help | grep -cE '^  (-h, --help|--lang=LANG|--no-pager)  ')" = 3 ] || { echo "$command"; return 1; }
    done
    grep -qF '.B \-\-lang=\fILANG\fR' "$top/doc/biaosou.1" && grep -qF '.B \-\-no\-pager' "$top/doc/biaosou.1"
}
ok "options of every command" every_command
ok "functions in biaosou.3" library_functions biaosou.3
ok "functions in biaosou.3 in Chinese" library_functions zh_CN/biaosou.3
for page in biaosou.1 biaosou-index.1 biaosou-serve.1 biaosou.3; do
    ok "entries of $page in Chinese" same_entries "$page"
done
for command in $(help_commands); do
    [ "$command" = index ] || [ "$command" = serve ] && continue
    help_options "$command" >"$tmp/program"
    page_options biaosou.1 "$command" >"$tmp/page"
    ok "options of $command" same "$tmp/page" "$tmp/program"
    page_options zh_CN/biaosou.1 "$command" >"$tmp/page"
    ok "options of $command in Chinese" same "$tmp/page" "$tmp/program"
done
help_options serve >"$tmp/program"
page_options biaosou-serve.1 OPTIONS >"$tmp/page"
ok "options of serve" same "$tmp/page" "$tmp/program"
page_options zh_CN/biaosou-serve.1 选项 >"$tmp/page"
ok "options of serve in Chinese" same "$tmp/page" "$tmp/program"
for command in $(help_commands index); do
    help_options index "$command" >"$tmp/program"
    page_options biaosou-index.1 "$command" >"$tmp/page"
    ok "options of index $command" same "$tmp/page" "$tmp/program"
    page_options zh_CN/biaosou-index.1 "$command" >"$tmp/page"
    ok "options of index $command in Chinese" same "$tmp/page" "$tmp/program"
done
help_commands >"$tmp/program"
page_commands biaosou.1 COMMANDS >"$tmp/page"
ok "commands" same "$tmp/page" "$tmp/program"
page_commands zh_CN/biaosou.1 命令 >"$tmp/page"
ok "commands in Chinese" same "$tmp/page" "$tmp/program"
help_commands index >"$tmp/program"
page_commands biaosou-index.1 SUBCOMMANDS >"$tmp/page"
ok "subcommands of index" same "$tmp/page" "$tmp/program"
page_commands zh_CN/biaosou-index.1 子命令 >"$tmp/page"
ok "subcommands of index in Chinese" same "$tmp/page" "$tmp/program"
ok "fields of the record" fields_in_page
ok "fields of the record in Chinese" fields_in_chinese
ok "formats in biaosou.1" formats_in_page
for page in doc/biaosou.1 doc/biaosou-index.1 doc/biaosou-query.7 doc/zh_CN/biaosou.1 doc/zh_CN/biaosou-index.1 doc/zh_CN/biaosou-query.7 README.md \
    README.zh.md; do
    ok "examples of $page" examples "$page"
done
for page in doc/biaosou-record.5 doc/zh_CN/biaosou-record.5; do
    if command -v jq >/dev/null; then
        ok "examples of $page" examples "$page"
    else
        skip "examples of $page" "no jq here"
    fi
done
for page in README.md README.zh.md HACKING.md ARCHITECTURE.md NEWS.md; do
    ok "links of $page" links "$page"
done
for page in zh_CN/biaosou.1 zh_CN/biaosou-index.1 zh_CN/biaosou-serve.1 zh_CN/biaosou.3 zh_CN/biaosou-query.7 zh_CN/biaosou-record.5 biaosou.1 biaosou-index.1 biaosou-serve.1 biaosou.3 biaosou-query.7 biaosou-record.5; do
    if command -v groff >/dev/null && command -v preconv >/dev/null; then
        ok "$page renders without warnings" renders "$page"
    else
        skip "$page renders without warnings" "no groff here"
    fi
done
echo "1..$n"
exit "$failed"
