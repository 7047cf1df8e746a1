package procare.api;

import com.networknt.schema.JsonSchema;
import java.util.Map;

/**
 * One operation of the contract, ready to check calls with.
 *
 * @param body schema of the JSON body, or null when the operation has none
 * @param query query parameters by name
 */
record Operation(
    String id, JsonSchema body, boolean bodyRequired, Map<String, QueryParameter> query) {}
