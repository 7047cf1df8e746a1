/**
 * HL7 v2 as laboratories and hospitals really send it: reading, accepting, acknowledging, keeping
 * in order. Knows no sockets (see {@code procare.mllp}) and no Camel. Written for tolerance: HAPI's
 * defaults lose LF-separated messages, glued messages and whole reports over one odd number.
 */
package procare.hl7;
