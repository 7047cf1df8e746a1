/** Messages of HL7 v2.5.1 as the hub writes them to records that speak no FHIR. */
package procare.emr.hl7;
