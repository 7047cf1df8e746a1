/**
 * Reads what a laboratory sends as JSON, CSV or FHIR R4 into the one shape that every report has
 * here ({@link procare.lab.LabReport}), by what its pack says. Nothing is stored, asked or guessed,
 * so the kit and a preview see just what the hub would.
 */
package procare.partner.reading;
