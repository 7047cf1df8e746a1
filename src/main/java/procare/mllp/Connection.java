package procare.mllp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import procare.hl7.Hl7Receiver;

/**
 * One sender. Its messages are stored one after the other and answered in their order, however many
 * it sends at once; what it sends faster than it is stored stays in its own socket. While the
 * database is away its message waits here, tried again every second, and nothing is acknowledged.
 * All of it happens on the connection's event loop; only large messages are read elsewhere.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MOST_QUEUED = 64;
  private static final int MOST_QUEUED_BYTES = 1 << 20;
  private static final int LARGE = 64 * 1024;
  private static final long RETRY_MILLIS = 1_000;
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Door door;
  private final FrameReader frames;

  /** What came whole and is not answered; the first one is under way when {@code busy}. */
  private final ArrayDeque<Received.Frame> queue = new ArrayDeque<>();

  private boolean busy;
  private boolean leaving;
  private long queuedBytes;
  private long unfinishedBytes;
  private long waitingSince;
  private ScheduledFuture<?> frameTimer;
  private ChannelHandlerContext context;

  Connection(Door door, FrameReader frames) {
    this.door = door;
    this.frames = frames;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Received.Frame frame) {
      door.metrics().received();
      queue.add(frame);
      queued(frame.bytes().length);
      next();
    } else if (message instanceof Received.TooLarge large) {
      tooLarge(large);
    } else if (message instanceof Received.Foreign foreign) {
      LOG.warn("{} speaks {} on the MLLP port; closed", peer(), foreign.what());
      door.metrics().refused("foreign");
      context.close();
    } else {
      leaveNow();
    }
  }

  private void tooLarge(Received.TooLarge large) {
    int largest = (int) door.settings().maxMessage().toBytes();
    LOG.warn(
        "{} sent a message of more than {} bytes; it is refused, and the connection closed",
        peer(),
        largest);
    door.metrics().refused("too-large");
    write(door.receiver().tooLarge(large.beginning(), largest));
  }

  /** Begins with the first of the queue, unless one is under way. */
  private void next() {
    Received.Frame frame = queue.peek();
    if (busy || frame == null) {
      return;
    }
    busy = true;
    if (frame.bytes().length > LARGE) {
      door.workers().execute(() -> store(frame));
    } else {
      store(frame);
    }
  }

  private void store(Received.Frame frame) {
    CompletableFuture<List<Hl7Receiver.Reply>> replies;
    try {
      replies = door.receiver().receiveLater(frame.bytes(), peer());
    } catch (RuntimeException e) {
      replies = CompletableFuture.failedFuture(e);
    }
    replies.whenComplete((all, e) -> context.executor().execute(() -> stored(frame, all, e)));
  }

  private void stored(Received.Frame frame, List<Hl7Receiver.Reply> replies, Throwable e) {
    Throwable cause = e instanceof CompletionException wrapped ? wrapped.getCause() : e;
    if (cause == null) {
      waitingSince = 0;
      done(frame, replies);
    } else if (cause instanceof TransientDataAccessException) {
      stillAway(frame);
    } else {
      LOG.error("A message from {} broke the reader; the connection is closed", peer(), cause);
      context.close();
    }
  }

  private void stillAway(Received.Frame frame) {
    long now = System.nanoTime();
    if (waitingSince == 0) {
      waitingSince = now;
      LOG.warn("The database is away: messages from {} wait unacknowledged", peer());
    }
    if (now - waitingSince > door.settings().outageAnswerAfter().toNanos()) {
      List<Hl7Receiver.Reply> replies = door.receiver().unavailable(frame.bytes());
      if (replies.stream().anyMatch(r -> r.bytes() != null)) {
        waitingSince = 0;
        done(frame, replies);
        return;
      }
    }
    if (context.channel().isActive()) {
      context
          .executor()
          .schedule(
              () -> {
                busy = false;
                next();
              },
              RETRY_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Answers the first of the queue and goes on with the next. */
  private void done(Received.Frame frame, List<Hl7Receiver.Reply> replies) {
    for (Hl7Receiver.Reply reply : replies) {
      write(reply);
      door.metrics().answered(reply, frame.at());
      if (reply.nonsense()) {
        LOG.warn("{} sent something else than HL7; closed", peer());
        door.metrics().refused("foreign");
        context.close();
      }
    }
    busy = false;
    if (!context.channel().isActive()) {
      return;
    }
    queue.poll();
    queued(-frame.bytes().length);
    next();
    if (leaving && !busy) {
      flushAndClose();
    } else if (!context.channel().config().isAutoRead()) {
      readOrNot();
    }
  }

  private void write(Hl7Receiver.Reply reply) {
    byte[] bytes = reply.bytes();
    if (bytes != null) {
      ByteBuf frame = context.alloc().buffer(bytes.length + 3);
      frame.writeByte(FrameReader.START).writeBytes(bytes).writeByte(FrameReader.END);
      context.writeAndFlush(frame.writeByte('\r'));
    }
  }

  /** Takes no more; closes once all that came whole is answered. For any thread. */
  void leave() {
    context.executor().execute(this::leaveNow);
  }

  private void leaveNow() {
    leaving = true;
    context.channel().config().setAutoRead(false);
    if (!busy) {
      flushAndClose();
    }
  }

  private void flushAndClose() {
    context.writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    boolean inside = frames.isInside();
    if (inside && frameTimer == null) {
      long within = door.settings().frameTimeout().toMillis();
      frameTimer = context.executor().schedule(this::frameLate, within, TimeUnit.MILLISECONDS);
    } else if (!inside && frameTimer != null) {
      frameTimer.cancel(false);
      frameTimer = null;
    }
    readOrNot();
  }

  private void frameLate() {
    LOG.warn(
        "{} did not end a message within {}; closed, nothing acknowledged",
        peer(),
        door.settings().frameTimeout());
    door.metrics().refused("unfinished");
    context.close();
  }

  /** Reads on when there is room: in this queue, in its socket, and in memory. */
  private void readOrNot() {
    unfinished(frames.buffered());
    boolean full = queue.size() >= MOST_QUEUED || queuedBytes > MOST_QUEUED_BYTES;
    boolean room = door.hasRoom();
    Channel channel = context.channel();
    channel.config().setAutoRead(room && !full && !leaving && channel.isWritable());
    if (!room && !leaving && channel.isActive()) {
      context.executor().schedule(this::readOrNot, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void queued(long bytes) {
    queuedBytes += bytes;
    door.metrics().buffered().addAndGet(bytes);
  }

  private void unfinished(long bytes) {
    door.metrics().buffered().addAndGet(bytes - unfinishedBytes);
    unfinishedBytes = bytes;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    readOrNot();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent || event instanceof ChannelInputShutdownEvent) {
      if (event instanceof ChannelInputShutdownEvent && frames.isInside()) {
        LOG.warn("{} left in the middle of a message; nothing acknowledged", peer());
      }
      leaveNow();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (frameTimer != null) {
      frameTimer.cancel(false);
    }
    queue.clear();
    queued(-queuedBytes);
    unfinished(0);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.info("Connection of {} broke: {}", peer(), cause.toString());
    context.close();
  }

  private String peer() {
    return context.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "?";
  }
}
