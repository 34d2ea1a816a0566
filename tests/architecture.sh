#!/bin/bash
# Holds the tree to the arrows of ARCHITECTURE.md: includes and symbols of one folder come only from
# those that its line names. And every header compiles alone under strict flags.
. "$TESTS_DIR/tap.bash"
top=$TESTS_DIR/..

declare -A may
while read -r from arrow to; do
    [ "$arrow" = '->' ] && may[$from]=" $from $to "
done < <(sed -n '/^```arrows$/,/^```$/p' "$top/ARCHITECTURE.md")
folders=()
for folder in "${!may[@]}"; do
    [ -d "$top/$folder" ] && folders+=("$folder")
done
mapfile -t folders < <(printf '%s\n' "${folders[@]}" | sort)

# Every folder that is built into a library has a line.
all_named() {
    local fragment folder missing=0
    for fragment in "$top"/*/local.mk; do
        folder=$(basename "$(dirname "$fragment")")
        grep -q '^lib.*_a_SOURCES' "$fragment" || continue
        [ -n "${may[$folder]-}" ] || { echo "ARCHITECTURE.md has no line for $folder"; missing=1; }
    done
    return $missing
}

includes() { # includes NAME FILE...: "file: included folder" that the line of NAME does not allow
    local name=$1 bad=0 file line target
    shift
    while IFS=: read -r file line; do
        target=${line#*\"}
        target=${target%%/*}
        [[ ${may[$name]} == *" $target "* ]] && continue
        echo "$file includes $target/"
        bad=1
    done < <(grep -oHE '^#include "[a-z0-9-]+/' "$@")
    return $bad
}

xapian_only_there() {
    ! grep -lE '#include <xapian(/|\.h)' "$top"/*/*.[ch] "$top"/*/*.cc "$top"/*.c | grep -v '/xapian-c/'
}

cplusplus_only_there() {
    ! find "$top" -maxdepth 2 \( -name '*.cc' -o -name '*.cpp' -o -name '*.hh' \) | grep -v '/xapian-c/'
}

symbols() { # symbols FOLDER: uses of other libraries' symbols that its line does not allow
    local folder=$1 other bad=0
    nm -u "lib$folder.a" 2>/dev/null | awk '$1 == "U" { print $2 }' | sort -u >"$tmp/wanted"
    nm -g --defined-only "lib$folder.a" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >"$tmp/own"
    for other in "${folders[@]}"; do
        [[ ${may[$folder]} == *" $other "* ]] && continue
        nm -g --defined-only "lib$other.a" 2>/dev/null |
            awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }' | sort -u >"$tmp/given"
        comm -12 "$tmp/wanted" "$tmp/given" | comm -23 - "$tmp/own" >"$tmp/crossing"
        sed "s|^|lib$folder.a uses of $other/: |" "$tmp/crossing"
        [ -s "$tmp/crossing" ] && bad=1
    done
    return $bad
}

alone() { # alone HEADER
    printf '#include "%s"\nextern int dummy;\nint dummy;\n' "$1" >"$tmp/alone.c"
    # shellcheck disable=SC2086
    $CC -std=c17 -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow \
        -Wstrict-prototypes -Wmissing-prototypes -Werror $HEADER_CPPFLAGS -fsyntax-only "$tmp/alone.c"
}

guarded() { # guarded HEADER: FOLDER_FILE_H
    local guard
    guard=$(echo "$1" | tr 'a-z/.-' 'A-Z___')
    grep -qx "#ifndef $guard" "$top/$1" && grep -qx "#define $guard" "$top/$1"
}

ok "ARCHITECTURE.md names every library" all_named
for folder in "${folders[@]}"; do
    mapfile -t sources < <(find "$top/$folder" -maxdepth 1 -name '*.[ch]' -o -maxdepth 1 -name '*.cc')
    ok "includes of $folder/" includes "$folder" "${sources[@]}"
    ok "symbols of lib$folder.a" symbols "$folder"
done
ok "includes of biaosou.c" includes biaosou.c "$top/biaosou.c"
ok "only xapian-c/ includes <xapian.h>" xapian_only_there
ok "only xapian-c/ is C++" cplusplus_only_there
for folder in "${folders[@]}"; do
    for header in "$top/$folder"/*.h; do
        header=${header#"$top/"}
        [ "$header" = xapian-c/internal.h ] && continue # C++
        ok "$header alone" alone "$header"
        ok "$header has its guard" guarded "$header"
    done
done
echo "1..$n"
exit "$failed"
