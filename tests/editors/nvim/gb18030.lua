-- A file that is not UTF-8: repaired, saved as it was, and the editor left without stopping the server first.

local article, lib = require('article'), require('lib')

local file = os.getenv('E2E_DIR') .. '/gb18030.txt'

local function bytes(lines)
  return vim.fn.iconv(table.concat(lines, '\r\n') .. '\r\n', 'utf-8', 'gb18030')
end

lib.session({
  {
    'open, in GB 18030 with CR LF',
    function()
      lib.write(file, bytes(article.damaged()))
      vim.cmd('edit ' .. vim.fn.fnameescape(file))
      lib.equal({ vim.bo.fileencoding, vim.bo.fileformat }, { 'gb18030', 'dos' }, 'encoding and line ends')
      lib.wait('hints', function()
        return #lib.diagnostics('M101', true) == #article.glosses(article.damaged())
      end)
    end,
  },
  {
    'fix all and save: only the damage is gone',
    function()
      lib.choose_action(function()
        return true
      end)
      lib.fix_all()
      lib.wait('the repaired text', function()
        return vim.deep_equal(lib.lines(), article.repaired())
      end, lib.lines)
      vim.cmd('silent write')
      lib.equal(lib.read(file), bytes(article.repaired()), 'the file')
    end,
  },
})
