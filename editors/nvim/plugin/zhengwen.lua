if vim.g.loaded_zhengwen then
  return
end
vim.g.loaded_zhengwen = true

if vim.fn.has('nvim-0.10') == 0 then
  require('zhengwen').too_old()
  return
end

vim.api.nvim_create_user_command('Zhengwen', function(command)
  require('zhengwen.command').run(command.fargs)
end, {
  nargs = '+',
  desc = 'Repair and read scraped Chinese news',
  complete = function(_, line, column)
    return require('zhengwen.command').complete(line:sub(1, column))
  end,
})

require('zhengwen.look').highlight()
require('zhengwen.server').enable()
