package procare.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened in a story.
 *
 * @param what stable name for programs, for example {@code delivery-attempt}
 * @param who agent, gateway or person that did it
 * @param detail one sentence for people
 * @param refs ids to look further with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Step(Instant at, String what, String who, String detail, Map<String, Object> refs) {}
