dofile("bench/redirects/common.lua")
request = prepared(function(n, headers)
  local events = {}
  for number = 1, 10 do events[number] = event(n + number) end
  return wrk.format("POST", "/e", headers, "[" .. table.concat(events, ",") .. "]")
end)
