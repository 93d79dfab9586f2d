-- What was found in each buffer, counted by the server.

local options = require('zhengwen.options')

local M = {}

---@class zhengwen.Status
---@field damaged integer
---@field page integer
---@field contradictions integer
---@field safe integer
---@field likely integer
---@field rules { code: string, name: string, title: string, count: integer, safe: integer, likely: integer }[]

---@type table<integer, zhengwen.Status>
local of_buffer = {}

local WORDS = {
  ['en'] = { damaged = 'damaged', page = 'page', contradictions = 'contradictions', between = ', ' },
  ['zh-hans'] = { damaged = '伤', page = '杂', contradictions = '疑', between = ' · ' },
  ['zh-hant'] = { damaged = '傷', page = '雜', contradictions = '疑', between = ' · ' },
}

--- The language that the server speaks, found as it finds it.
local function language()
  local set = options.get().language
  if set ~= 'auto' then
    return set
  end
  local tag = 'en'
  for _, name in ipairs({ 'ZHENGWEN_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG' }) do
    local value = vim.env[name]
    if value and value ~= '' then
      tag = value:gsub('[.@].*', ''):gsub('_', '-'):lower()
      break
    end
  end
  local main, rest = tag:match('^(%a+)(.*)')
  if not vim.tbl_contains({ 'zh', 'cmn', 'yue' }, main) then
    return 'en'
  end
  local parts = vim.split(rest, '-')
  local function says(part)
    return vim.tbl_contains(parts, part)
  end
  local is_traditional = says('hant') or not says('hans') and (says('tw') or says('hk') or says('mo'))
  return is_traditional and 'zh-hant' or 'zh-hans'
end

function M.redraw()
  vim.cmd.redrawstatus({ bang = true })
end

--- Handler of the notification `zhengwen/status`.
---@param status zhengwen.Status
function M.receive(_, status, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  for bufnr in pairs(client and client.attached_buffers or {}) do
    if vim.api.nvim_buf_is_valid(bufnr) and vim.uri_from_bufnr(bufnr) == status.uri then
      of_buffer[bufnr] = status
      M.redraw()
    end
  end
end

--- Called when a buffer has no server any more.
---@param bufnr integer
function M.forget(bufnr)
  of_buffer[bufnr] = nil
  M.redraw()
end

---@param bufnr integer
---@return zhengwen.Status?
function M.get(bufnr)
  return of_buffer[bufnr]
end

--- What to say where there was nothing to repair, and how to get at what is only likely.
---@param bufnr integer
---@param is_unsafe boolean whether that was asked for
---@param command string what was asked
---@return string
function M.nothing_certain(bufnr, is_unsafe, command)
  local found = M.get(bufnr)
  if is_unsafe then
    return 'nothing to repair, not even what is only likely'
  elseif not found or found.likely == 0 then
    return 'nothing to repair'
  end
  return ('nothing to repair that is certain; what is likely: `:Zhengwen %s unsafe`'):format(command)
end

---@param bufnr integer
---@return string
function M.text(bufnr)
  local status, words, parts = M.get(bufnr), WORDS[language()], {}
  for _, key in ipairs({ 'damaged', 'page', 'contradictions' }) do
    if status and status[key] > 0 then
      table.insert(parts, words[key] .. ' ' .. status[key])
    end
  end
  return table.concat(parts, words.between)
end

return M
