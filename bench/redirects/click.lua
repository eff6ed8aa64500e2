dofile("bench/redirects/common.lua")
request = prepared(function(n, headers)
  return wrk.format("GET", string.format("/r/code%04d", math.random(0, 9999)), headers)
end)
