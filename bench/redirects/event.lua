dofile("bench/redirects/common.lua")
request = prepared(function(n, headers)
  return wrk.format("POST", "/e", headers, event(n))
end)
