-- A plain GET of the given address.
function request() return wrk.format("GET") end
