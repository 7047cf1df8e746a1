/**
 * Twins of the partners that packs describe, made from each pack alone: its protocol, mapping, code
 * map and samples. A tester has a laboratory report a result or a hospital tell a change, and it
 * goes to the hub in the partner's own format and by its own way.
 */
package procare.embedded.twins.partner;
