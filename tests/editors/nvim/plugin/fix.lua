-- Repairs of the whole text: each kind does what `zhengwen fix` does, in one undo step, and the saved file is the same.

local lib, sample = require('lib'), require('sample')

local dir = os.getenv('E2E_DIR')

-- What the command line makes of a sample.
local function repaired(name, ...)
  vim.fn.mkdir(dir .. '/before', 'p')
  lib.write(dir .. '/before/' .. name, sample.seed(name))
  return sample.command_line('fix', '--stdout', dir .. '/before/' .. name, ...)
end

-- What is left when all that a rule finds is repaired, other rules or not.
local function repaired_by(name, code)
  vim.fn.mkdir(dir .. '/before', 'p')
  local bytes = sample.seed(name)
  lib.write(dir .. '/before/' .. name, bytes)
  local edits = {}
  for _, finding in ipairs(vim.json.decode(sample.command_line('check', '--format', 'json', dir .. '/before/' .. name))) do
    if finding.code == code and finding.fix.applicability == 'safe' then
      vim.list_extend(edits, finding.fix.edits)
    end
  end
  table.sort(edits, function(a, b)
    return a.span.start > b.span.start
  end)
  for _, edit in ipairs(edits) do
    bytes = bytes:sub(1, edit.span.start) .. edit.content .. bytes:sub(edit.span['end'] + 1)
  end
  return bytes
end

-- Opens a sample, fixes, and compares with the command line; then takes it back.
local function fixes(name, arguments, bytes)
  local path = sample.open(name)
  assert(bytes ~= sample.seed(name), 'there is nothing to fix')
  local damaged = lib.lines()
  sample.wait_for_server(true)
  sample.zhengwen('fix ' .. arguments)
  sample.wait_for_note('`u` takes them back')
  local after = lib.lines()
  vim.cmd('silent write')
  lib.equal(lib.read(path), bytes, 'the file')
  vim.cmd('silent undo')
  lib.equal(lib.lines(), damaged, 'the text after one undo')
  vim.cmd('silent redo')
  lib.equal(lib.lines(), after, 'the text after redo')
  sample.close()
end

lib.session({
  {
    'fix: all that is certain',
    function()
      fixes('transcript.txt', '', repaired('transcript.txt'))
    end,
  },
  {
    'fix all, where a repair makes room for another',
    function()
      fixes('dispatch.txt', 'all', repaired('dispatch.txt'))
    end,
  },
  {
    'fix unsafe',
    function()
      fixes('transcript.txt', 'unsafe', repaired('transcript.txt', '--unsafe'))
    end,
  },
  {
    'fix damage',
    function()
      fixes('dispatch.txt', 'damage', repaired('dispatch.txt', '--select', 'M'))
    end,
  },
  {
    'fix page',
    function()
      fixes('chrome.txt', 'page', repaired('chrome.txt', '--select', 'B'))
    end,
  },
  {
    'fix page unsafe',
    function()
      fixes('chrome.txt', 'page unsafe', repaired('chrome.txt', '--select', 'B', '--unsafe'))
    end,
  },
  {
    'fix CODE, in small letters too',
    function()
      fixes('transcript.txt', 'M101', repaired_by('transcript.txt', 'M101'))
      fixes('transcript.txt', 'b204', repaired_by('transcript.txt', 'B204'))
    end,
  },
  {
    'fix in GB 18030',
    function()
      fixes('gb18030.txt', '', repaired('gb18030.txt'))
    end,
  },
  {
    'what was changed just before stays, when the repairs are taken back',
    function()
      sample.open('transcript.txt')
      sample.wait_for_damage(381)
      vim.api.nvim_buf_set_lines(0, 0, 0, false, { '新的一行' })
      local lines = lib.lines()
      sample.zhengwen('fix')
      sample.wait_for_note('`u` takes them back')
      vim.cmd('silent undo')
      lib.equal(lib.lines(), lines, 'the text after one undo')
      sample.close()
    end,
  },
  {
    'nothing certain is said, and how to get the rest',
    function()
      local path = sample.open('transcript.txt')
      sample.wait_for_damage(381)
      sample.zhengwen('fix')
      sample.wait_for_note('`u` takes them back')
      lib.wait('the counts', function()
        local status = require('zhengwen.status').get(vim.fn.bufnr(path))
        return status and status.safe == 0 and status.likely > 0
      end)
      local lines = lib.lines()
      sample.zhengwen('fix')
      sample.wait_for_note('`:Zhengwen fix all unsafe`')
      lib.equal(lib.lines(), lines, 'the text')
      sample.close()
      sample.open('clean.txt')
      sample.wait_for_server(true)
      sample.zhengwen('fix unsafe')
      sample.wait_for_note('not even what is only likely')
    end,
  },
  {
    'a text that is changed meanwhile is left as it is typed',
    function()
      sample.open('transcript.txt')
      sample.wait_for_damage(381)
      sample.zhengwen('fix')
      vim.api.nvim_buf_set_lines(0, 0, 0, false, { '新的一行' })
      local lines = lib.lines()
      sample.wait_for_note('the text was changed while the server worked on it')
      lib.equal(lib.lines(), lines, 'the text')
      sample.zhengwen('fix')
      sample.wait_for_note('`u` takes them back')
      sample.close()
    end,
  },
  {
    'a buffer that cannot be changed is not',
    function()
      sample.open('transcript.txt')
      sample.wait_for_damage(381)
      vim.bo.modifiable = false
      sample.zhengwen('fix')
      sample.wait_for_note("'modifiable' is off")
    end,
  },
})
