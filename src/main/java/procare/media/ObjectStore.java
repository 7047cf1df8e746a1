package procare.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Keeps bytes under a key. Keys are made by the hub: lower-case letters, digits, hyphens and
 * slashes.
 */
public interface ObjectStore {
  /**
   * Writes the whole object or nothing; a second write of the same key replaces it.
   *
   * @throws IOException when it could not be stored for good
   */
  void put(String key, byte[] bytes, String mediaType) throws IOException;

  /**
   * @return the object's bytes; empty when there is none
   * @throws IOException when the store cannot be asked
   */
  Optional<byte[]> get(String key) throws IOException;

  /**
   * The object's bytes as they are read, so that a large one never lies in memory; the caller
   * closes it.
   *
   * @return empty when there is none
   * @throws IOException when the store cannot be asked
   */
  Optional<InputStream> open(String key) throws IOException;

  /**
   * Removes the object; nothing happens when there is none.
   *
   * @throws IOException when it may still be there
   */
  void delete(String key) throws IOException;
}
