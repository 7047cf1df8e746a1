/**
 * Sends HL7 v2 messages over MLLP and knows which acknowledgement belongs to which message: by
 * MSA-2 and by nothing else, least of all by the order of arrival.
 */
package procare.mllp.client;
