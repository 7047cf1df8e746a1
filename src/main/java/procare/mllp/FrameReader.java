package procare.mllp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the stream into frames. Any number of frames may come in one read. Tolerated: no start block
 * before {@code MSH}, no CR behind the end block, a frame that begins anew in the middle of another
 * (its sender lost its connection inside), empty frames (some senders ask so whether we are alive).
 */
final class FrameReader extends ByteToMessageDecoder {
  static final byte START = 0x0B;
  static final byte END = 0x1C;
  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final int BEGINNING = 8 * 1024;
  private static final int MOST_NOISE = 64 * 1024;
  private static final Set<String> HTTP =
      Set.of("GET ", "POST", "PUT ", "HEAD", "OPTI", "DELE", "PATC", "CONN", "TRAC", "PRI ");

  private final int largest;
  private State state = State.OUTSIDE;

  /** Bytes of the frame that were searched for its end. */
  private int searched;

  private int noise;
  private boolean startMissed;

  private enum State {
    OUTSIDE,
    INSIDE,
    TOO_LARGE,
    FOREIGN
  }

  /**
   * @param largest bytes of a frame
   */
  FrameReader(int largest) {
    this.largest = largest;
  }

  /** True when a frame has begun and not ended. */
  boolean isInside() {
    return state == State.INSIDE || state == State.TOO_LARGE;
  }

  /** Bytes of an unfinished frame in memory. */
  int buffered() {
    return state == State.INSIDE ? actualReadableBytes() : 0;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    switch (state) {
      case OUTSIDE -> outside(context, in, out);
      case INSIDE -> inside(context, in, out);
      case TOO_LARGE -> {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), END);
        if (end < 0) {
          in.skipBytes(in.readableBytes());
        } else {
          in.readerIndex(end + 1);
          state = State.FOREIGN;
          out.add(new Received.TooLargeEnded());
        }
      }
      default -> in.skipBytes(in.readableBytes());
    }
  }

  private void outside(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    byte next = in.getByte(in.readerIndex());
    if (next == START) {
      in.skipBytes(1);
      begin();
    } else if (next == '\r' || next == '\n' || next == END || next == 0) {
      in.skipBytes(1);
    } else if (next == TLS_HANDSHAKE) {
      foreign(in, out, "TLS");
    } else if (next >= 'A' && next <= 'Z') {
      letters(context, in, out);
    } else {
      noise(in, out);
    }
  }

  private void letters(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < 4) {
      return;
    }
    String word = in.toString(in.readerIndex(), 4, StandardCharsets.US_ASCII);
    if (word.startsWith("MSH") || word.startsWith("FHS") || word.startsWith("BHS")) {
      if (!startMissed) {
        LOG.warn("{} sends messages without start block", context.channel().remoteAddress());
      }
      startMissed = true;
      begin();
      // The decoder stops where nothing is taken from its buffer.
      inside(context, in, out);
    } else if (HTTP.contains(word)) {
      foreign(in, out, "HTTP");
    } else {
      noise(in, out);
    }
  }

  private void noise(ByteBuf in, List<Object> out) {
    in.skipBytes(1);
    noise++;
    if (noise > MOST_NOISE) {
      foreign(in, out, "no MLLP");
    }
  }

  private void foreign(ByteBuf in, List<Object> out, String what) {
    in.skipBytes(in.readableBytes());
    state = State.FOREIGN;
    out.add(new Received.Foreign(what));
  }

  private void begin() {
    state = State.INSIDE;
    searched = 0;
  }

  private void inside(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int end = in.indexOf(in.readerIndex() + searched, in.writerIndex(), END);
    int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
    if (length > largest) {
      out.add(
          new Received.TooLarge(
              ByteBufUtil.getBytes(in, in.readerIndex(), Math.min(length, BEGINNING), true)));
      in.skipBytes(length);
      state = State.TOO_LARGE;
      return;
    }
    if (end < 0) {
      searched = length;
      return;
    }
    int from = lastStart(in, end);
    if (from > in.readerIndex()) {
      LOG.warn(
          "{} began a message anew before it had ended; the unfinished one was dropped unanswered",
          context.channel().remoteAddress());
    }
    byte[] bytes = ByteBufUtil.getBytes(in, from, end - from, true);
    in.readerIndex(end + 1);
    state = State.OUTSIDE;
    noise = 0;
    if (bytes.length > 0) {
      out.add(new Received.Frame(bytes, System.nanoTime()));
    }
  }

  /** Index behind the last start block that stands before a header; a lone one is text. */
  private static int lastStart(ByteBuf in, int end) {
    int from = in.readerIndex();
    int at = in.indexOf(from, end, START);
    while (at >= 0) {
      if (at + 4 <= end
          && in.toString(at + 1, 3, StandardCharsets.US_ASCII).matches("MSH|FHS|BHS")) {
        from = at + 1;
      }
      at = in.indexOf(at + 1, end, START);
    }
    return from;
  }
}
