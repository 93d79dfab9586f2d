-- Where the server starts, and settings that are changed while it runs.

local lib, sample = require('lib'), require('sample')

local zhengwen = require('zhengwen')
local dir = os.getenv('E2E_DIR')

local function warnings(code)
  return #lib.diagnostics(code, false)
end

lib.session({
  {
    'a text: the server starts by itself, with UTF-8 columns',
    function()
      sample.open('dispatch.txt')
      lib.equal(vim.bo.filetype, 'text', 'file type')
      sample.wait_for_damage(121)
      lib.equal(lib.client().offset_encoding, 'utf-8', 'unit of columns')
    end,
  },
  {
    'another name, another file type, no file, no name: it does not',
    function()
      vim.filetype.add({ filename = { ['a.txt'] = 'conf', ['a.news'] = 'text' } })
      for name, file_type in pairs({ ['a.news'] = 'text', ['a.txt'] = 'conf' }) do
        sample.open(name, '霧嶺港務(wù)集團。\n')
        lib.equal(vim.bo.filetype, file_type, 'file type')
        vim.wait(300)
        assert(not sample.is_attached(), 'attached to ' .. name)
        vim.cmd('bwipeout!')
      end
      vim.cmd('enew | setlocal buftype=nofile filetype=text')
      vim.wait(300)
      assert(not sample.is_attached(), 'attached to a scratch buffer')
      vim.cmd('bwipeout! | enew | setlocal filetype=text')
      vim.wait(300)
      assert(not sample.is_attached(), 'attached to a buffer without a name')
    end,
  },
  {
    'the buffer gets a name: the server attaches',
    function()
      vim.api.nvim_buf_set_lines(0, 0, -1, false, { '霧嶺港務(wù)集團(tuán)發(fā)布數(shù)據。' })
      vim.cmd('silent write ' .. dir .. '/named.txt')
      sample.wait_for_damage(4)
      lib.equal(#vim.lsp.get_clients({ name = 'zhengwen' }), 1, 'servers')
      sample.close()
    end,
  },
  {
    "'never': it goes, and comes back with 'all'",
    function()
      vim.cmd('silent edit ' .. dir .. '/dispatch.txt')
      sample.wait_for_damage(121)
      zhengwen.setup({ enable = 'never' })
      sample.wait_for_server(false)
      lib.equal(#vim.diagnostic.get(0), 0, 'diagnostics')
      zhengwen.setup({ enable = 'all' })
      sample.wait_for_server(true)
    end,
  },
  {
    "'workspace': only below a zhengwen.toml, which is the workspace",
    function()
      zhengwen.setup({ enable = 'workspace' })
      sample.wait_for_server(false)
      lib.write(dir .. '/named.txt', '')
      vim.fn.mkdir(dir .. '/news/2026', 'p')
      lib.write(dir .. '/news/zhengwen.toml', '')
      sample.open('news/2026/dispatch.txt', sample.seed('dispatch.txt'))
      sample.wait_for_server(true)
      lib.equal(lib.client().root_dir or lib.client().config.root_dir, dir .. '/news', 'the workspace')
      lib.wait('damage', function()
        return warnings('M101') == 1 and warnings('B2') > 0
      end)
    end,
  },
  {
    'select and ignore count at once, and can be changed back',
    function()
      zhengwen.setup({ select = { 'M' } })
      lib.wait('damage alone', function()
        return warnings('M101') == 1 and warnings('B2') == 0
      end)
      zhengwen.setup({ ignore = { 'M101' } })
      lib.wait('all but the glosses', function()
        return warnings('M101') == 0 and warnings('B2') > 0
      end)
      zhengwen.setup()
      lib.wait('everything', function()
        return warnings('M101') == 1 and warnings('B2') > 0
      end)
    end,
  },
  {
    'max_hints',
    function()
      zhengwen.setup({ max_hints = 3 })
      lib.wait('3 hints', function()
        return #lib.diagnostics('M101', true) == 3
      end)
      zhengwen.setup()
      lib.wait('all hints', function()
        return #lib.diagnostics('M101', true) > 3
      end)
    end,
  },
  {
    'language: messages and the status line',
    function()
      for language, words in pairs({
        ['zh-hant'] = { '傷', '讀音' },
        ['zh-hans'] = { '伤', '读音' },
        en = { 'damaged', 'reading' },
      }) do
        zhengwen.setup({ language = language })
        assert(vim.startswith(zhengwen.status(), words[1] .. ' '), zhengwen.status())
        lib.wait('messages in ' .. language, function()
          local hint = lib.diagnostics('M101', true)[1]
          return hint and hint.message:find(words[2], 1, true)
        end, vim.diagnostic.get)
      end
      zhengwen.setup()
    end,
  },
  {
    'zhengwen.toml counts as soon as it is written, and goes before the settings',
    function()
      zhengwen.setup({ ignore = { 'M101' } })
      lib.wait('no glosses', function()
        return warnings('M101') == 0
      end)
      local text = vim.api.nvim_get_current_buf()
      vim.cmd('silent split ' .. dir .. '/news/zhengwen.toml')
      vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'ignore = ["B"]' })
      vim.cmd('silent write | bwipeout')
      lib.equal(vim.api.nvim_get_current_buf(), text, 'buffer')
      lib.wait('what the file says', function()
        return warnings('M101') == 1 and warnings('B2') == 0
      end, vim.diagnostic.get)
    end,
  },
  {
    'a wrong setting is named, and changes nothing',
    function()
      for _, case in ipairs({
        { { colour = true }, 'there is no setting `colour`' },
        { { enable = 'sometimes' }, '`enable` is "sometimes", and should be one of all, workspace, never' },
        { { max_hints = '3' }, '`max_hints` is a string, and should be a number' },
      }) do
        local ok, problem = pcall(zhengwen.setup, case[1])
        assert(not ok and problem:find(case[2], 1, true), vim.inspect(problem))
      end
      lib.equal(require('zhengwen.options').get().ignore, { 'M101' }, 'settings')
    end,
  },
  {
    'on_attach is called',
    function()
      local called
      zhengwen.setup({
        on_attach = function(client, bufnr)
          called = { client.name, bufnr }
        end,
      })
      sample.open('news/clean.txt', sample.seed('clean.txt'))
      lib.wait('the call', function()
        return called
      end)
      lib.equal(called, { 'zhengwen', vim.api.nvim_get_current_buf() }, 'arguments')
      lib.wait('colours', function()
        local row, column = lib.go_to('14日')
        return (vim.lsp.semantic_tokens.get_at_pos(0, row, column) or {})[1]
      end)
    end,
  },
  {
    'vim.lsp.enable() turns it off and on, where there is that',
    function()
      if vim.fn.has('nvim-0.11') == 0 then
        return
      end
      vim.lsp.enable('zhengwen', false)
      sample.wait_for_server(false)
      zhengwen.setup()
      vim.wait(300)
      assert(not sample.is_attached(), 'setup() has turned it on')
      vim.lsp.enable('zhengwen')
      -- It attaches to open buffers by itself only after start, and a session is run before.
      vim.cmd('silent edit')
      sample.wait_for_server(true)
      lib.wait('colours', function()
        local row, column = lib.go_to('14日')
        return (vim.lsp.semantic_tokens.get_at_pos(0, row, column) or {})[1]
      end)
    end,
  },
  {
    'nothing was said meanwhile',
    function()
      lib.equal(sample.notes(), {}, 'messages')
    end,
  },
})
