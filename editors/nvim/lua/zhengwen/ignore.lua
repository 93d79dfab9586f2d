-- “Leave this alone”: what is found at the cursor is written into zhengwen.toml.

local say = require('zhengwen.say')
local server = require('zhengwen.server')

local M = {}

local COMMAND = 'zhengwen.leaveAlone'

function M.ignore()
  local bufnr = vim.api.nvim_get_current_buf()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  -- Bytes, as in zhengwen.facts.
  local place = { line = row - 1, character = column }
  local params = {
    range = { start = place, ['end'] = place },
    context = { diagnostics = {}, only = { 'quickfix' } },
  }
  server.ask(bufnr, 'textDocument/codeAction', params, function(actions)
    local offered = vim.tbl_filter(function(action)
      return type(action.command) == 'table' and action.command.command == COMMAND
    end, actions or {})
    if #offered == 0 then
      return say.info('nothing is found at the cursor that could be left alone')
    end
    local function carry_out(action)
      if action then
        -- The server says what it has written.
        local command = { command = COMMAND, arguments = action.command.arguments }
        server.ask(bufnr, 'workspace/executeCommand', command, function() end)
      end
    end
    if #offered == 1 then
      return carry_out(offered[1])
    end
    vim.ui.select(offered, {
      prompt = 'Leave alone:',
      kind = 'codeaction',
      format_item = function(action)
        return action.title
      end,
    }, carry_out)
  end)
end

return M
