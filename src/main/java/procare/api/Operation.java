package procare.api;

import com.networknt.schema.JsonSchema;
import java.util.Map;

/**
 * One operation of the contract, ready to check calls with.
 *
 * @param path template below {@code /api/v1}, such as {@code /glucose-readings/{id}}
 * @param body schema of the JSON body, or null when the operation has none
 * @param query query parameters by name
 */
record Operation(
    String id,
    String path,
    JsonSchema body,
    boolean bodyRequired,
    Map<String, QueryParameter> query) {}
