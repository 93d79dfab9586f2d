-- How things look: colours of facts, and hints that do not shout.

local options = require('zhengwen.options')

local M = {}

--- The server's types of token, and what they look like where a colour scheme does not say.
local LINKS = {
  figure = 'Special',
  date = 'String',
  person = 'Identifier',
  place = 'Type',
  organisation = 'Type',
  document = 'Title',
}

function M.highlight()
  for type, group in pairs(LINKS) do
    vim.api.nvim_set_hl(0, ('@lsp.type.%s.text'):format(type), { link = group, default = true })
  end
end

--- The user's own setting of `option`, with hints left out if it does not say which severities.
local function without_hints(option)
  return function(namespace, bufnr)
    local own = vim.diagnostic.config()[option]
    if type(own) == 'function' then
      own = own(namespace, bufnr)
    end
    if not own or options.get().hints == 'shown' then
      return own == true and {} or own
    end
    local from_info = { severity = { min = vim.diagnostic.severity.INFO } }
    return vim.tbl_extend('keep', own == true and {} or own, from_info)
  end
end

--- Has the hints of a client no sign and no text beside them; they are faded by DiagnosticUnnecessary. Nothing changes
--- for other diagnostics.
---@param client_id integer
function M.quieten(client_id)
  local namespace = vim.lsp.diagnostic.get_namespace(client_id)
  local quiet = { virtual_text = without_hints('virtual_text'), signs = without_hints('signs') }
  if vim.fn.has('nvim-0.11') == 1 then
    quiet.virtual_lines = without_hints('virtual_lines')
  end
  vim.diagnostic.config(quiet, namespace)
end

return M
