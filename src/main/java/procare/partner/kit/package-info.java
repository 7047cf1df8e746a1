/**
 * The kit that every pack passes: cases made from what the pack says and from its samples, so that
 * a rule for one partner is a rule for all and nobody writes a test by hand. It needs neither a
 * network nor a database.
 */
package procare.partner.kit;
