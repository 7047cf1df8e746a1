/** Shows what a pack makes of a message, step by step, without storing or sending anything. */
package procare.partner.preview;
