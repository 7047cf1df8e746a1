/**
 * Orders to laboratories: placed by doctors, kept as rows with a state, handed over exactly once in
 * effect however often it takes, and followed until results or a cancellation (HL7 v2 ORM, OML,
 * ORL; FHIR ServiceRequest; JSON).
 */
package procare.order;
