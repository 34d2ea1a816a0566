#!/bin/bash
# Holds the tree to ARCHITECTURE.md: includes and symbols of a folder come only from those that its
# arrow names, those of a room within a folder only from the rooms before it. And every header compiles
# alone under strict flags.
. "$TESTS_DIR/tap.bash"
[ -z "${SANITIZED-}" ] || { echo "1..0 # SKIP sanitizers see nothing of it"; exit 0; }
top=$TESTS_DIR/..

# may: what a folder may use, folders and single rooms; rooms: the rooms of a folder, in their order.
declare -A may rooms
while read -r from arrow to; do
    case $arrow in
    '->') may[$from]=" $from $to " ;;
    '=') rooms[$from]=$to ;;
    esac
done < <(sed -n '/^```arrows$/,/^```$/p' "$top/ARCHITECTURE.md")
folders=()
for folder in "${!may[@]}"; do
    [ -d "$top/$folder" ] && folders+=("$folder")
done
mapfile -t folders < <(printf '%s\n' "${folders[@]}" | sort)

# Every folder that is built into a library has a line, every folder with sources within one is a room.
all_named() {
    local fragment folder room missing=0
    for fragment in "$top"/*/local.mk; do
        folder=$(basename "$(dirname "$fragment")")
        grep -q '^lib.*_a_SOURCES' "$fragment" || continue
        [ -n "${may[$folder]-}" ] || { echo "ARCHITECTURE.md has no line for $folder"; missing=1; }
        for room in "$top/$folder"/*/; do
            room=$(basename "$room")
            compgen -G "$top/$folder/$room/*.[ch]" >"$tmp/sources" || continue
            [[ " ${rooms[$folder]-} " == *" $room "* ]] ||
                { echo "ARCHITECTURE.md has no room $folder/$room"; missing=1; }
        done
    done
    for folder in "${!rooms[@]}"; do
        for room in ${rooms[$folder]}; do
            compgen -G "$top/$folder/$room/*.[ch]" >"$tmp/sources" ||
                { echo "there is no room $folder/$room"; missing=1; }
        done
    done
    return $missing
}

allowed() { # allowed FOLDER ROOM TARGET TARGETROOM: whether the one may use the other ("": no room)
    local room
    if [ "$1" != "$3" ]; then
        [[ ${may[$1]} == *" $3 "* || ${may[$1]} == *" $3/$4 "* ]]
        return
    fi
    [ "$2" = "$4" ] && return 0
    [ -z "$2" ] && return 0 # what lies above the rooms may use them all
    for room in ${rooms[$1]-}; do
        [ "$room" = "$2" ] && return 1
        [ "$room" = "$4" ] && return 0
    done
    return 1
}

includes() { # includes FOLDER ROOM FILE...: those that are not allowed
    local folder=$1 in=$2 bad=0 file target room
    shift 2
    while IFS=: read -r file target; do
        target=${target#*\"}
        room=
        [[ $target == */*/* ]] && room=${target#*/} && room=${room%%/*}
        allowed "$folder" "$in" "${target%%/*}" "$room" && continue
        echo "${file#"$top/"} includes $target"
        bad=1
    done < <(grep -oHE '^#include "[a-z0-9-]+/[a-z0-9/.-]+' "$@")
    return $bad
}

xapian_only_there() {
    ! grep -rlE '#include <xapian(/|\.h)' "$top" --include="*.[ch]" --include="*.cc" | grep -v '/xapian-c/'
}

cplusplus_only_there() {
    ! find "$top" -maxdepth 3 \( -name '*.cc' -o -name '*.cpp' -o -name '*.hh' \) | grep -v '/xapian-c/'
}

objects() { # objects FOLDER: those of its sources, without what is left over from sources of before
    local object source
    for object in "$1"/*.o; do
        for source in "$top/${object%.o}".c "$top/${object%.o}".cc "${object%.o}.c"; do
            [ -f "$source" ] && echo "$object"
        done
    done | sort -u
}

# parts: "FOLDER ROOM" of everything that is built ("FOLDER -": what lies above its rooms).
parts=()
for folder in "${folders[@]}"; do
    for room in - ${rooms[$folder]-}; do
        where=$folder/$room
        [ "$room" = - ] && where=$folder
        objects "$where" >"$tmp/objects"
        [ -s "$tmp/objects" ] || continue
        parts+=("$folder $room")
        # shellcheck disable=SC2046
        nm -g $(cat "$tmp/objects") 2>/dev/null >"$tmp/nm"
        awk '$1 == "U" { print $2 }' "$tmp/nm" | sort -u >"$tmp/wanted.$folder.$room"
        awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }' "$tmp/nm" | sort -u >"$tmp/given.$folder.$room"
    done
done

symbols() { # symbols FOLDER ROOM: uses of others' symbols that are not allowed
    local folder=$1 in=$2 part other room bad=0
    for part in "${parts[@]}"; do
        read -r other room <<<"$part"
        allowed "$folder" "${in#-}" "$other" "${room#-}" && continue
        comm -12 "$tmp/wanted.$folder.$in" "$tmp/given.$other.$room" |
            comm -23 - "$tmp/given.$folder.$in" >"$tmp/crossing"
        sed "s|^|uses of $other/${room#-}: |" "$tmp/crossing"
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

# Of two functions of one name in libraries that are linked together the first would be called for both.
names_once() {
    cat "$tmp"/given.* | sort | uniq -d | grep -vx main >"$tmp/twice"
    sed 's/^/in two rooms: /' "$tmp/twice"
    [ ! -s "$tmp/twice" ]
}

ok "ARCHITECTURE.md names every library" all_named
ok "no two rooms have a symbol of one name" names_once
for folder in "${folders[@]}"; do
    for room in '' ${rooms[$folder]-}; do
        mapfile -t sources < <(find "$top/$folder/$room" -maxdepth 1 -name '*.[ch]' -o -maxdepth 1 -name '*.cc')
        [ ${#sources[@]} -gt 0 ] && ok "includes of $folder/$room" includes "$folder" "$room" "${sources[@]}"
    done
done
for part in "${parts[@]}"; do
    read -r folder room <<<"$part"
    ok "symbols of $folder/${room#-}" symbols "$folder" "$room"
done
ok "includes of biaosou.c" includes biaosou.c '' "$top/biaosou.c"
ok "only xapian-c/ includes <xapian.h>" xapian_only_there
ok "only xapian-c/ is C++" cplusplus_only_there
for folder in "${folders[@]}"; do
    for header in "$top/$folder"/*.h "$top/$folder"/*/*.h; do
        [ -f "$header" ] || continue
        header=${header#"$top/"}
        [ "$header" = xapian-c/internal.h ] && continue # C++
        ok "$header alone" alone "$header"
        ok "$header has its guard" guarded "$header"
    done
done
echo "1..$n"
exit "$failed"
