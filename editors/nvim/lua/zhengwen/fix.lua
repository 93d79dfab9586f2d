-- Repairs of the whole text, in one step that `u` takes back.

local say = require('zhengwen.say')
local server = require('zhengwen.server')
local status = require('zhengwen.status')

local M = {}

--- What the families of rules are called in the command.
M.FAMILIES = { damage = 'M', page = 'B' }

local function count(edit)
  local edits = 0
  for _, change in ipairs(edit.documentChanges or {}) do
    edits = edits + #change.edits
  end
  for _, changes in pairs(edit.changes or {}) do
    edits = edits + #changes
  end
  return edits
end

---@param wanted string `all`, `damage`, `page`, or the code of a rule
---@param is_unsafe boolean whether what is only likely is repaired too
function M.fix(wanted, is_unsafe)
  local bufnr = vim.api.nvim_get_current_buf()
  if not vim.bo[bufnr].modifiable then
    return say.warn("this buffer cannot be changed: 'modifiable' is off")
  end
  local rule = M.FAMILIES[wanted] or wanted ~= 'all' and wanted:upper() or nil
  server.ask(bufnr, 'zhengwen/fixAll', { rule = rule, unsafe = is_unsafe }, function(edit, client)
    local edits = count(edit)
    if edits == 0 then
      return say.info(status.nothing_certain(bufnr, is_unsafe, 'fix ' .. wanted))
    end
    -- Ends the undo step of what was typed before.
    vim.bo[bufnr].undolevels = vim.bo[bufnr].undolevels
    vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
    say.info(edits == 1 and '1 edit; `u` takes it back' or '%d edits; `u` takes them back', edits)
  end)
end

return M
