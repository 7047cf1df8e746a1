-- POST /api/v1/glucose-readings with an Idempotency-Key of its own each time. Arguments: file of tokens, run id.
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("id", threads)
end

function init(args)
  tokens, run, n = {}, args[2], 0
  for line in io.lines(args[1]) do tokens[#tokens + 1] = line end
end

function request()
  n = n + 1
  local headers = {
    ["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. tokens[n % #tokens + 1],
    ["Idempotency-Key"] = string.format("%s-%04d-%020d", run, id, n),
  }
  local body = string.format('{"value":%d,"unit":"mg/dL","state":"MORNING_FASTING","source":"MANUAL"}', 80 + n % 200)
  return wrk.format("POST", "/api/v1/glucose-readings", headers, body)
end
