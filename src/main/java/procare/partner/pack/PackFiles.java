package procare.partner.pack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The bytes of one pack's folder.
 *
 * @param name of the folder
 * @param files bytes by path relative to the folder, {@code /} between its parts
 */
public record PackFiles(String name, SortedMap<String, byte[]> files) {
  /** Bytes that pack.yaml and routes.camel.yaml may have each. */
  static final int MAX_YAML = 1024 * 1024;

  /** Bytes that all files of a folder may have together. */
  static final long MAX_FOLDER = 10L * 1024 * 1024;

  static final int MAX_FILES = 1000;
  static final String PACK = "pack.yaml";
  static final String CODES = "codes.csv";
  static final String ROUTES = "routes.camel.yaml";
  static final String SAMPLES = "samples/";
  static final String ATTACHMENTS = SAMPLES + "attachments/";
  static final String EXPECTED = ".expected.json";

  public PackFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Reads a folder. Hidden files are left out.
   *
   * @throws PackRefused when it is no folder, too large, or something in it leads outside
   */
  public static PackFiles ofFolder(Path folder) throws PackRefused {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    if (!Files.isDirectory(folder)) {
      throw new PackRefused(name, 0, "is no folder", "name a folder that holds a " + PACK);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    long total = 0;
    try (Stream<Path> walk = Files.walk(folder, 4)) {
      Path real = folder.toRealPath();
      for (Path file : (Iterable<Path>) walk.sorted()::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (path.isEmpty() || path.startsWith(".") || path.contains("/.")) {
          continue;
        }
        if (Files.isSymbolicLink(file) && !file.toRealPath().startsWith(real)) {
          throw new PackRefused(
              name + "/" + path, 0, "is a link that leads out of the folder", "copy the file");
        }
        if (Files.isRegularFile(file)) {
          total += Files.size(file);
          refuseSize(name, path, Files.size(file), total, files.size());
          files.put(path, Files.readAllBytes(file));
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new PackRefused(name + "/" + path, 0, "is no plain file", "leave it out");
        }
      }
    } catch (IOException e) {
      throw new PackRefused(
          name, 0, "cannot be read: " + e.getClass().getSimpleName(), "check who may read it");
    }
    return new PackFiles(name, files);
  }

  /**
   * @throws PackRefused when the limits are passed
   */
  static void refuseSize(String name, String path, long size, long total, int count)
      throws PackRefused {
    if (size > MAX_YAML && List.of(PACK, ROUTES, CODES).contains(path)) {
      throw new PackRefused(
          name + "/" + path, 0, "is larger than 1 MiB", "a pack takes a page; move data out");
    }
    if (total > MAX_FOLDER || count >= MAX_FILES) {
      throw new PackRefused(
          name, 0, "has more than 10 MiB or " + MAX_FILES + " files", "keep a few small samples");
    }
  }

  /** The bytes of a file, or null. */
  public byte[] bytes(String path) {
    return files.get(path);
  }

  /** The content's SHA-256 in hexadecimal; names of files count, times do not. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, bytes) -> {
            digest.update((path + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As a ZIP archive, for the database. */
  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PackFiles unzip(String name, byte[] archive) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackFiles(name, files);
  }
}
