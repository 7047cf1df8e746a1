package procare.patient;

import java.util.UUID;

/**
 * A patient as the API shows it.
 *
 * @param zone IANA time zone
 * @param meterUnit confirmed unit of the meter, {@code mg/dL} or {@code mmol/L}; null when unknown
 * @param glucoseOnly takes acarbose or voglibose: only glucose helps against a low
 * @param aiRewording consents to the rewording of approved texts by a language model
 * @param emergencyNumber what to dial in an emergency
 */
public record Patient(
    UUID id,
    String displayName,
    String language,
    String zone,
    String meterUnit,
    boolean glucoseOnly,
    boolean aiRewording,
    String emergencyNumber) {}
