package procare.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Reads answers in which a whole file is one string, longer than the hub's mapper lets pass. */
final class MediaJson {
  private static final int LONGEST = 64 * 1024 * 1024;

  static final ObjectReader READER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LONGEST)
                          .maxNestingDepth(50)
                          .build())
                  .build())
          .reader();

  private MediaJson() {}
}
