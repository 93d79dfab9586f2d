-- What can be set, and what holds where nothing is.

local M = {}

---@class zhengwen.Options
local defaults = {
  --- The server, and its arguments.
  cmd = { 'zhengwen', 'lsp' },
  --- Where it starts: 'all' texts, only those with a zhengwen.toml at or above them ('workspace'), or 'never'.
  enable = 'all',
  --- Rules, as in zhengwen.toml, which goes before these.
  select = {},
  ignore = {},
  --- Language of the messages: 'auto', 'en', 'zh-hans' or 'zh-hant'.
  language = 'auto',
  max_hints = 2000,
  max_problems = 1000,
  --- Damage that repeats is 'faded' where it stands, or 'shown' as your other diagnostics are.
  hints = 'faded',
  --- Colours for figures, dates, people, places, organisations and documents.
  highlight = true,
  --- Counts for the status line.
  status = true,
  --- Called with the client and the buffer.
  ---@type nil|fun(client: vim.lsp.Client, bufnr: integer)
  on_attach = nil,
}

--- The Lua type of each, or the words that it may be.
local kinds = {
  cmd = 'table',
  enable = { 'all', 'workspace', 'never' },
  select = 'table',
  ignore = 'table',
  language = { 'auto', 'en', 'zh-hans', 'zh-hant' },
  max_hints = 'number',
  max_problems = 'number',
  hints = { 'faded', 'shown' },
  highlight = 'boolean',
  status = 'boolean',
  on_attach = 'function',
}

local current = defaults

---@return zhengwen.Options
function M.get()
  return current
end

---@param key string
---@param value any
---@return string? what is wrong with it
local function wrong(key, value)
  local kind = kinds[key]
  if not kind then
    return ('there is no setting `%s`; there are %s'):format(key, table.concat(vim.fn.sort(vim.tbl_keys(kinds)), ', '))
  elseif type(kind) == 'string' and type(value) ~= kind then
    return ('`%s` is a %s, and should be a %s'):format(key, type(value), kind)
  elseif type(kind) == 'table' and not vim.tbl_contains(kind, value) then
    return ('`%s` is %s, and should be one of %s'):format(key, vim.inspect(value), table.concat(kind, ', '))
  end
end

---@param settings zhengwen.Options
function M.set(settings)
  for key, value in pairs(settings) do
    local problem = wrong(key, value)
    if problem then
      error('zhengwen.setup: ' .. problem, 0)
    end
  end
  current = vim.tbl_extend('keep', settings, defaults)
end

--- What the server is told. Every key is there, so that one that was changed can be changed back.
---@return table
function M.for_server()
  return {
    select = current.select,
    ignore = current.ignore,
    language = current.language,
    maxHints = current.max_hints,
    maxProblems = current.max_problems,
  }
end

return M
