insert into lab_report (id, partner, facility, patient_id, filler, placer, other_key, service, status, collected_at, issued_at, ordered_by, notes,
                        created_at, updated_at)
values (:id, :partner, :facility, :patient, :filler, :placer, :other, cast(:service as jsonb), :status, :collected, :issued, :orderedBy, :notes, :now, :now)
