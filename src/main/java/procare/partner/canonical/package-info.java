/** What a pack makes of any message of its partner, in one canonical form. */
package procare.partner.canonical;
