#!/bin/bash
# The pages say what is: their options are those of --help, the record's fields those of the table,
# and their examples run and print what the page says.
set -u
top=$(cd "$TESTS_DIR/.." && pwd)
build=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 PATH=$build:$PATH
unset BIAOSOU_INDEX XDG_DATA_HOME NO_COLOR
n=0
failed=0

check() { # check DESCRIPTION COMMAND...
    local description=$1
    shift
    n=$((n + 1))
    if "$@" >"$work/out" 2>&1; then
        echo "ok $n - $description"
    else
        echo "not ok $n - $description"
        sed 's/^/# /' "$work/out"
        failed=1
    fi
}

skip() { # skip DESCRIPTION REASON
    n=$((n + 1))
    echo "ok $n - $1 # SKIP $2"
}

# What --help lists: options with their arguments, or commands.
help_options() { biaosou "$@" --help | sed -nE 's/^  ((-[a-z], )?--[a-z-]+(=[A-Z]+)?)  .*/\1/p' |
    grep -v -- --help | sort; }
help_commands() { biaosou "$@" --help | sed -nE 's/^  ([a-z]+)  +.*/\1/p' | sort; }

# What a page lists, in the subsection of a command or as subsections.
page_options() { # page_options PAGE COMMAND
    awk -v ss=".SS $2" '/^\.S[SH]/ { in_it = $0 == ss } in_it' "$top/doc/$1" |
        sed -nE 's/^\.B (\\-.*)$/\1/p' | sed 's/\\fI//; s/\\fR//; s/\\-/-/g' | sort
}
page_commands() { # page_commands PAGE SECTION
    awk -v sh=".SH $2" '/^\.SH/ { in_it = $0 == sh } in_it && /^\.SS/ { print $2 }' "$top/doc/$1" | sort
}

same() { diff -u --label page --label program "$1" "$2"; }

fields_in_page() {
    sed -n '/^\.\\" fields begin/,/^\.\\" fields end/p' "$top/doc/biaosou-record.5" | sed '1d;$d' >"$work/page"
    "$build/tests/print-fields" >"$work/program" && same "$work/page" "$work/program"
}

# A page's examples, lines that begin with "$ ", run one after another in the source tree with a
# home of their own; times differ, so every time is 0.1 s.
man_examples() { # the .EX blocks as plain text
    sed -n '/^\.EX$/,/^\.EE$/p' "$1" | sed '/^\.E[XE]$/d; s/\\-/-/g; s/\\(ti/~/g; s/\\(aq/'"'"'/g; s/\\&//g; s/\\e/\\/g'
}
markdown_examples() { sed -n '/^```console$/,/^```$/p' "$1" | sed '/^```/d'; }

# Empty lines at the end of an output may be left out in a page.
without_gaps() { awk '/^$/ { gap = gap "\n"; next } { if (!/^\$ /) printf "%s", gap; gap = ""; print }' "$1"; }

run_examples() { # run_examples TEXT
    local line home=$work/home
    rm -rf "$home"
    mkdir -p "$home"
    sed -E 's/ in [0-9.]+ s/ in 0.1 s/g' "$1" >"$work/expected"
    : >"$work/printed"
    while IFS= read -r line; do
        [[ $line == '$ '* ]] || continue
        printf '%s\n' "$line" >>"$work/printed"
        (cd "$top" && HOME=$home bash -c "${line#'$ '}" </dev/null) >>"$work/printed" 2>&1
    done <"$1"
    sed -i -E "s|$home|~|g; s/ in [0-9.]+ s/ in 0.1 s/g" "$work/printed"
    without_gaps "$work/expected" >"$work/page"
    without_gaps "$work/printed" >"$work/program"
    [ -s "$work/page" ] && same "$work/page" "$work/program"
}

examples() { # examples PAGE
    case $1 in
        *.md) markdown_examples "$top/$1" >"$work/examples" ;;
        *) man_examples "$top/$1" >"$work/examples" ;;
    esac
    run_examples "$work/examples"
}

links() { # links PAGE: files that its links name are there
    local link bad=0
    while read -r link; do
        [ -e "$top/${link%%#*}" ] || { echo "$1: no $link"; bad=1; }
    done < <(grep -oE '\]\([^)]+\)' "$top/$1" | sed 's/^](//; s/)$//' | grep -v '^https\?:')
    return $bad
}

renders() { # renders PAGE: no warnings of groff
    groff -man -Tutf8 -k -ww "$top/doc/$1" >"$work/rendered" 2>"$work/warnings"
    cat "$work/warnings"
    [ -s "$work/rendered" ] && [ ! -s "$work/warnings" ]
}

for command in $(help_commands); do
    [ "$command" = index ] && continue
    help_options "$command" >"$work/program"
    page_options biaosou.1 "$command" >"$work/page"
    check "options of $command" same "$work/page" "$work/program"
done
for command in $(help_commands index); do
    help_options index "$command" >"$work/program"
    page_options biaosou-index.1 "$command" >"$work/page"
    check "options of index $command" same "$work/page" "$work/program"
done
help_commands >"$work/program"
page_commands biaosou.1 COMMANDS >"$work/page"
check "commands" same "$work/page" "$work/program"
help_commands index >"$work/program"
page_commands biaosou-index.1 SUBCOMMANDS >"$work/page"
check "subcommands of index" same "$work/page" "$work/program"
check "fields of the record" fields_in_page
for page in doc/biaosou.1 doc/biaosou-index.1 doc/biaosou-query.7 README.md README.zh.md; do
    check "examples of $page" examples "$page"
done
if command -v jq >/dev/null; then
    check "examples of doc/biaosou-record.5" examples doc/biaosou-record.5
else
    skip "examples of doc/biaosou-record.5" "no jq here"
fi
for page in README.md README.zh.md HACKING.md ARCHITECTURE.md NEWS.md; do
    check "links of $page" links "$page"
done
for page in biaosou.1 biaosou-index.1 biaosou-query.7 biaosou-record.5; do
    if command -v groff >/dev/null && command -v preconv >/dev/null; then
        check "$page renders without warnings" renders "$page"
    else
        skip "$page renders without warnings" "no groff here"
    fi
done
echo "1..$n"
exit "$failed"
