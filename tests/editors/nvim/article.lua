-- The article that the sessions work on, invented; it is damaged by a table of readings.

local M = {}

-- Each of these characters gets its reading pasted after it, wherever it stands.
local READINGS = {
  ['業'] = 'yè', ['務'] = 'wù', ['產'] = 'chǎn', ['發'] = 'fā', ['會'] = 'huì',
  ['實'] = 'shí', ['現'] = 'xiàn', ['電'] = 'diàn', ['機'] = 'jī', ['對'] = 'duì',
}

-- The lines of `text` that are no part of the article: a breadcrumb, and the clock of the page after each turn.
-- Repairing takes them out.
M.chrome = {
  '當前位置: 首頁 > 新聞中心 > 地方要聞 > 正文',
  '2024-04-23 10:02:11',
  '2024-04-23 10:09:34',
}

-- 𠮷 and 𡋾 lie outside the basic plane: a column counted in the wrong unit is wrong after them.
local text = {
  M.chrome[1],
  '',
  '霧嶺市公布產業發展數據',
  '',
  '霧嶺市政府新聞辦副主任 林知遠:',
  '',
  '各位記者,上午好。今天請副市長蘇遠山先生介紹產業發展,𠮷業集團的代表也在現場,並回答大家的提問。',
  '',
  M.chrome[2],
  '',
  '霧嶺市副市長 蘇遠山:',
  '',
  '2023年,霧嶺市電子產業產值增長5.3%,其中電機業務收入達到239億元。',
  '',
  '一是在產業創新上下功夫。𠮷業集團與𡋾川機電公司合作,實現了主要業務的對接,對外業務額增加到41億元。',
  '',
  '二是在開放合作上下功夫。企業對外發展的意願更強,全市新設企業1840家。',
  '',
  M.chrome[3],
}

M.figure = '5.3%'
M.speakers = { '林知遠', '蘇遠山' }

local function damage(line)
  for character, reading in pairs(READINGS) do
    line = line:gsub(character, character .. '(' .. reading .. ')')
  end
  return line
end

-- The lines as scraped.
function M.damaged()
  return vim.tbl_map(damage, text)
end

-- The lines that are to be left.
function M.repaired()
  return vim.tbl_filter(function(line)
    return not vim.tbl_contains(M.chrome, line)
  end, text)
end

-- Where the readings stand in `lines`, in order: `{ lnum, col, end_col, text, base }`, from 0, in bytes.
function M.glosses(lines)
  local found = {}
  for number, line in ipairs(lines) do
    local from = 1
    while true do
      local first, last, text = line:find('(%([^()]*%))', from)
      if not first then
        break
      end
      local base = line:sub(first - 3, first - 1)
      assert(READINGS[base] and text == '(' .. READINGS[base] .. ')', 'no gloss: ' .. base .. text)
      table.insert(found, { lnum = number - 1, col = first - 1, end_col = last, text = text, base = base })
      from = last + 1
    end
  end
  return found
end

return M
