/**
 * Exchange with electronic medical records: who is who (identifiers, merges), what partners tell
 * about patients, and readings, results, adherence and messages on their way back (docs/emr.md).
 */
package procare.emr;
