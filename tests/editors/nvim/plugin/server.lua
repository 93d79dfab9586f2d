-- A server that is not there, is too old, ends by itself, or is started anew.

local lib, sample = require('lib'), require('sample')

local zhengwen = require('zhengwen')
local dir = os.getenv('E2E_DIR')

-- Another server has taken the place of the one before.
local function wait_for_another(id)
  return lib.wait('another server', function()
    local clients = vim.lsp.get_clients({ bufnr = 0, name = 'zhengwen' })
    return #clients == 1 and clients[1].id ~= id and clients[1].initialized and clients[1].id
  end)
end

local function executable(name, text)
  lib.write(dir .. '/' .. name, text)
  vim.fn.setfperm(dir .. '/' .. name, 'rwxr-xr-x')
  return dir .. '/' .. name
end

lib.session({
  {
    'no server: said once, with what to do; a command says it again',
    function()
      (vim.lsp.log.set_level or vim.lsp.set_log_level)('info')
      zhengwen.setup({ cmd = { 'zhengwen-is-not-here', 'lsp' } })
      sample.open('dispatch.txt')
      sample.wait_for_note('there is no program `zhengwen-is-not-here`: `cargo install --path .`')
      sample.zhengwen('facts')
      sample.wait_for_note('the server does not run in this buffer: there is no program `zhengwen-is-not-here`')
      lib.equal(sample.notes(), {}, 'more messages')
    end,
  },
  {
    'with the right setting it starts',
    function()
      zhengwen.setup()
      sample.wait_for_server(true)
    end,
  },
  {
    'a command where there is no server says why',
    function()
      vim.cmd('help')
      sample.zhengwen('compare')
      sample.wait_for_note('this buffer is no file')
      vim.cmd('bwipeout')
    end,
  },
  {
    'a buffer that the server does not know is named, too',
    function()
      local client = lib.client()
      local params = { textDocument = { uri = vim.uri_from_bufnr(0) } }
      if vim.fn.has('nvim-0.11') == 1 then
        client:notify('textDocument/didClose', params)
      else
        client.notify('textDocument/didClose', params)
      end
      sample.zhengwen('facts')
      sample.wait_for_note('the server does not know this buffer; `:Zhengwen restart` opens it anew')
    end,
  },
  {
    'restart: another server, and the old one ends well',
    function()
      local id = lib.client().id
      sample.zhengwen('restart')
      wait_for_another(id)
      local folder = vim.fn.fnamemodify(lib.wait_for_end(1)[1], ':h')
      lib.equal(vim.trim(lib.read(folder .. '/exit-code')), '0', 'exit code of the old one')
      lib.equal(#vim.lsp.get_clients({ name = 'zhengwen' }), 1, 'servers')
      lib.wait('findings', function()
        return #vim.diagnostic.get(0) > 0
      end)
    end,
  },
  {
    'it is killed: said once, with the place of the log; the marks go, and restart brings them back',
    function()
      lib.wait('counts', function()
        return zhengwen.status() ~= ''
      end)
      local id = lib.client().id
      for _, folder in ipairs(vim.fn.glob(dir .. '/servers/*', false, true)) do
        if vim.fn.filereadable(folder .. '/ended') == 0 then
          lib.write(folder .. '/killed', '')
          vim.uv.kill(tonumber(vim.trim(lib.read(folder .. '/pid'))), 'sigkill')
        end
      end
      local log = require('zhengwen.server').log()
      sample.wait_for_note(log)
      sample.wait_for_server(false)
      lib.equal({ zhengwen.status(), #vim.diagnostic.get(0) }, { '', 0 }, 'status and diagnostics')
      sample.zhengwen('status')
      sample.wait_for_note('`:Zhengwen restart` starts it, `:Zhengwen log` has what it said')
      lib.equal(sample.notes(), {}, 'more messages')
      sample.zhengwen('restart')
      wait_for_another(id)
      lib.wait('findings', function()
        return #vim.diagnostic.get(0) > 0 and zhengwen.status() ~= ''
      end)
    end,
  },
  {
    'log: opens what Neovim keeps',
    function()
      sample.zhengwen('log')
      lib.equal(vim.uv.fs_realpath(vim.api.nvim_buf_get_name(0)), vim.uv.fs_realpath(require('zhengwen.server').log()), 'file')
      vim.cmd('bwipeout')
    end,
  },
  {
    'an older server: what it does not have is named',
    function()
      local id = lib.client().id
      zhengwen.setup({ cmd = { executable('older', [[#!/usr/bin/env python3
"""The server, but with no method zhengwen/repaired."""
import os
import subprocess
server = subprocess.Popen([os.environ["SERVER"], "lsp"], stdin=subprocess.PIPE)
while data := os.read(0, 65536):
    server.stdin.write(data.replace(b"repaired", b"rebuiltt"))
    server.stdin.flush()
server.stdin.close()
server.wait()
]]) } })
      sample.zhengwen('restart')
      id = wait_for_another(id)
      lib.wait('findings', function()
        return #vim.diagnostic.get(0) > 0
      end)
      sample.zhengwen('compare')
      sample.wait_for_note('the server is older than the plugin, and has no `zhengwen/repaired`. Install it again')
      lib.equal(#vim.api.nvim_list_wins(), 1, 'windows')
      zhengwen.setup()
      sample.zhengwen('restart')
      wait_for_another(id)
    end,
  },
  {
    'highlight and status can be turned off',
    function()
      local id = lib.client().id
      zhengwen.setup({ highlight = false, status = false })
      sample.zhengwen('restart')
      wait_for_another(id)
      lib.wait('findings', function()
        return #vim.diagnostic.get(0) > 0
      end)
      vim.wait(500)
      lib.equal(zhengwen.status(), '', 'status')
      local row, column = lib.go_to('%')
      local tokens = vim.lsp.semantic_tokens.get_at_pos(0, row, column)
      lib.equal(tokens or {}, {}, 'tokens')
    end,
  },
})
