/** FHIR R4 resources as the hub writes them, and how FHIR servers answer. */
package procare.emr.fhir;
