-- A person opens a damaged file, looks round, repairs one place, then everything, saves, and stops the server.

local article, lib = require('article'), require('lib')

local file = os.getenv('E2E_DIR') .. '/article.txt'
local damaged = article.damaged()
local glosses = article.glosses(damaged)
local repaired = article.repaired()

local function gloss_hints()
  return lib.diagnostics('M101', true)
end

local function wait_for_glosses(count)
  lib.wait(count .. ' hints', function()
    return #gloss_hints() == count
  end, gloss_hints)
end

local function wait_for_lines(expected, what)
  lib.wait(what, function()
    return vim.deep_equal(lib.lines(), expected)
  end, lib.lines)
end

lib.session({
  {
    'open: a hint for every gloss, at its bytes',
    function()
      lib.write(file, table.concat(damaged, '\n') .. '\n')
      vim.cmd('edit ' .. vim.fn.fnameescape(file))
      lib.equal(vim.bo.filetype, 'text', 'file type')
      assert(#glosses >= 12, 'the sample is too small')
      wait_for_glosses(#glosses)
      local unit = vim.fn.has('nvim-0.10') == 1 and 'utf-8' or 'utf-16'
      lib.equal(lib.client().offset_encoding, unit, 'unit of columns')
      for index, hint in ipairs(gloss_hints()) do
        local gloss = glosses[index]
        local place = { hint.lnum, hint.col, hint.end_lnum, hint.end_col }
        lib.equal(place, { gloss.lnum, gloss.col, gloss.lnum, gloss.end_col }, gloss.text)
        assert(lib.is_unnecessary(hint), 'not tagged as unnecessary')
      end
    end,
  },
  {
    'one warning counts them',
    function()
      local warnings = lib.diagnostics('M101', false)
      lib.equal(#warnings, 1, 'warnings for the glosses')
      lib.equal(warnings[1].severity, vim.diagnostic.severity.WARN, 'severity')
      lib.equal({ warnings[1].lnum, warnings[1].col }, { glosses[1].lnum, glosses[1].col }, 'place of the warning')
      assert(warnings[1].message:find(tostring(#glosses), 1, true), 'no count in: ' .. warnings[1].message)
    end,
  },
  {
    'the lines that are not article are marked, and nothing else',
    function()
      local found = lib.diagnostics('B2', false)
      lib.equal(#found, #article.chrome, 'lines that are not article')
      for index, diagnostic in ipairs(found) do
        local line = damaged[diagnostic.lnum + 1]
        lib.equal(line, article.chrome[index], 'line')
        lib.equal({ diagnostic.col, diagnostic.end_lnum, diagnostic.end_col }, { 0, diagnostic.lnum, #line }, 'columns')
      end
      lib.equal(#vim.diagnostic.get(0), #glosses + 1 + #article.chrome, 'all diagnostics')
    end,
  },
  {
    'hover on a figure',
    function()
      lib.go_to(article.figure)
      local hover, client = lib.request('textDocument/hover')
      local text = hover and (hover.contents.value or hover.contents) or lib.fail('no hover')
      for _, part in ipairs({ '5.3', '霧嶺', '產值', '2023' }) do
        assert(text:find(part, 1, true), 'no ' .. part .. ' in: ' .. text)
      end
      assert(not text:find('(yè)', 1, true), 'damage in the hover: ' .. text)
      local range = table.concat(lib.text_of(hover.range, client), '\n')
      assert(range:find(article.figure, 1, true), 'range of the hover: ' .. range)
    end,
  },
  {
    'the hover is shown',
    function()
      vim.lsp.buf.hover()
      local window = lib.wait('a floating window', function()
        for _, window in ipairs(vim.api.nvim_list_wins()) do
          if vim.api.nvim_win_get_config(window).relative ~= '' then
            return window
          end
        end
      end)
      local shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      assert(shown:find('5.3', 1, true), 'shown: ' .. shown)
      vim.api.nvim_win_close(window, true)
    end,
  },
  {
    'symbols: speakers with their sections inside',
    function()
      local symbols, client = lib.request('textDocument/documentSymbol')
      symbols = symbols or lib.fail('no symbols')
      local turns = vim.tbl_filter(function(symbol)
        return vim.tbl_contains(article.speakers, symbol.name)
      end, symbols)
      lib.equal(vim.tbl_map(function(turn) return turn.name end, turns), article.speakers, 'turns')
      for _, turn in ipairs(turns) do
        local selected = table.concat(lib.text_of(turn.selectionRange, client), '\n')
        assert(selected:find(turn.name, 1, true), 'selection of ' .. turn.name .. ': ' .. selected)
      end
      local sections = turns[2].children or {}
      lib.equal(#sections, 2, 'sections of the second turn')
      for index, head in ipairs({ '一是', '二是' }) do
        local text = table.concat(lib.text_of(sections[index].range, client), '\n')
        assert(vim.startswith(vim.trim(text), head), 'section: ' .. text)
      end
    end,
  },
  {
    'symbols: the list that the editor opens',
    function()
      vim.lsp.buf.document_symbol()
      local items = lib.wait('the list', function()
        local list = vim.fn.getqflist()
        list = #list > 0 and list or vim.fn.getloclist(0)
        return #list > 0 and list
      end)
      local text = table.concat(vim.tbl_map(function(item) return item.text end, items), '\n')
      for _, speaker in ipairs(article.speakers) do
        assert(text:find(speaker, 1, true), speaker .. ' is not in:\n' .. text)
      end
      vim.cmd('silent! cclose | silent! lclose')
      lib.equal(vim.api.nvim_buf_get_name(0), file, 'the buffer')
    end,
  },
  {
    'a quick fix from the menu takes out one gloss',
    function()
      local gloss = glosses[5]
      vim.api.nvim_win_set_cursor(0, { gloss.lnum + 1, gloss.col })
      local offered = lib.choose_action(function(action)
        return action.kind == 'quickfix' and action.isPreferred
      end)
      vim.lsp.buf.code_action()
      local expected = vim.deepcopy(damaged)
      local line = expected[gloss.lnum + 1]
      expected[gloss.lnum + 1] = line:sub(1, gloss.col) .. line:sub(gloss.end_col + 1)
      lib.wait('the fix', function()
        return vim.deep_equal(lib.lines(), expected)
      end, function()
        return { offered = offered, lines = lib.lines() }
      end)
      wait_for_glosses(#glosses - 1)
    end,
  },
  {
    'undo brings it back',
    function()
      vim.cmd('silent undo')
      lib.equal(lib.lines(), damaged, 'text')
      wait_for_glosses(#glosses)
    end,
  },
  {
    'fix all: the article is whole, and nothing is left to say',
    function()
      lib.choose_action(function(action)
        return action.kind == 'source.fixAll.zhengwen'
      end)
      lib.fix_all()
      wait_for_lines(repaired, 'the repaired text')
      lib.wait('no diagnostics', function()
        return #vim.diagnostic.get(0) == 0
      end, function()
        return vim.diagnostic.get(0)
      end)
    end,
  },
  {
    'undo takes all of it back in one step',
    function()
      vim.cmd('silent undo')
      lib.equal(lib.lines(), damaged, 'text')
      wait_for_glosses(#glosses)
      vim.cmd('silent redo')
      lib.equal(lib.lines(), repaired, 'text')
    end,
  },
  {
    'save',
    function()
      vim.cmd('silent write')
      lib.equal(lib.read(file), table.concat(repaired, '\n') .. '\n', 'the file')
    end,
  },
  {
    'stop the server',
    function()
      local client = lib.client()
      if vim.fn.has('nvim-0.11') == 1 then
        client:stop()
      else
        client.stop()
      end
      lib.wait_for_end(1)
    end,
  },
})
