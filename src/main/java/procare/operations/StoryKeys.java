package procare.operations;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Rows;
import procare.Sql;

/** Finds out what a key names, whatever kind of key it is, and which stories it belongs to. */
@Component
class StoryKeys {
  static final int MAX_STORIES = 50;
  private static final String HOME_REGION = "IN";

  /**
   * @param matched kind of thing that the key names
   * @param id of that thing, or null
   * @param stories correlation ids, latest first
   * @param people whose stories these are, when the key names a person
   */
  record Found(String matched, UUID id, List<String> stories, Set<UUID> people) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final String byId = Sql.of("operations/why-id");
  private final String byText = Sql.of("operations/why-text");
  private final String people = Sql.of("operations/why-people");
  private final String stories = Sql.of("operations/why-stories");

  StoryKeys(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Found> find(String key) {
    Optional<UUID> id = Params.asId(key);
    if (id.isPresent()) {
      Optional<Found> found = byId(id.get());
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Found> found = byText(key);
    return found.isPresent() ? found : byPhone(key);
  }

  private Optional<Found> byId(UUID id) {
    return jdbc.query(byId, Map.of("id", id), Rows.MAPPER).stream()
        .findFirst()
        .map(
            row -> {
              String matched = (String) row.get("matched");
              String story = (String) row.get("correlationId");
              if ("patient".equals(matched) || "person".equals(matched)) {
                return new Found(matched, id, storiesOf(Set.of(id), Set.of()), Set.of(id));
              }
              return new Found(matched, id, story == null ? List.of() : List.of(story), Set.of());
            });
  }

  private Optional<Found> byText(String key) {
    List<Map<String, Object>> rows = jdbc.query(byText, Map.of("key", key), Rows.MAPPER);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> found =
        rows.stream()
            .map(row -> (String) row.get("correlationId"))
            .filter(Objects::nonNull)
            .limit(MAX_STORIES)
            .toList();
    return Optional.of(new Found((String) rows.get(0).get("matched"), null, found, Set.of()));
  }

  private Optional<Found> byPhone(String key) {
    Set<String> numbers = numbers(key);
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    Set<UUID> owners =
        new LinkedHashSet<>(
            jdbc.queryForList(people, Map.of("numbers", array(numbers)), UUID.class));
    List<String> found = storiesOf(owners, numbers);
    return owners.isEmpty() && found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found("phone", null, found, owners));
  }

  private List<String> storiesOf(Set<UUID> people, Set<String> numbers) {
    return jdbc.queryForList(
        stories,
        new MapSqlParameterSource()
            .addValue("people", people.stream().map(UUID::toString).toArray(String[]::new))
            .addValue("numbers", array(numbers))
            .addValue("stories", MAX_STORIES),
        String.class);
  }

  /** As typed and as E.164, since operators copy numbers from everywhere. */
  static Set<String> numbers(String key) {
    if (!key.matches("\\+?[0-9][0-9 ()./-]{5,24}")) {
      return Set.of();
    }
    Set<String> numbers = new LinkedHashSet<>();
    numbers.add(key.replaceAll("\\D", ""));
    try {
      PhoneNumber number = PhoneNumberUtil.getInstance().parse(key, HOME_REGION);
      numbers.add(number.getCountryCode() + "" + number.getNationalNumber());
    } catch (NumberParseException e) {
      // No number of any country: the digits as typed are all there is to look for.
    }
    return numbers;
  }

  private static String[] array(Set<String> values) {
    return values.toArray(String[]::new);
  }
}
