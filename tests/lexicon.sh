#!/usr/bin/env bash
# The lists of corpus/lexicon are what their page says: format, order, no duplicates, counts. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
lexicon=$TESTS_DIR/../corpus/lexicon
export LC_ALL=C.UTF-8

is() { [ "$1" = "$2" ] || { printf 'wanted: %s\ngot:    %s\n' "$1" "$2"; return 1; }; }
lines() { grep -v '^#' "$lexicon/$1"; }
count() { lines "$1" | wc -l; }
nothing() { local found; found=$("$@" | head -n 5); [ -z "$found" ] || { echo "$found"; return 1; }; }
# The number that the page's row of a file begins with
stated() { sed -n "s/^| \`$1\` | \([0-9,]*\) .*/\1/p" "$lexicon/README.md" | tr -d ,; }

not_pairs() { lines zh-en.txt | grep -nvP '^[^\t]*\p{Han}[^\t]*\t[^\t\p{Han}]+$'; }
spaces() { lines zh-en.txt | grep -nP '^ | $|  |\t | \t'; }
twice() { lines zh-en.txt | tr '[:upper:]' '[:lower:]' | sort | uniq -d; }
unsorted() { diff <(lines "$1" | cut -f1) <(lines "$1" | cut -f1 | LC_ALL=C sort); }
capital() { # a capital at the begin of a word that no name or acronym has is a slip
    lines zh-en.txt | cut -f2 | grep -P '^(The|A|An|General|Test|Determination|System)\b'
}
term_twice() { lines terms.txt | sort | uniq -d; }
no_term() { lines terms.txt | grep -nvP '^\p{Han}{2,8}$'; }

ok "translations: Chinese, a tab, English" nothing not_pairs
ok "translations: no blanks too many" nothing spaces
ok "translations: none twice" nothing twice
ok "translations: in order" unsorted zh-en.txt
ok "translations: lower case" nothing capital
ok "translations: as many as stated" is "$(stated zh-en.txt)" "$(count zh-en.txt)"
ok "translations: from all fields" [ "$(count zh-en.txt)" -ge 4000 ]
ok "terms: 2 to 8 characters" nothing no_term
ok "terms: none twice" nothing term_twice
ok "terms: in order" unsorted terms.txt
ok "terms: as many as stated" is "$(stated terms.txt)" "$(count terms.txt)"
echo "1..$n"
