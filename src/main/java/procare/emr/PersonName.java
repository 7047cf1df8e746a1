package procare.emr;

/** A person's name as the partner writes it; either part may be null. */
public record PersonName(String family, String given) {}
