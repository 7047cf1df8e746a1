select partner, node, state, changed_at as "since" from breaker_state order by partner, node
