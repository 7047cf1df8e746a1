/**
 * Laboratory reports as FHIR R4 (hl7.org/fhir/R4): DiagnosticReport, Observation,
 * DocumentReference. Codes follow the HL7 v2-to-FHIR maps (HL7/v2-to-fhir, contracts §7); tests let
 * HAPI's validator judge what is written.
 */
package procare.lab.fhir;
