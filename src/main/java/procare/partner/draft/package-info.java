/**
 * Proposes a pack from sample messages, offline. Nothing is guessed silently: each proposal says
 * how sure it is and why, and what is not known is left to a person.
 */
package procare.partner.draft;
