-- “Leave this alone”: written into zhengwen.toml, and the mark goes, here and for the command line.

local lib, sample = require('lib'), require('sample')

local dir, path = os.getenv('E2E_DIR') .. '/news', nil

local function glosses()
  return #lib.diagnostics('M101', true)
end

lib.session({
  {
    'nothing at the cursor is said',
    function()
      path = sample.open('news/a.txt', '霧嶺港務(wù)集團(tuán)發(fā)布數(shù)據。\n本報記(jì)者采訪。\n')
      lib.wait('the glosses', function()
        return glosses() == 5
      end, vim.diagnostic.get)
      lib.go_to('。')
      sample.zhengwen('ignore')
      sample.wait_for_note('nothing is found at the cursor')
      lib.equal(vim.fn.filereadable(dir .. '/zhengwen.toml'), 0, 'zhengwen.toml')
    end,
  },
  {
    'the gloss at the cursor: a new zhengwen.toml, and the mark goes',
    function()
      lib.go_to('(jì)')
      vim.cmd('silent Zhengwen ignore')
      lib.wait('the mark to go', function()
        return glosses() == 4
      end)
      local text = lib.read(dir .. '/zhengwen.toml')
      assert(text:find('rule = "M101", text = "記(jì)"', 1, true), text)
      assert(not vim.bo.modified, 'the text was changed')
    end,
  },
  {
    'one more: added to it, and the rest of the file stays',
    function()
      local text = '# ours\n' .. lib.read(dir .. '/zhengwen.toml')
      lib.write(dir .. '/zhengwen.toml', text)
      lib.go_to('(wù)')
      vim.cmd('silent Zhengwen ignore')
      lib.wait('the mark to go', function()
        return glosses() == 3
      end)
      text = lib.read(dir .. '/zhengwen.toml')
      for _, part in ipairs({ '# ours\n', '記(jì)', '務(wù)' }) do
        assert(text:find(part, 1, true), text)
      end
    end,
  },
  {
    'the command line leaves the same alone',
    function()
      local findings = vim.json.decode(sample.command_line('check', '--format', 'json', path))
      lib.equal(#findings, glosses(), 'findings')
    end,
  },
  {
    'several at the cursor: a menu of them',
    function()
      path = sample.open('news/b.txt', '當(dāng)前位置: 首頁 > 新聞發(fā)布 > 正文\n\n霧嶺港務(wù)集團(tuán)公布數(shù)據。\n')
      local count
      lib.wait('glosses in a breadcrumb', function()
        count = glosses()
        return count >= 3 and #lib.diagnostics('B202', false) == 1
      end, vim.diagnostic.get)
      local offered = {}
      vim.ui.select = function(items, options, on_choice)
        vim.list_extend(offered, vim.tbl_map(options.format_item, items))
        on_choice(items[#items])
      end
      lib.go_to('(fā)')
      vim.cmd('silent Zhengwen ignore')
      lib.wait('a choice, and a mark to go', function()
        return #offered == 2 and glosses() + #lib.diagnostics('B202', false) == count
      end, function()
        return { offered, vim.diagnostic.get(0) }
      end)
    end,
  },
})
