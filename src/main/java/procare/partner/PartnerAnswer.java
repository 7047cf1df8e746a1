package procare.partner;

/**
 * What a partner answered to a call that reads, kept beside its outcome in the exchange property
 * {@code procare.call.answer}.
 *
 * @param contentType header {@code Content-Type}, or null
 */
public record PartnerAnswer(String contentType, byte[] body) {}
