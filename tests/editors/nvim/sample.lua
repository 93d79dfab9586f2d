-- What the sessions of the plugin share: the samples of the repository, and the command line as a witness.

local lib = require('lib')

local M = {}

local dir = os.getenv('E2E_DIR')

-- Puts seeds/NAME into the session's folder, or `bytes` under that name, and edits it. The file's path.
function M.open(name, bytes)
  local path = dir .. '/' .. name
  vim.fn.mkdir(vim.fn.fnamemodify(path, ':h'), 'p')
  lib.write(path, bytes or M.seed(name))
  vim.cmd('silent edit ' .. vim.fn.fnameescape(path))
  return path
end

function M.seed(name)
  return lib.read(os.getenv('ROOT') .. '/seeds/' .. name)
end

-- What `zhengwen …` prints. It ends with 1 where it found something.
function M.command_line(...)
  local done = vim.system({ dir .. '/bin/zhengwen', ... }, { text = false }):wait()
  assert(done.code <= 1, done.stderr)
  return done.stdout
end

-- Runs `:Zhengwen …` without the messages of Neovim.
function M.zhengwen(arguments)
  vim.cmd('silent Zhengwen ' .. arguments)
end

-- Ends with the buffer. Neovim 0.10 shows an error where the answer to its last request comes after that.
function M.close()
  vim.wait(300)
  vim.cmd('bwipeout!')
end

-- The messages that are shown from now on, in order; and, if given a text, waits for one that has it.
local notes = {}
vim.notify = function(message)
  table.insert(notes, message)
end
vim.notify_once = vim.notify
function M.notes()
  return notes
end
function M.wait_for_note(text)
  return lib.wait('a message with: ' .. text, function()
    for index, note in ipairs(notes) do
      if note:find(text, 1, true) then
        return table.remove(notes, index)
      end
    end
  end, M.notes)
end

-- Waits until the server has counted what is in the buffer as `count` of damage.
function M.wait_for_damage(count)
  lib.wait(count .. ' damaged', function()
    local text = require('zhengwen').status()
    return text:match('damaged (%d+)') == tostring(count)
  end, require('zhengwen').status)
end

function M.is_attached()
  return #vim.lsp.get_clients({ bufnr = 0, name = 'zhengwen' }) > 0
end

function M.wait_for_server(is_wanted)
  lib.wait(is_wanted and 'the server to attach' or 'the server to go', function()
    return M.is_attached() == is_wanted
  end, function()
    return vim.lsp.get_clients()
  end)
end

-- The buffer of which the name begins so, once it is shown.
function M.wait_for_buffer(name)
  return lib.wait('a window of ' .. name, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local bufnr = vim.api.nvim_win_get_buf(window)
      if vim.startswith(vim.api.nvim_buf_get_name(bufnr), name) then
        return bufnr
      end
    end
  end)
end

-- Lines of a text as they stand in a buffer.
function M.lines_of(text)
  return vim.split(text:gsub('\r', ''):gsub('\n$', ''), '\n')
end

function M.wait_for_lines(bufnr, expected, what)
  lib.wait(what, function()
    return vim.deep_equal(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), expected)
  end, function()
    return vim.api.nvim_buf_get_lines(bufnr, 0, 12, false)
  end)
end

return M
