/**
 * SMART Backend Services: how the hub proves itself to a FHIR server without a person (HL7
 * smart-app-launch 2.2, backend-services and client-confidential-asymmetric).
 */
package procare.emr.smart;
