-- What all requests share: 2,000 of them are prepared, each of another visitor behind one proxy.
local agents = {
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}

function prepared(make)
  local requests, at = {}, 0
  math.randomseed(4)
  for n = 1, 2000 do
    local headers = {
      ["Host"] = "desk.example",
      ["User-Agent"] = agents[n % 3 + 1],
      ["X-Forwarded-For"] = string.format("10.%d.%d.7", n / 250, n % 250),
      ["Origin"] = "https://shop.example",
      ["Referer"] = "https://shop.example/",
    }
    requests[n] = make(n, headers)
  end
  return function()
    at = at % 2000 + 1
    return requests[at]
  end
end

local letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789_-"
function token()
  local made = {}
  for n = 1, 11 do
    local at = math.random(#letters)
    made[n] = letters:sub(at, at)
  end
  return table.concat(made) .. "A"
end

function event(n)
  return string.format(
    '{"site":1,"url":"https://shop.example/blog/page-%d?size=2","token":"%s","n":1,"kind":"view","referrer":"https://x.com/"}',
    n % 500, token())
end
