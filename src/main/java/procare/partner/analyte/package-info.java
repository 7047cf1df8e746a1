/** What laboratories measure, by reviewed LOINC codes and the words that laboratories use. */
package procare.partner.analyte;
