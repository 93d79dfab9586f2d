-- The quickfix list of facts holds what `zhengwen facts` prints, at its places.

local lib, sample = require('lib'), require('sample')

local dir = os.getenv('E2E_DIR')

local function facts_of(...)
  return vim.json.decode(sample.command_line('facts', '--format', 'json', ...))
end

-- Asks for the list, and hands back its items, in a form that can be held against the command line.
local function list(arguments)
  vim.fn.setqflist({}, 'f')
  sample.zhengwen('facts ' .. (arguments or ''))
  lib.wait('the list', function()
    return vim.bo.buftype == 'quickfix'
  end)
  local items = vim.fn.getqflist()
  vim.cmd('cclose')
  return items
end

-- Facts in the order of their places, with file, place, text and value of each.
local function in_order(rows)
  table.sort(rows, function(a, b)
    for index = 1, 4 do
      if a[index] ~= b[index] then
        return a[index] < b[index]
      end
    end
    return false
  end)
  return rows
end

local function rows_of(items)
  return in_order(vim.tbl_map(function(item)
    local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ':t')
    return { name, item.lnum, item.col, item.user_data.text, item.user_data.kind }
  end, items))
end

local function expected(facts)
  return in_order(vim.tbl_map(function(fact)
    return { vim.fn.fnamemodify(fact.filename, ':t'), fact.line, fact.byte, fact.text, fact.kind }
  end, facts))
end

-- The command line gives places in bytes of the file and in characters of the line; the list, in bytes of the line.
local function with_bytes(facts, path)
  local lines = vim.fn.readfile(path)
  for _, fact in ipairs(facts) do
    fact.line = fact.location.row
    fact.byte = vim.fn.byteidxcomp(lines[fact.line], fact.location.column - 1) + 1
  end
  return facts
end

lib.session({
  {
    'every fact of the file, at its bytes',
    function()
      local path = sample.open('transcript.txt')
      sample.wait_for_server(true)
      local items = list()
      assert(#items > 100, 'too few: ' .. #items)
      lib.equal(rows_of(items), expected(with_bytes(facts_of(path), path)), 'facts')
      assert(vim.fn.getqflist({ title = 1 }).title:find('facts of transcript.txt', 1, true), 'title')
    end,
  },
  {
    'the lines read well, and have the letter of the kind',
    function()
      local texts, letters = {}, {}
      for _, item in ipairs(vim.fn.getqflist()) do
        texts[item.user_data.text] = texts[item.user_data.text] or item.text
        letters[item.user_data.kind] = letters[item.user_data.kind] or item.type
      end
      lib.equal(texts['戚仲言'], '戚仲言 · 主任 · 省發展和改革委員會', 'a person')
      -- Nothing is said twice.
      lib.equal(texts['1840公里'], '1840公里 · 海岸線長 · 霧嶺 · 顧衡遠', 'a figure')
      assert(vim.startswith(texts['2.17萬億元'], '2.17萬億元 = 2170000000000 CNY · 地區生產總值'), texts['2.17萬億元'])
      assert(vim.startswith(texts['今天'], '今天 = 2026-05-18'), texts['今天'])
      for kind, letter in pairs({ figure = 'F', date = 'D', person = 'P', place = 'L', organisation = 'O', document = 'C' }) do
        lib.equal(letters[kind], letter, kind)
      end
      for _, text in pairs(texts) do
        assert(not text:find('vim.NIL', 1, true) and not text:find('userdata', 1, true), text)
      end
    end,
  },
  {
    'an item leads to its place',
    function()
      for index, item in ipairs(vim.fn.getqflist()) do
        if item.user_data.text == '1840公里' then
          vim.cmd('silent cc ' .. index)
          break
        end
      end
      local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
      lib.equal(line:sub(column + 1, column + #'1840公里'), '1840公里', 'at the cursor')
    end,
  },
  {
    'what is typed counts, before it is saved',
    function()
      vim.cmd('normal! ggO霧嶺港前三季度貨物吞吐量達2390萬噸。')
      local item = vim.tbl_filter(function(item)
        return item.lnum == 1 and item.type == 'F'
      end, list())[1]
      assert(vim.startswith(item.text, '2390萬噸 = 23900000 噸 · 貨物吞吐量 · 前三季度'), vim.inspect(item))
      vim.cmd('silent undo')
    end,
  },
  {
    'workspace: without one, what to do is said',
    function()
      sample.zhengwen('facts workspace')
      sample.wait_for_note('an empty zhengwen.toml in the folder of the texts makes it one')
    end,
  },
  {
    'workspace: the facts of all files, whatever their encoding',
    function()
      vim.fn.mkdir(dir .. '/news')
      lib.write(dir .. '/news/zhengwen.toml', '')
      local paths, all = {}, {}
      for _, name in ipairs({ 'chrome.txt', 'gb18030.txt', 'taiwan.txt', 'dispatch.txt' }) do
        table.insert(paths, dir .. '/news/' .. name)
        lib.write(paths[#paths], sample.seed(name))
      end
      vim.cmd('silent edit ' .. paths[1])
      sample.wait_for_server(true)
      local items = list('workspace')
      for _, path in ipairs(paths) do
        vim.list_extend(all, facts_of(path))
      end
      local function brief(name, fact)
        return { vim.fn.fnamemodify(name, ':t'), fact.kind, fact.text, tostring(fact.value) }
      end
      local found = vim.tbl_map(function(item)
        return brief(vim.api.nvim_buf_get_name(item.bufnr), item.user_data)
      end, items)
      local wanted = vim.tbl_map(function(fact)
        return brief(fact.filename, fact)
      end, all)
      lib.equal(in_order(found), in_order(wanted), 'facts')
      assert(vim.fn.getqflist({ title = 1 }).title:find('4 files in', 1, true), vim.fn.getqflist({ title = 1 }).title)
      -- One in a file in GB 18030, which is opened by this.
      for index, item in ipairs(vim.fn.getqflist()) do
        if item.type == 'F' and vim.endswith(vim.api.nvim_buf_get_name(item.bufnr), 'gb18030.txt') then
          vim.cmd('silent cc ' .. index)
          lib.equal(vim.bo.fileencoding, 'gb18030', 'encoding')
          lib.equal(vim.api.nvim_win_get_cursor(0), { item.lnum, item.col - 1 }, 'the cursor')
          -- The fact's text is the repaired one.
          local text = vim.api.nvim_get_current_line():sub(item.col, item.end_col - 1):gsub('%([^()]*%)', '')
          lib.equal(text, item.user_data.text, 'at the cursor')
          return
        end
      end
      lib.fail('no figure in gb18030.txt')
    end,
  },
  {
    'no facts is said',
    function()
      sample.open('none.txt', '無事。\n')
      sample.wait_for_server(true)
      vim.fn.setqflist({}, 'f')
      sample.zhengwen('facts')
      sample.wait_for_note('no facts in none.txt')
    end,
  },
})
