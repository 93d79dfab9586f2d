-- Neovim before 0.10: the plugin says what it needs, and leaves alone what the README has for such a Neovim.

local lib = require('lib')

local said = {}
local notify = vim.notify
vim.notify = function(message, ...)
  table.insert(said, message)
end

local function message()
  local text = table.remove(said) or lib.fail('nothing was said')
  assert(text:find('needs Neovim 0.10', 1, true), text)
  assert(text:find('editors/nvim/README.md', 1, true), text)
  assert(#said == 0, 'said more than that')
end

lib.session({
  {
    'loaded, it says what it needs, once, and defines nothing',
    function()
      vim.opt.runtimepath:append('~/src/zhengwen/editors/nvim')
      vim.cmd('runtime! plugin/zhengwen.lua')
      message()
      vim.cmd('runtime! plugin/zhengwen.lua')
      lib.equal(said, {}, 'messages')
      -- 1 would be the beginning of `:ZhengwenFixAll`.
      assert(vim.fn.exists(':Zhengwen') ~= 2, 'the command is there')
    end,
  },
  {
    'setup() says the same',
    function()
      require('zhengwen').setup({ enable = 'all' })
      message()
    end,
  },
  {
    ':checkhealth says the same',
    function()
      vim.cmd('silent checkhealth zhengwen')
      local text = table.concat(lib.lines(), '\n')
      assert(text:find('ERROR: The plugin needs Neovim 0.10', 1, true), text)
      vim.cmd('bwipeout')
    end,
  },
  {
    'the block of the README works beside it',
    function()
      vim.notify = notify
      lib.write(os.getenv('E2E_DIR') .. '/a.txt', '霧嶺港務(wù)集團(tuán)發(fā)布數(shù)據。\n')
      vim.cmd('edit ' .. os.getenv('E2E_DIR') .. '/a.txt')
      lib.wait('hints', function()
        return #lib.diagnostics('M101', true) == 4
      end)
    end,
  },
})
