-- The article without the page around it, as Markdown.

local scratch = require('zhengwen.scratch')
local server = require('zhengwen.server')

local M = {}

function M.open()
  local source = vim.api.nvim_get_current_buf()
  local function fetch(is_quiet, show)
    server.ask(source, 'zhengwen/article', { format = 'markdown' }, function(article)
      show(article.text)
    end, is_quiet)
  end
  scratch.open(source, 'article', fetch, function(bufnr)
    local window = vim.api.nvim_open_win(bufnr, true, { split = 'right' })
    vim.bo[bufnr].filetype = 'markdown'
    vim.wo[window].wrap = true
  end)
end

return M
