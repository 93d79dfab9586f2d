-- What a text says, or all texts of the workspace, as a quickfix list.

local say = require('zhengwen.say')
local server = require('zhengwen.server')

local M = {}

--- The letter of an item. E, I, N and W have a meaning of their own in a quickfix list.
local LETTERS = { figure = 'F', date = 'D', person = 'P', place = 'L', organisation = 'O', document = 'C' }

--- What the server leaves open is null in JSON.
local function known(value)
  if value and value ~= vim.NIL and value ~= '' then
    return value
  end
end

--- The value with its unit, unless it is what the text says anyway.
local function value_of(fact)
  local value, unit = known(fact.value), known(fact.unit)
  if not value then
    return known(fact.iso)
  end
  if known(fact.value_to) then
    value = value .. '–' .. fact.value_to
  end
  return value .. (unit and ' ' .. unit or '')
end

--- `2390萬噸 = 23900000 噸 · 貨物吞吐量 · 前三季度 · 霧嶺`
---@param fact table
---@return string
function M.line(fact)
  local text, value = fact.text, value_of(fact)
  if value and value:gsub(' ', '') ~= text:gsub(' ', '') then
    text = text .. ' = ' .. value
  end
  local period = known(fact.period)
  local parts = { text }
  local function add(part)
    -- A person's name is mostly all of the text.
    if known(part) and part ~= fact.text then
      table.insert(parts, part)
    end
  end
  add(fact.kind ~= 'place' and fact.name)
  add(table.concat(known(fact.titles) or {}, '、'))
  add(fact.organisation)
  add(fact.metric)
  add(period and period.text)
  add(fact.place)
  add(fact.speaker)
  return table.concat(parts, ' · ')
end

local function item(fact)
  -- The unit of columns is the byte: the server takes UTF-8 where it is offered, and we offer it.
  local first, last = fact.range.start, fact.range['end']
  return {
    filename = vim.uri_to_fname(fact.uri),
    lnum = first.line + 1,
    col = first.character + 1,
    end_lnum = last.line + 1,
    end_col = last.character + 1,
    text = M.line(fact),
    type = LETTERS[fact.kind],
    user_data = fact,
  }
end

---@param of_workspace boolean
function M.open(of_workspace)
  local bufnr = vim.api.nvim_get_current_buf()
  server.ask(bufnr, 'zhengwen/facts', { workspace = of_workspace }, function(answer, client)
    local of = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t')
    if of_workspace then
      if not client.root_dir then
        return say.warn('no workspace: an empty %s in the folder of the texts makes it one', server.CONFIG_FILE)
      end
      of = ('%d files in %s'):format(answer.files, vim.fn.fnamemodify(client.root_dir, ':~'))
    end
    local items = vim.tbl_map(item, answer.facts)
    if #items == 0 then
      return say.info('no facts in %s', of)
    end
    vim.fn.setqflist({}, ' ', { title = ('zhengwen: facts of %s'):format(of), items = items })
    vim.cmd('botright copen')
    if known(answer.skipped) and answer.skipped > 0 then
      say.warn('%d files could not be read, or are too many', answer.skipped)
    end
  end)
end

return M
