/** Where partners with medical records are described. */
package procare.emr.partners;
