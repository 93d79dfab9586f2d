#!/usr/bin/env bash
# A person repairs an article in a real Helix, in a terminal, with editors/helix/languages.toml as it stands.
#
#     ZHENGWEN=target/debug/zhengwen tests/editors/helix/run.sh HX
#
# With PICTURES=FOLDER, a picture of it is left there. Exit code 3: there is no tmux, and none to be had.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
hx=${1:?usage: run.sh HX}
# shellcheck source=../terminal.sh
. "$here/../terminal.sh"

prepare() {
    fresh_folder
    mkdir -p "$E2E_DIR/home/.config/helix"
    cp "$root/editors/helix/languages.toml" "$E2E_DIR/home/.config/helix/" || exit
    cp "$E2E_DIR/article.txt" "$E2E_DIR/damaged.txt"
}

command_line() { (cd "$E2E_DIR" && bin/zhengwen "$@"); }

start() {
    terminal_start "$hx" article.txt && terminal_wait '●'
}

type_command() { terminal_type ":$1" && terminal_keys Enter; }

# Saves, and compares the file with another.
saved_is() {
    type_command write
    for _ in $(seq 50); do
        cmp -s "$E2E_DIR/article.txt" "$E2E_DIR/$1" && return 0
        sleep 0.1
    done
    diff "$E2E_DIR/$1" "$E2E_DIR/article.txt" | head -n 20
    terminal_screen
    return 1
}

position() { terminal_screen | sed -n 's/.* \([0-9]*:[0-9]*\)\( .*\)\?$/\1/p' | tail -n 1; }

# The first 40 places that `]d` goes to, from the top of the file, are those of the command line.
walk() {
    local places expected found
    places=$(command_line check --format json article.txt | python3 "$here/walk.py" 40)
    [ "$(wc -w <<<"$places")" -eq 40 ] || { echo "not 40 places to go to: $places"; return 1; }
    terminal_type ggk
    for expected in $places; do
        terminal_type ']d'
        for _ in $(seq 30); do
            found=$(position)
            [ "$found" = "$expected" ] && continue 2
            sleep 0.05
        done
        echo "expected the cursor at $expected, found it at $found"
        terminal_screen
        return 1
    done
}

look_for() { terminal_type "gg/$1" && terminal_keys Enter && terminal_type zt && sleep 0.3; }

hover() {
    look_for 1840 && terminal_type ' k' && terminal_wait '1,840' && terminal_screen | grep -q '海岸線' || return 1
    terminal_keys Escape
}

symbols() {
    terminal_type ' s' && terminal_wait '戚仲言' && terminal_wait '抓審批提速' && terminal_keys Escape
}

row_of() { terminal_screen | grep -nF -m 1 -- "$1" | cut -d: -f1; }

# Takes the repair that says so from the menu, at a place where the first entry is `Remove this line`.
choose() {
    look_for 'huì.實' && terminal_type ' a' && terminal_wait 'Remove this line' && terminal_wait "$1" || return 1
    for _ in $(seq $(($(row_of "$1") - $(row_of 'Remove this line')))); do terminal_keys Down; done
    terminal_keys Enter
}

repair_one() {
    choose 'Remove `(huì)`' || return 1
    # The first on its line.
    sed '2s/(huì)實/實/' "$E2E_DIR/damaged.txt" >"$E2E_DIR/one.txt"
    saved_is one.txt && terminal_type u && saved_is damaged.txt
}

leave_alone() {
    choose 'Leave this alone: 會(huì)' || return 1
    for _ in $(seq 50); do [ -e "$E2E_DIR/zhengwen.toml" ] && break; sleep 0.1; done
    grep '會(huì)' "$E2E_DIR/zhengwen.toml"
}

repair_all() {
    command_line fix --stdout damaged.txt >"$E2E_DIR/repaired.txt" 2>/dev/null
    choose 'Fix all that is certain' && saved_is repaired.txt &&
        terminal_type u && saved_is damaged.txt && terminal_type U && saved_is repaired.txt
}

in_chinese() {
    terminal_type ' d' && terminal_wait '面包屑' && ! terminal_screen | grep -q 'M10' && terminal_keys Escape
}

picture() {
    look_for 1840 && terminal_type ' k' && terminal_wait '1,840' && terminal_picture helix.png && terminal_keys Escape
}

quit() { type_command quit && terminal_stop; }

finish() {
    "$here/../record.py" "$E2E_DIR" || failed=1
    terminal kill-server 2>/dev/null
    rm -rf "$E2E_DIR"
}

echo repair
prepare
if step 'open: findings are marked' start; then
    step 'the cursor goes from finding to finding, where the command line has them' walk
    step 'hover on a figure' hover
    step 'symbols: speakers and sections' symbols
    step 'a repair from the menu, and undo' repair_one
    step 'leave this alone: the server writes it down' leave_alone
    step 'fix all, saved: what `zhengwen fix` makes of it; undone in one step' repair_all
    step 'quit' quit
fi
finish

echo settings
prepare
sed -i 's/^language = .*/language = "zh-hans"\nignore = ["M"]/' "$E2E_DIR/home/.config/helix/languages.toml"
if step 'open' start; then
    step 'findings in the language of the settings, without the rules that they leave out' in_chinese
    step 'quit' quit
fi
finish

if [ -n "${PICTURES-}" ]; then
    echo picture
    prepare
    cp "$root/seeds/transcript.txt" "$E2E_DIR/article.txt"
    # The block of the README, so that the picture shows what the page says.
    sed -n '/^```toml$/,/^```$/p' "$root/editors/helix/README.md" | grep -v '```' >"$E2E_DIR/home/.config/helix/config.toml"
    step 'open' start && step 'picture' picture && step 'quit' quit
    finish
fi

exit "$failed"
