package procare.lab;

/**
 * One identifier of a person or specimen (HL7 v2 CX, FHIR Identifier).
 *
 * @param value never null or blank
 * @param assigner assigning authority (CX.4) or FHIR system; null when none was given
 * @param type HL7 table 0203 code such as {@code MR}, or null
 */
public record LabIdentifier(String value, String assigner, String type) {}
