package procare.partner.draft;

/**
 * A sample message of a partner as a file.
 *
 * @param name without a path
 */
public record SampleFile(String name, byte[] bytes) {}
