-- What the sessions share: failing, waiting, and the differences between the versions of Neovim.

local M = {}

local function say(...)
  io.stdout:write(table.concat({ ... }, ' ') .. '\n')
end

function M.fail(message)
  error(message, 0)
end

function M.equal(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    M.fail(what .. '\n  expected ' .. vim.inspect(expected) .. '\n  found    ' .. vim.inspect(actual))
  end
end

-- Runs the event loop until `ready` gives something, and hands that back. `state` says how things stood, if it never
-- does.
function M.wait(what, ready, state)
  local result
  local came = vim.wait(15000, function()
    result = ready()
    return result and true or false
  end, 20)
  if not came then
    M.fail('waited in vain for ' .. what .. (state and '\n  found ' .. vim.inspect(state()) or ''))
  end
  return result
end

-- Runs the steps of a session in order. One that fails does not hide the others, unless it is the first: then there is
-- no server. Neovim ends with exit code 1 if any failed.
function M.session(steps)
  local failed = false
  for index, step in ipairs(steps) do
    local name, run = step[1], step[2]
    local ok, problem = xpcall(run, function(e)
      return type(e) == 'string' and e or debug.traceback(vim.inspect(e))
    end)
    failed = failed or not ok
    say(ok and '  ok  ' or '  FAIL', name)
    if not ok then
      say(problem)
    end
    if index == 1 and not ok then
      break
    end
  end
  -- An error in a callback is shown to the user and reaches none of the steps.
  if vim.v.errmsg ~= '' then
    failed = true
    say('  FAIL Neovim showed an error: ' .. vim.v.errmsg)
  end
  vim.cmd(failed and 'cquit 1' or 'qall')
end

function M.read(path)
  local file = assert(io.open(path, 'rb'))
  local bytes = file:read('*a')
  file:close()
  return bytes
end

function M.write(path, bytes)
  local file = assert(io.open(path, 'wb'))
  file:write(bytes)
  file:close()
end

function M.lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

-- The server's client, once it is attached to the buffer.
function M.client()
  return M.wait('the server to attach', function()
    local get = vim.lsp.get_clients or vim.lsp.get_active_clients
    for _, client in pairs(get()) do
      if client.name == 'zhengwen' and client.initialized then
        return client
      end
    end
  end)
end

-- The code of a diagnostic, and whether it is tagged as unnecessary: old versions keep these in `user_data`.
function M.code(diagnostic)
  return diagnostic.code or vim.tbl_get(diagnostic, 'user_data', 'lsp', 'code')
end

function M.is_unnecessary(diagnostic)
  return vim.tbl_contains(vim.tbl_get(diagnostic, 'user_data', 'lsp', 'tags') or {}, 1)
end

-- The diagnostics of the buffer whose code starts with `prefix`, in order of place, Hints only or all but Hints.
function M.diagnostics(prefix, hints)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local is_hint = diagnostic.severity == vim.diagnostic.severity.HINT
    if vim.startswith(M.code(diagnostic) or '', prefix) and is_hint == hints then
      table.insert(found, diagnostic)
    end
  end
  table.sort(found, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return found
end

-- Puts the cursor on the first character of `text`, and tells where that is, from 0.
function M.go_to(text)
  for number, line in ipairs(M.lines()) do
    local first = line:find(text, 1, true)
    if first then
      vim.api.nvim_win_set_cursor(0, { number, first - 1 })
      return number - 1, first - 1
    end
  end
  M.fail('not in the buffer: ' .. text)
end

-- The text of an LSP range, by Neovim's own conversion of columns.
function M.text_of(range, client)
  local function column(position)
    local line = vim.api.nvim_buf_get_lines(0, position.line, position.line + 1, true)[1]
    return client.offset_encoding == 'utf-8' and position.character
      or vim.str_byteindex(line, position.character, client.offset_encoding ~= 'utf-32')
  end
  local first, last = range.start, range['end']
  return vim.api.nvim_buf_get_text(0, first.line, column(first), last.line, column(last), {})
end

-- What the server answers to `method` at the cursor.
function M.request(method, params)
  local client = M.client()
  params = vim.tbl_extend('keep', params or {}, vim.lsp.util.make_position_params(0, client.offset_encoding))
  local answers = vim.lsp.buf_request_sync(0, method, params, 15000)
  local answer = answers and answers[client.id] or M.fail('no answer to ' .. method)
  if answer.error or answer.err then
    M.fail(method .. ': ' .. vim.inspect(answer.error or answer.err))
  end
  return answer.result, client
end

-- From now on the menu of code actions is answered by `choose`, which is given an action.
function M.choose_action(choose)
  local offered = {}
  vim.ui.select = function(items, options, on_choice)
    for index, item in ipairs(items) do
      local action = item.action or item[2]
      local title = options.format_item(item)
      table.insert(offered, title)
      if choose(action) then
        return on_choice(item, index)
      end
    end
    on_choice(nil, nil)
  end
  return offered
end

-- Waits until so many servers have ended, each of which has a folder with what it wrote.
function M.wait_for_end(count)
  return M.wait(count .. ' servers to have ended', function()
    local ended = vim.fn.glob(os.getenv('E2E_DIR') .. '/servers/*/ended', false, true)
    return #ended == count and ended
  end)
end

-- Fixes all that is certain, by the command of this version.
function M.fix_all()
  vim.cmd(vim.fn.has('nvim-0.10') == 1 and 'Zhengwen fix' or 'ZhengwenFixAll')
end

return M
