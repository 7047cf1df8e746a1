package procare.partner.kit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A sample of a pack and what it must become.
 *
 * @param name of its file
 */
record Sample(String name, byte[] body, JsonNode expected) {}
