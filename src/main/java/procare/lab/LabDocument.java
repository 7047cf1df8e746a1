package procare.lab;

/**
 * A document that came with a report (HL7 v2 ED or RP, FHIR Attachment).
 *
 * @param mediaType IANA type, e.g. {@code application/pdf}; null for a link that does not say
 * @param title or null
 * @param content decoded bytes, or null when only a link came
 * @param url the link (RP), never followed without an allow-list, or null
 */
public record LabDocument(String mediaType, String title, byte[] content, String url) {}
