/** What the domains want to know of a partner, taken from its pack. */
package procare.partner.adapter;
