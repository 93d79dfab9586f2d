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

local minor = vim.version().minor
local mine = minor >= 11 and 'Neovim 0.11 or newer' or minor >= 8 and 'Neovim 0.8 to 0.10' or 'Neovim 0.7'
local init = assert(io.open(os.getenv('INIT'), 'w'))
for _, name in ipairs({ mine, 'every version' }) do
  init:write(assert(blocks['-- init.lua, ' .. name], 'no block for ' .. name), '\n')
end
init:close()
