select name, heard_at as "heardAt", silent_since as "silentSince" from partner_heard
