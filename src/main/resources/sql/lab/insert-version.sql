insert into lab_observation_version (id, observation_id, message_id, status, issued_at, observed_at, codes, loinc, display, value, unit, ucum, factor,
                                     reference_range, flags, notes, review, critical, hash, received_at)
values (:id, :observation, :message, :status, :issued, :observed, cast(:codes as jsonb), :loinc, :display, cast(:value as jsonb), :unit, :ucum, :factor,
        :range, :flags, :notes, :review, :critical, :hash, :now)
on conflict (observation_id, hash) do nothing
