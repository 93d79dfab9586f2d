# shellcheck shell=bash
# To be sourced: a program in a terminal of its own, its keys and its screen. For Helix, and for what Emacs shows.
#
#     fresh_folder               makes $E2E_DIR, with the recorded server in bin/ and a damaged article.txt
#     step NAME COMMAND…         says whether it went well, with its output if not, and sets `failed` then; is as it went
#     terminal_start COMMAND…    in the folder $E2E_DIR, with $E2E_DIR/bin first on the PATH
#     terminal_keys KEY…         as tmux names them (Enter, Escape, C-x)
#     terminal_type TEXT
#     terminal_wait TEXT         until TEXT is on the screen; fails with the screen
#     terminal_screen            the screen as text
#     terminal_picture FILE      the screen as PNG, if PICTURES names a folder
#     terminal_stop

editors=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Exit code 3, with the reason, goes on to the caller.
tmux=$(command -v tmux || "$editors/install-debian.sh" tmux bookworm) || exit

# Whatever becomes of the test, its program does not stay.
trap '[ -z "${E2E_DIR-}" ] || terminal kill-server 2>/dev/null' EXIT

failed=0

fresh_folder() {
    E2E_DIR=$(mktemp -d)
    "$editors/record.sh" "$E2E_DIR" "${ZHENGWEN:-$editors/../../target/debug/zhengwen}" || exit 2
    # A character outside the basic plane in every sentence: a column counted in the wrong unit is wrong after it.
    sed 's/。/。𠮷/' "$editors/../../seeds/transcript.txt" >"$E2E_DIR/article.txt" || exit
}

step() {
    local output
    if output=$("${@:2}"); then echo "  ok   $1"; else echo "  FAIL $1" && echo "$output" && failed=1 && return 1; fi
}

terminal() { env -u TMUX LC_ALL=C.UTF-8 "$tmux" -S "$E2E_DIR/tmux" -f /dev/null "$@"; }

terminal_start() {
    mkdir -p "$E2E_DIR/home"
    terminal new-session -d -c "$E2E_DIR" -x 120 -y 34 \
        env PATH="$E2E_DIR/bin:$PATH" HOME="$E2E_DIR/home" XDG_CONFIG_HOME="$E2E_DIR/home/.config" \
        XDG_CACHE_HOME="$E2E_DIR/home/.cache" E2E_DIR="$E2E_DIR" TERM=xterm-256color COLORTERM=truecolor \
        LC_ALL=C.UTF-8 LANG=C.UTF-8 "$@"
}

terminal_keys() { terminal send-keys "$@"; }

terminal_type() { terminal send-keys -l "$1"; }

terminal_screen() { terminal capture-pane -p; }

terminal_wait() {
    for _ in $(seq 100); do
        terminal_screen 2>/dev/null | grep -qF -- "$1" && return 0
        sleep 0.1
    done
    printf 'waited in vain for %s on the screen:\n' "$1"
    terminal_screen
    return 1
}

terminal_picture() {
    [ -n "${PICTURES-}" ] || return 0
    terminal capture-pane -e -p -N | "${PYTHON:-python3}" "$editors/picture.py" "$PICTURES/$1"
}

# The program was asked to end before.
terminal_stop() {
    for _ in $(seq 50); do
        terminal has-session 2>/dev/null || return 0
        sleep 0.1
    done
    echo 'the program does not end; its screen:'
    terminal_screen
    terminal kill-server
    return 1
}
