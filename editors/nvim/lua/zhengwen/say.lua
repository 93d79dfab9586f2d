-- Messages for the user.

local M = {}

---@param message string
---@param ... any as for string.format
function M.info(message, ...)
  vim.notify('zhengwen: ' .. message:format(...), vim.log.levels.INFO)
end

---@param message string
---@param ... any as for string.format
function M.warn(message, ...)
  vim.notify('zhengwen: ' .. message:format(...), vim.log.levels.WARN)
end

return M
