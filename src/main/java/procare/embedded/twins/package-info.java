/**
 * Twins: offline stand-ins of the partners, for the profile {@code embedded} only. They speak the
 * partners' own APIs, take faults, and remember what they were asked. A twin is one class that
 * implements {@link procare.embedded.twins.Twin}.
 */
package procare.embedded.twins;
