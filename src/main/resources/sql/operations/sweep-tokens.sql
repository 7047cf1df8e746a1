-- A used token is kept until it expires: using it twice betrays a thief.
delete from refresh_token where ctid >= :from::tid and ctid < :to::tid and expires_at < :before
