package procare.partner.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the plain part of YAML that packs are written in: mappings, lists and scalars. Tags (which
 * name classes), anchors and aliases (which multiply) are refused, as are deep nesting and doubled
 * keys. {@code yes}, {@code on} and dates stay the words they are.
 */
final class PackYaml {
  private static final int MAX_DEPTH = 20;
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}\\.[0-9]{1,20}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();

  private PackYaml(String file) {
    this.file = file;
  }

  /**
   * @param file for the problems
   * @throws PackRefused when the bytes are not one plain YAML document in UTF-8
   */
  static PackTree read(String file, byte[] bytes) throws PackRefused {
    return new PackYaml(file).tree(text(file, bytes));
  }

  static String text(String file, byte[] bytes) throws PackRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PackRefused(file, 0, "is not UTF-8", "save it as UTF-8");
    }
  }

  private PackTree tree(String text) throws PackRefused {
    try {
      Yaml yaml = new Yaml(options());
      for (Event event : yaml.parse(new StringReader(text))) {
        refuseFancy(event);
      }
      Node root = yaml.compose(new StringReader(text));
      if (root == null) {
        throw new PackRefused(file, 1, "is empty", "write the pack's fields, see the schema");
      }
      return new PackTree(json("", root), Map.copyOf(lines));
    } catch (MarkedYAMLException e) {
      throw new PackRefused(
          file, line(e.getProblemMark()), "is no YAML: " + e.getProblem(), "mend the named line");
    } catch (YAMLException e) {
      throw new PackRefused(
          file, 0, "is no YAML we take: " + e.getMessage(), "write plain mappings and lists");
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(PackFiles.MAX_YAML);
    return options;
  }

  private void refuseFancy(Event event) throws PackRefused {
    int line = line(event.getStartMark());
    if (event instanceof AliasEvent) {
      throw new PackRefused(file, line, "has an alias", "write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw new PackRefused(file, line, "has an anchor", "write values out, without & and *");
    }
    boolean tagged =
        event instanceof ScalarEvent scalar && scalar.getTag() != null
            || event instanceof CollectionStartEvent start && start.getTag() != null;
    if (tagged) {
      throw new PackRefused(file, line, "has a tag", "write the value without !");
    }
  }

  private JsonNode json(String at, Node node) throws PackRefused {
    lines.putIfAbsent(at, line(node.getStartMark()));
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
          throw new PackRefused(
              file, line(entry.getKeyNode().getStartMark()), "a key is no word", "name the key");
        }
        String pointer = at + "/" + PackTree.escape(key.getValue());
        lines.put(pointer, line(key.getStartMark()));
        if (object.has(key.getValue())) {
          throw new PackRefused(
              file, line(key.getStartMark()), key.getValue() + " comes twice", "keep one of them");
        }
        object.set(key.getValue(), json(pointer, entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        array.add(json(at + "/" + array.size(), item));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String value = node.getValue();
    if (!node.isPlain()) {
      return JSON.textNode(value);
    }
    if (node.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (value.equals("true") || value.equals("false")) {
      return JSON.booleanNode(value.equals("true"));
    }
    if (INTEGER.matcher(value).matches()) {
      return JSON.numberNode(new BigInteger(value).longValue());
    }
    return DECIMAL.matcher(value).matches()
        ? JSON.numberNode(new BigDecimal(value))
        : JSON.textNode(value);
  }

  private static int line(Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }
}
