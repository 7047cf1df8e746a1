o.id, o.placer, o.partner, o.patient_id, o.doctor_id, o.state, o.held, o.priority, o.collect_by, o.note, o.reason_code, o.reason_text,
o.filler, o.attention, o.collected_at, o.correlation_id, o.created_at
