-- A buffer that shows what the server makes of a text, and follows its edits.

local M = {}

--- After the last key, in milliseconds.
local DELAY = 200

--- Asks the server for the text to be shown, and hands it on.
---@alias zhengwen.Fetch fun(is_quiet: boolean, show: fun(text: string))

---@param bufnr integer
---@param text string
local function show(bufnr, text)
  local lines = vim.split(text:gsub('\r', ''):gsub('\n$', ''), '\n')
  if vim.deep_equal(lines, vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) then
    return
  end
  vim.bo[bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modifiable = false
end

--- Calls `on_edit` after edits of `source`, as long as `bufnr` is there.
local function follow(source, bufnr, on_edit)
  local edits, attach = 0, nil
  local function on_lines()
    if not vim.api.nvim_buf_is_valid(bufnr) then
      return true
    end
    edits = edits + 1
    local this = edits
    vim.defer_fn(function()
      if this == edits and vim.api.nvim_buf_is_valid(bufnr) and vim.api.nvim_buf_is_loaded(source) then
        on_edit()
      end
    end, DELAY)
  end
  function attach()
    vim.api.nvim_buf_attach(source, false, {
      on_lines = on_lines,
      on_reload = on_lines,
      -- `:edit!` detaches.
      on_detach = vim.schedule_wrap(function()
        if vim.api.nvim_buf_is_loaded(source) and not on_lines() then
          attach()
        end
      end),
    })
  end
  attach()
end

---@param name string
local function wipe(name)
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(bufnr) == name then
      vim.api.nvim_buf_delete(bufnr, { force = true })
    end
  end
end

--- Makes the buffer, hidden and with its first text, and hands it to `on_ready`. `q` closes it, and it goes when it is
--- shown no more. What was opened before of the same text goes first.
---@param source integer
---@param what string
---@param fetch zhengwen.Fetch
---@param on_ready fun(bufnr: integer)
function M.open(source, what, fetch, on_ready)
  local title = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(source), ':t')
  local name = ('zhengwen://%s/%d/%s'):format(what, source, title)
  fetch(false, function(text)
    wipe(name)
    -- Later, since what has to be done when the old one goes is done later too.
    vim.schedule(function()
      local bufnr = vim.api.nvim_create_buf(false, true)
      vim.api.nvim_buf_set_name(bufnr, name)
      vim.bo[bufnr].bufhidden = 'wipe'
      vim.bo[bufnr].undolevels = -1
      show(bufnr, text)
      vim.keymap.set('n', 'q', '<Cmd>bwipeout<CR>', { buffer = bufnr, nowait = true, desc = 'Close' })
      follow(source, bufnr, function()
        fetch(true, function(newer)
          if vim.api.nvim_buf_is_valid(bufnr) then
            show(bufnr, newer)
          end
        end)
      end)
      on_ready(bufnr)
    end)
  end)
end

return M
