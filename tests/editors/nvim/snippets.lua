-- Writes an init.lua from the blocks of editors/nvim/README.md, so that what is tested is what the page says.
-- env: README, INIT

local blocks, block = {}, nil
for line in io.lines(os.getenv('README')) do
  if line == '```lua' then
    block = {}
  elseif line == '```' and block then
    blocks[block[1]] = table.concat(block, '\n')
    block = nil
  elseif block then
    table.insert(block, line)
  end
end

local mine = vim.fn.has('nvim-0.10') == 1 and 'Neovim 0.10 or newer' or 'Neovim 0.7 to 0.9'
local init = assert(io.open(os.getenv('INIT'), 'w'))
for _, name in ipairs({ mine, 'every version' }) do
  init:write(assert(blocks['-- init.lua, ' .. name], 'no block for ' .. name), '\n')
end
init:close()
