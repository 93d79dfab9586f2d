-- Colours, faded hints, the status line, completion, the help, and what `:checkhealth` says.

local lib, sample = require('lib'), require('sample')

local zhengwen = require('zhengwen')
local path

-- The lines of the buffer beside which a diagnostic of ours has its text, or which have its sign.
local function marked(field)
  local lines = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('lsp.zhengwen', 1, true) then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
        if mark[4][field] then
          lines[mark[2]] = true
        end
      end
    end
  end
  return vim.fn.sort(vim.tbl_keys(lines), 'n')
end

local function lines_of_problems()
  local lines = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.INFO } })) do
    lines[diagnostic.lnum] = true
  end
  return vim.fn.sort(vim.tbl_keys(lines), 'n')
end

local function lines_of_hints()
  local lines = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    lines[diagnostic.lnum] = true
  end
  return vim.fn.sort(vim.tbl_keys(lines), 'n')
end

local function health()
  vim.cmd('silent checkhealth zhengwen')
  local text = table.concat(lib.lines(), '\n')
  vim.cmd('bwipeout')
  return text
end

local function has(text, part)
  assert(text:find(part, 1, true), 'not there: ' .. part .. '\nin: ' .. text)
end

lib.session({
  {
    'hints are faded, with no text beside them and no sign',
    function()
      vim.diagnostic.config({ virtual_text = true, signs = true })
      path = sample.open('transcript.txt')
      sample.wait_for_damage(381)
      lib.wait('marks', function()
        return #marked('virt_text') > 0
      end)
      assert(#lines_of_hints() > #lines_of_problems(), 'no line has hints alone')
      lib.equal(marked('virt_text'), lines_of_problems(), 'lines with text')
      lib.equal(marked('sign_text'), lines_of_problems(), 'lines with signs')
      local hint = lib.diagnostics('M101', true)[1]
      local groups = {}
      for _, mark in ipairs(vim.inspect_pos(0, hint.lnum, hint.col).extmarks) do
        groups[mark.opts.hl_group or ''] = true
      end
      assert(groups.DiagnosticUnnecessary, 'not faded: ' .. vim.inspect(groups))
    end,
  },
  {
    'other diagnostics are shown as the user says',
    function()
      lib.equal({ vim.diagnostic.config().virtual_text, vim.diagnostic.config().signs }, { true, true }, 'settings')
      local namespace = vim.api.nvim_create_namespace('of another')
      vim.diagnostic.set(namespace, 0, { { lnum = 0, col = 0, message = 'x', severity = vim.diagnostic.severity.HINT } })
      local own = vim.diagnostic.get_namespace(namespace).user_data.virt_text_ns
      lib.equal(#vim.api.nvim_buf_get_extmarks(0, own, 0, -1, {}), 1, 'text beside it')
      vim.diagnostic.reset(namespace)
    end,
  },
  {
    'no text at all where the user wants none',
    function()
      vim.diagnostic.config({ virtual_text = false })
      lib.equal(marked('virt_text'), {}, 'lines with text')
      vim.diagnostic.config({ virtual_text = true })
    end,
  },
  {
    "hints = 'shown'",
    function()
      zhengwen.setup({ hints = 'shown' })
      lib.equal(marked('virt_text'), lines_of_hints(), 'lines with text')
      zhengwen.setup()
      lib.equal(marked('virt_text'), lines_of_problems(), 'lines with text')
    end,
  },
  {
    'facts have the colours of their kinds',
    function()
      for text, kind in pairs({ ['1840公里'] = 'figure', ['2020年'] = 'date', ['戚仲言'] = 'person' }) do
        local row, column = lib.go_to(text)
        local token = lib.wait('the token of ' .. text, function()
          return vim.lsp.semantic_tokens.get_at_pos(0, row, column)[1]
        end)
        lib.equal(token.type, kind, text)
        lib.equal({ token.start_col, token.end_col }, { column, column + #text }, 'columns of ' .. text)
        local group = vim.api.nvim_get_hl(0, { name = '@lsp.type.' .. kind .. '.text' })
        assert(group.link, 'no link for ' .. kind)
      end
    end,
  },
  {
    'the colours come back with another colour scheme, and give way to it',
    function()
      vim.cmd('colorscheme blue')
      assert(vim.api.nvim_get_hl(0, { name = '@lsp.type.figure.text' }).link, 'no link')
      vim.api.nvim_set_hl(0, '@lsp.type.figure.text', { link = 'Comment' })
      require('zhengwen.look').highlight()
      lib.equal(vim.api.nvim_get_hl(0, { name = '@lsp.type.figure.text' }).link, 'Comment', 'the user’s own')
    end,
  },
  {
    'the status line follows the text',
    function()
      lib.equal(zhengwen.status(), 'damaged 381, page 31', 'status')
      vim.o.statusline = "%{v:lua.require'zhengwen'.status()}"
      lib.equal(vim.api.nvim_eval_statusline(vim.o.statusline, {}).str, 'damaged 381, page 31', 'status line')
      vim.cmd('silent 1,10delete')
      lib.wait('fewer', function()
        return tonumber(zhengwen.status():match('damaged (%d+)')) < 381
      end)
      vim.cmd('silent undo')
      sample.wait_for_damage(381)
      vim.cmd('new')
      lib.equal(zhengwen.status(), '', 'of another buffer')
      vim.cmd('bwipeout')
    end,
  },
  {
    ':Zhengwen status counts as the command line does',
    function()
      vim.cmd('silent write')
      local counts = {}
      for _, finding in ipairs(vim.json.decode(sample.command_line('check', '--format', 'json', path))) do
        counts[finding.code] = (counts[finding.code] or 0) + 1
      end
      local shown
      local echo = vim.api.nvim_echo
      vim.api.nvim_echo = function(chunks)
        shown = chunks[1][1]
      end
      sample.zhengwen('status')
      lib.wait('the counts', function()
        return shown
      end)
      vim.api.nvim_echo = echo
      has(shown, '381 damaged, 31 of the page, 0 contradictions; 400 repairs are certain, 12 likely')
      local found = {}
      for code, count in shown:gmatch('\n(%u%d+) +(%d+)') do
        found[code] = tonumber(count)
      end
      lib.equal(found, counts, 'counts of the rules')
    end,
  },
  {
    'completion',
    function()
      local function complete(line)
        return vim.fn.getcompletion(line, 'cmdline')
      end
      local all = { 'article', 'compare', 'facts', 'fix', 'ignore', 'info', 'log', 'restart', 'status' }
      lib.equal(complete('Zhengwen '), all, 'subcommands')
      lib.equal(complete('Zhengwen fi'), { 'fix' }, 'begun')
      lib.equal(complete('Zhengwen compare '), { 'unsafe' }, 'compare')
      lib.equal(complete('Zhengwen facts w'), { 'workspace' }, 'facts')
      lib.equal(complete('Zhengwen fix M'), { 'M101', 'M102', 'M103' }, 'rules that found something')
      lib.equal(complete('Zhengwen fix damage '), { 'unsafe' }, 'fix damage')
      lib.equal(complete('Zhengwen log '), {}, 'log')
      lib.equal(complete('vertical Zhengwen lo'), { 'log' }, 'with a modifier')
    end,
  },
  {
    'a word too many, or a wrong one, is named',
    function()
      sample.zhengwen('repair')
      sample.wait_for_note('there is no `:Zhengwen repair`; there are article, compare')
      sample.zhengwen('fix damage certainly')
      sample.wait_for_note('`:Zhengwen fix` does not take `damage certainly`')
      sample.zhengwen('facts all')
      sample.wait_for_note('does not take `all`')
    end,
  },
  {
    'health: the server, its version, its buffers, the unit of columns',
    function()
      local text = health()
      has(text, 'OK ' .. vim.trim(sample.command_line('--version')))
      has(text, os.getenv('E2E_DIR') .. '/bin/zhengwen')
      has(text, '(transcript.txt)')
      has(text, 'Columns are counted in UTF-8')
      has(text, "Files in GB 18030 can be read: 'fileencodings' is ucs-bom,utf-8,gb18030,latin1")
      has(text, 'No zhengwen.toml is at or above an open text')
      assert(not text:find('WARNING') and not text:find('ERROR'), text)
    end,
  },
  {
    'health: what is not as it should be, and what to do',
    function()
      vim.o.fileencodings = 'ucs-bom,utf-8,latin1,gb18030'
      has(health(), 'latin1 fits every file')
      vim.o.fileencodings = 'ucs-bom,utf-8'
      local text = health()
      has(text, "'fileencodings' has no gb18030")
      has(text, "vim.o.fileencodings = 'ucs-bom,utf-8,gb18030,latin1'")
      vim.o.fileencodings = 'ucs-bom,utf-8,gb18030,latin1'
      zhengwen.setup({ enable = 'workspace' })
      lib.wait_for_end(1)
      has(health(), '(transcript.txt) has no server: there is no zhengwen.toml at or above the file')
      zhengwen.setup({ cmd = { '/nowhere/zhengwen', 'lsp' } })
      text = health()
      has(text, 'There is no program `/nowhere/zhengwen`')
      has(text, 'cargo install --path .')
      local broken = os.getenv('E2E_DIR') .. '/broken'
      lib.write(broken, '#!/bin/sh\necho cannot open shared object >&2\nexit 127\n')
      vim.fn.setfperm(broken, 'rwxr-xr-x')
      zhengwen.setup({ cmd = { broken, 'lsp' } })
      has(health(), 'cannot open shared object')
    end,
  },
  {
    ':Zhengwen info is that page',
    function()
      sample.zhengwen('info')
      has(table.concat(lib.lines(), '\n'), 'zhengwen: programs')
      vim.cmd('bwipeout')
    end,
  },
  {
    'the help: its tags are good, and what it refers to is there',
    function()
      local doc = os.getenv('E2E_DIR') .. '/doc'
      vim.fn.mkdir(doc)
      local text = lib.read(os.getenv('ROOT') .. '/editors/nvim/doc/zhengwen.txt')
      lib.write(doc .. '/zhengwen.txt', text)
      vim.cmd('helptags ' .. doc)
      vim.opt.runtimepath:append(os.getenv('E2E_DIR'))
      local missing = {}
      for _, tag in ipairs({ 'zhengwen', ':Zhengwen', 'zhengwen.setup()', 'zhengwen-settings' }) do
        vim.cmd.help(tag)
        has(vim.api.nvim_buf_get_name(0), doc .. '/zhengwen.txt')
      end
      vim.cmd('bwipeout')
      for tag in text:gmatch('|([^%s|]+)|') do
        -- `|lsp-config|` came with what it tells of.
        if #vim.fn.taglist('^' .. vim.fn.escape(tag, '\\.*[]^$~') .. '$') == 0 and vim.fn.has('nvim-0.11') == 1 then
          local found = vim.fn.getcompletion(tag, 'help')
          if not vim.tbl_contains(found, tag) then
            table.insert(missing, tag)
          end
        end
      end
      lib.equal(missing, {}, 'tags that are referred to')
      -- Every setting is told of, with its default.
      for name in pairs(require('zhengwen.options').get()) do
        has(text, '\n' .. name)
      end
      vim.bo.filetype = 'text'
    end,
  },
})
