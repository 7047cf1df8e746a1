/**
 * The Minimal Lower Layer Protocol of HL7 ({@code 0x0B} message {@code 0x1C 0x0D}) on sockets of
 * our own: camel-mllp 4.17 silently drops messages that are sent before the answer to the one
 * before.
 */
package procare.mllp;
