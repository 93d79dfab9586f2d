#!/usr/bin/env bash
# Runs the sessions of this directory in a real Emacs, on the real server.
#
#     ZHENGWEN=target/debug/zhengwen tests/editors/emacs/run.sh EMACS
#
# Each session has a home of its own, and an init.el made of the blocks that editors/emacs/README.md shows for that
# version. `package` compiles the package and checks its documentation, where a warning is a failure; `keys` sits at a
# terminal, with PICTURES=FOLDER leaves a picture there; the others are run in batch, where every character can be asked
# for. Exit code 3: there is no tmux, and none to be had.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
emacs=${1:?usage: run.sh EMACS}
# shellcheck source=../terminal.sh
. "$here/../terminal.sh"

prepare() {
    fresh_folder
    init=$E2E_DIR/home/.emacs.d/init.el
    mkdir -p "$E2E_DIR/home/.emacs.d" "$E2E_DIR/home/src"
    ln -s "$root" "$E2E_DIR/home/src/zhengwen"
    LC_ALL=C sed 's/\r*$/\r/' "$root/seeds/gb18030.txt" >"$E2E_DIR/gb18030.txt" || exit
    batch -q -l "$here/snippets.el" >"$init" || { cat "$E2E_DIR/log" && exit 1; }
}

batch() {
    env HOME="$E2E_DIR/home" XDG_CONFIG_HOME="$E2E_DIR/home/.config" E2E_DIR="$E2E_DIR" ROOT="$root" \
        PATH="$E2E_DIR/bin:$PATH" LC_ALL=C.UTF-8 timeout --kill-after=5 120 "$emacs" --batch "$@" </dev/null 2>"$E2E_DIR/log"
}

session() {
    local name=$1 code
    echo "$name"
    prepare
    batch -l "$init" -L "$here" -l "$here/$name.el"
    code=$?
    [ "$code" -eq 0 ] || { failed=1; echo "  FAIL session $name: exit code $code"; tail -n 20 "$E2E_DIR/log"; }
    finish "${@:2}"
}

# With the exit code that the server is to end with, if it was started.
finish() {
    [ $# -eq 0 ] || "$here/../record.py" "$E2E_DIR" "$1" || failed=1
    [ "$failed" -eq 0 ] || [ ! -s "$E2E_DIR/stderr" ] || { echo '--- the server'; tail -n 20 "$E2E_DIR/stderr"; }
    rm -rf "$E2E_DIR"
}

session package
session repair 0
# Emacs ends there while the server runs, and does not tell it.
session settings 1

echo keys
prepare
cp "$root/seeds/transcript.txt" "$E2E_DIR/article.txt"
cp "$E2E_DIR/article.txt" "$E2E_DIR/fixed.txt"
"$E2E_DIR/bin/zhengwen" fix "$E2E_DIR/fixed.txt" 2>/dev/null

open() {
    terminal_start "$emacs" --no-window-system --eval "(load-theme 'tango-dark t)" article.txt &&
        terminal_wait '[eglot' && terminal_wait ' damaged, '
}

compare() {
    terminal_keys C-c C-c && terminal_wait '*Ediff Control Panel*' && terminal_wait 'repaired: article.txt' || return 1
    terminal_wait ' diffs' && terminal_type q && terminal_wait 'Quit this Ediff session' && terminal_type y
    terminal_keys C-x b && terminal_wait 'Switch to buffer' && terminal_type article.txt && terminal_keys Enter C-x 1
}

facts() {
    terminal_keys C-c C-l && terminal_wait '*zhengwen facts: article.txt*' || return 1
    terminal_keys C-s && terminal_type 1840 && terminal_keys Enter && terminal_wait '海岸線長 ' && terminal_keys Enter &&
        terminal_wait '海岸線長(zhǎng)1840公里' && terminal_picture emacs.png
}

repair() {
    terminal_keys C-x 1 && terminal_keys C-c C-f && terminal_wait '海岸線長1840公里' || return 1
    terminal_keys C-x C-s && terminal_wait 'Wrote' && cmp "$E2E_DIR/article.txt" "$E2E_DIR/fixed.txt"
}

quit() { terminal_keys C-x C-c && { sleep 1 && terminal_type y 2>/dev/null; terminal_stop; }; }

if step 'open: the mode line counts' open; then
    step 'compare, in Ediff' compare
    step 'facts, and RET on one of them' facts
    step 'fix all, and save: what `zhengwen fix` makes of it' repair
    step 'quit' quit
fi
terminal kill-server 2>/dev/null
finish 1
exit "$failed"
