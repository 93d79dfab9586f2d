-- The text beside what repairing would make of it.

local say = require('zhengwen.say')
local scratch = require('zhengwen.scratch')
local server = require('zhengwen.server')
local status = require('zhengwen.status')

local M = {}

--- Turns a diff on or off in a window. Paragraphs are long lines here, so they go on wrapping where they did.
local function diff(window, is_on, wrap)
  vim.api.nvim_win_call(window, function()
    vim.cmd(is_on and 'diffthis' or 'diffoff')
    vim.wo.wrap = wrap
  end)
end

--- Ends the comparison with whichever of the two windows or buffers goes first.
local function end_together(source, window, wrap, repaired)
  local group = vim.api.nvim_create_augroup('zhengwen.compare.' .. repaired, {})
  local function tidy()
    if vim.api.nvim_buf_is_valid(repaired) then
      vim.api.nvim_buf_delete(repaired, { force = true })
    end
    if vim.api.nvim_win_is_valid(window) then
      diff(window, false, wrap)
    end
    if not vim.api.nvim_buf_is_valid(source) or vim.fn.bufwinid(source) > 0 then
      return vim.api.nvim_del_augroup_by_id(group)
    end
    -- A text that has left its window has taken along the settings that the window had, and brings them back.
    vim.api.nvim_create_autocmd('BufWinEnter', {
      group = group,
      buffer = source,
      callback = function()
        diff(0, false, wrap)
        vim.api.nvim_del_augroup_by_id(group)
      end,
    })
  end
  local function stop()
    vim.api.nvim_clear_autocmds({ group = group })
    -- No window can be closed from within the event.
    vim.schedule(tidy)
  end
  vim.api.nvim_create_autocmd('BufWipeout', { group = group, buffer = repaired, callback = stop })
  vim.api.nvim_create_autocmd('BufWinLeave', { group = group, buffer = source, callback = stop })
  vim.api.nvim_create_autocmd('WinClosed', { group = group, pattern = tostring(window), callback = stop })
end

---@param is_unsafe boolean whether what is only likely is repaired too
function M.open(is_unsafe)
  local source, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local changes
  local function fetch(is_quiet, show)
    server.ask(source, 'zhengwen/repaired', { unsafe = is_unsafe }, function(repaired)
      changes = repaired.changes
      show(repaired.text)
    end, is_quiet)
  end
  scratch.open(source, 'repaired', fetch, function(repaired)
    if changes == 0 then
      vim.api.nvim_buf_delete(repaired, { force = true })
      return say.info(status.nothing_certain(source, is_unsafe, 'compare'))
    elseif not vim.api.nvim_win_is_valid(window) or vim.api.nvim_win_get_buf(window) ~= source then
      return vim.api.nvim_buf_delete(repaired, { force = true })
    end
    local wrap = vim.wo[window].wrap
    local beside = vim.api.nvim_open_win(repaired, true, { split = 'right', win = window })
    diff(window, true, wrap)
    diff(beside, true, wrap)
    end_together(source, window, wrap, repaired)
  end)
end

return M
