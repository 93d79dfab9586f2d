#!/usr/bin/env bash
# What a person sees: the plugin in a terminal, with keys. Called by run.sh, with its functions, as `screen NVIM…`.
#
# Neovim runs headless, and its terminal interface beside it: by itself it would start its other half by the name of the
# program, which is a loader here (see ../install-debian.sh).

# shellcheck source=../terminal.sh
. "$here/../terminal.sh"

type_command() { terminal_type ":$1" && terminal_keys Enter; }

marks() {
    terminal_wait 'damaged 381, page 31' && terminal_wait 'I       2026-05-18 09:30:12'
}

compare() {
    type_command 'Zhengwen compare' && terminal_wait 'zhengwen://repaired' && terminal_wait '對長期關注和支持' || return 1
    terminal_keys C-w h
}

hover() {
    terminal_type '/1840' && terminal_keys Enter && terminal_type 'ztK' && terminal_wait '1,840' && terminal_wait '海岸線'
}

follows() {
    terminal_type 'O霧嶺港業(yè)務(wù)會(huì)開了' && terminal_wait '霧嶺港業務會開了' || return 1
    terminal_keys Escape && terminal_type 'u'
}

closes() {
    terminal_keys C-w l && terminal_type 'q' || return 1
    for _ in $(seq 50); do
        terminal_screen | grep -q 'zhengwen://' || return 0
        sleep 0.1
    done
    terminal_screen
    return 1
}

facts() {
    type_command 'Zhengwen facts' && terminal_wait 'zhengwen: facts of transcript.txt' && terminal_wait '顧衡遠 · ' &&
        type_command cclose
}

fixes() {
    type_command 'Zhengwen fix' && terminal_wait '`u` takes them back' && terminal_wait 'damaged 11' && terminal_type u &&
        terminal_wait 'damaged 381'
}

screen() {
    cp "$root/seeds/transcript.txt" "$E2E_DIR/"
    cat >>"$E2E_DIR/config/nvim/init.lua" <<'LUA'
vim.o.statusline = "%f%=%{v:lua.require'zhengwen'.status()}  %l:%c "
vim.o.hlsearch = false
if vim.fn.exists('&winborder') == 1 then
  vim.o.winborder = 'rounded'
end
LUA
    (cd "$E2E_DIR" && nvim "$@" --headless -i NONE -n --listen "$E2E_DIR/run/nvim" transcript.txt >/dev/null 2>&1 </dev/null) &
    for _ in $(seq 50); do [ -S "$E2E_DIR/run/nvim" ] && break; sleep 0.1; done
    terminal_start "$@" --server "$E2E_DIR/run/nvim" --remote-ui
    step 'the marks, and the status line' marks
    step 'compare' compare
    step 'a hover' hover
    terminal_picture neovim.png
    step 'compare follows what is typed' follows
    step 'q closes it' closes
    step 'the list of facts' facts
    step 'fix, and undo' fixes
    type_command 'qall!'
    step 'the editor ends' terminal_stop
}
