-- What may be called from outside: `:help zhengwen`.

local M = {}

--- Says that this Neovim cannot run the plugin. This file and `plugin/` are all that has to load there.
function M.too_old()
  vim.notify(
    'zhengwen: the plugin needs Neovim 0.10 or newer. For Neovim 0.7 to 0.9, remove it and put the block of '
      .. 'editors/nvim/README.md that is for your version into your init.lua.',
    vim.log.levels.WARN
  )
end

--- Changes settings. It need not be called, and may be called again: what is not given is as by default.
---@param settings? zhengwen.Options
function M.setup(settings)
  if vim.fn.has('nvim-0.10') == 0 then
    return M.too_old()
  end
  require('zhengwen.options').set(settings or {})
  require('zhengwen.server').settings_changed()
end

--- What was found in a buffer, for a status line: `damaged 12, page 5, contradictions 1`, or empty.
---@param bufnr? integer
---@return string
function M.status(bufnr)
  return require('zhengwen.status').text(bufnr or vim.api.nvim_get_current_buf())
end

return M
