-- The text beside its repaired self, and the article without the page.

local lib, sample = require('lib'), require('sample')

local dir, path, damaged = os.getenv('E2E_DIR'), nil, nil

local function lines_of_text()
  return vim.api.nvim_buf_get_lines(vim.fn.bufnr(path), 0, -1, false)
end

-- What the command line makes of the text as it is in the buffer now.
local function repaired(...)
  lib.write(dir .. '/now/a.txt', table.concat(lines_of_text(), '\n') .. '\n')
  return sample.lines_of(sample.command_line('fix', '--stdout', dir .. '/now/a.txt', ...))
end

local function article()
  lib.write(dir .. '/now/a.txt', table.concat(lines_of_text(), '\n') .. '\n')
  return sample.lines_of(sample.command_line('article', '--format', 'markdown', dir .. '/now/a.txt'))
end

local function wait_for_windows(count)
  lib.wait(count .. ' windows', function()
    return #vim.api.nvim_list_wins() == count
  end, vim.api.nvim_list_wins)
end

local function compare(arguments)
  sample.zhengwen('compare ' .. (arguments or ''))
  return lib.wait('the repaired text', function()
    local bufnr = vim.api.nvim_get_current_buf()
    return vim.startswith(vim.api.nvim_buf_get_name(bufnr), 'zhengwen://repaired/') and bufnr
  end)
end

-- The one window that is left, as it was before.
local function is_clean()
  wait_for_windows(1)
  lib.wait('the window as it was', function()
    return not vim.wo.diff and vim.wo.wrap and vim.wo.foldmethod == 'manual' and not vim.wo.scrollbind
  end, function()
    return { vim.wo.diff, vim.wo.wrap, vim.wo.foldmethod, vim.wo.scrollbind }
  end)
  lib.equal(vim.api.nvim_buf_get_name(0), path, 'the buffer')
  for _, autocmd in ipairs(vim.api.nvim_get_autocmds({ event = { 'BufWinLeave', 'BufWipeout', 'WinClosed' } })) do
    assert(not vim.startswith(autocmd.group_name or '', 'zhengwen'), 'left behind: ' .. vim.inspect(autocmd))
  end
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    assert(not vim.startswith(vim.api.nvim_buf_get_name(bufnr), 'zhengwen:'), 'a buffer is left')
  end
end

lib.session({
  {
    'compare: the repaired text, as the command line has it, in a diff that wraps',
    function()
      vim.fn.mkdir(dir .. '/now')
      path = sample.open('transcript.txt')
      damaged = lib.lines()
      sample.wait_for_damage(381)
      local bufnr = compare()
      sample.wait_for_lines(bufnr, repaired(), 'the repaired text')
      assert(not vim.deep_equal(repaired(), damaged), 'nothing was repaired')
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        assert(vim.wo[window].diff and vim.wo[window].wrap, 'no diff, or it does not wrap')
      end
      lib.equal({ vim.bo.modifiable, vim.bo.buftype, vim.bo.bufhidden }, { false, 'nofile', 'wipe' }, 'the buffer')
      vim.wait(300)
      lib.equal(#vim.lsp.get_clients({ bufnr = bufnr }), 0, 'servers of the repaired text')
    end,
  },
  {
    'it follows what is typed, undone and read anew',
    function()
      local bufnr = vim.api.nvim_get_current_buf()
      vim.cmd('wincmd p')
      lib.equal(vim.api.nvim_buf_get_name(0), path, 'the buffer')
      vim.fn.append('$', '霧嶺市電子產(chǎn)業(yè)發(fā)展了。')
      local after = repaired()
      lib.equal(after[#after], '霧嶺市電子產業發展了。', 'what the command line makes of it')
      sample.wait_for_lines(bufnr, after, 'the repaired text with the new line')
      vim.cmd('silent undo')
      sample.wait_for_lines(bufnr, repaired(), 'the repaired text without it')
      lib.write(path, '霧嶺港務(wù)集團(tuán)發(fā)布數(shù)據。\n')
      vim.cmd('silent edit!')
      sample.wait_for_lines(bufnr, { '霧嶺港務集團發布數據。' }, 'what the file says now')
      lib.write(path, table.concat(damaged, '\n') .. '\n')
      vim.cmd('silent edit!')
      sample.wait_for_lines(bufnr, repaired(), 'the repaired text')
    end,
  },
  {
    'q closes it, and everything is as before',
    function()
      vim.cmd('wincmd p')
      vim.cmd('normal q')
      is_clean()
    end,
  },
  {
    'closing its window does so too',
    function()
      compare()
      vim.cmd('close')
      is_clean()
    end,
  },
  {
    'leaving the text closes it',
    function()
      compare()
      vim.cmd('wincmd p | silent enew')
      wait_for_windows(1)
      vim.cmd('silent edit ' .. path)
      is_clean()
    end,
  },
  {
    'closing the window of the text closes it',
    function()
      vim.cmd('botright new')
      vim.cmd('wincmd p')
      compare()
      wait_for_windows(3)
      vim.cmd('wincmd p')
      lib.equal(vim.api.nvim_buf_get_name(0), path, 'the buffer')
      vim.cmd('close')
      wait_for_windows(1)
      vim.cmd('silent edit ' .. path)
      is_clean()
    end,
  },
  {
    'unsafe: what is only likely, too; a second one takes the place of the first',
    function()
      compare()
      vim.cmd('wincmd p')
      local bufnr = compare('unsafe')
      wait_for_windows(2)
      sample.wait_for_lines(bufnr, repaired('--unsafe'), 'the repaired text')
      assert(not vim.deep_equal(repaired(), repaired('--unsafe')), 'nothing is only likely')
      vim.wait(300)
      assert(vim.wo.diff and vim.wo[vim.fn.win_getid(vim.fn.winnr('#'))].diff, 'no diff')
      vim.cmd('normal q')
      is_clean()
    end,
  },
  {
    'article: without the page, as Markdown, and it follows',
    function()
      sample.zhengwen('article')
      local bufnr = sample.wait_for_buffer('zhengwen://article/')
      lib.wait('the file type', function()
        return vim.bo[bufnr].filetype == 'markdown'
      end)
      sample.wait_for_lines(bufnr, article(), 'the article')
      local text = table.concat(article(), '\n')
      assert(text:find('# 發布會實錄', 1, true) and not text:find('當前位置', 1, true), text)
      vim.cmd('wincmd p')
      vim.cmd('silent $-5,$delete')
      assert(table.concat(article(), '\n') ~= text, 'the article is the same')
      sample.wait_for_lines(bufnr, article(), 'the article of the new text')
      vim.cmd('silent undo')
      vim.cmd('wincmd p')
      vim.cmd('normal q')
      is_clean()
    end,
  },
  {
    'nothing to repair is said, and nothing opens',
    function()
      path = sample.open('clean.txt')
      sample.wait_for_server(true)
      sample.zhengwen('compare')
      sample.wait_for_note('nothing to repair')
      is_clean()
      sample.zhengwen('compare unsafe')
      sample.wait_for_note('not even what is only likely')
    end,
  },
})
