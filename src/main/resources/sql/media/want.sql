insert into media_object (id, message_id, patient_id, gateway, instance, provider_message_id, sender, source, locator, kind,
                          declared_type, declared_size, state, next_attempt_at, correlation_id, created_at)
values (:id, :messageId, :patientId, :gateway, :instance, :providerMessageId, :sender, :source, :locator, :kind,
        :declaredType, :declaredSize, 'WANTED', :nextAttemptAt, :correlationId, :now)
