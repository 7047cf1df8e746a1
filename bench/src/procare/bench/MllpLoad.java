package procare.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Laboratories that send reports over MLLP, each waiting for its answer before it sends the next. */
final class MllpLoad {
  private static final String IDS = "@@@@@@@@@@@@@@@@@@@@";
  private static final byte[] MESSAGE = message();
  private static final int FACILITY = "MSH|^~\\&|LIS|".length();

  /**
   * @param good answers of AA with the control id that was sent
   */
  record Result(long good, long bad, double perSecond, double p50, double p99) {}

  private MllpLoad() {}

  /** 609 bytes with three results. */
  static byte[] message() {
    String text =
        "MSH|^~\\&|LIS|APEXLAB|PROCAREHUB|PROCARE|20260815093012+0530||ORU^R01^ORU_R01|" + IDS + "|P|2.5.1\r"
            + "PID|1||PC-100234^^^PROCARE^MR||Verma^Asha^^^Ms||19720514|F\r"
            + "ORC|RE|ORD-77001^PROCARE|L26-551201^APEXLAB\r"
            + "OBR|1|ORD-77001^PROCARE|L26-551201^APEXLAB|24331-1^Lipid panel^LN|||20260815080500+0530|||||||||||||||20260815092500+0530||CH|F\r"
            + "OBX|1|NM|2093-3^Cholesterol^LN||231|mg/dL^^UCUM|<200|H|||F|||20260815080500+0530\r"
            + "OBX|2|NM|2571-8^Triglyceride^LN||188|mg/dL^^UCUM|<150|H|||F|||20260815080500+0530\r"
            + "OBX|3|NM|2085-9^HDL^LN||38|mg/dL^^UCUM|>40|L|||F|||20260815080500+0530\r";
    return text.concat("NTE|1|L|" + "x".repeat(Math.max(0, 609 - text.length() - 9)) + "\r").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @param run begins every control id, at most eight letters
   */
  static Result run(int port, int connections, int seconds, String run) throws InterruptedException {
    return run(port, connections, seconds, run, List.of("APEXLAB"), 0);
  }

  /**
   * The same from several laboratories, one for each connection in turn.
   *
   * @param facilities MSH-4, seven letters each
   * @param perSecond of all connections together, at even intervals; 0: as fast as answers come
   */
  static Result run(int port, int connections, int seconds, String run, List<String> facilities, int perSecond) throws InterruptedException {
    AtomicLong good = new AtomicLong();
    AtomicLong bad = new AtomicLong();
    List<double[]> times = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    long until = began + seconds * 1_000_000_000L;
    for (int c = 0; c < connections; c++) {
      int client = c;
      Thread thread =
          new Thread(
              () -> {
                double[] mine = send(port, client, facilities.get(client % facilities.size()), perSecond == 0 ? 0 : 1_000_000_000L * connections / perSecond, until, run, good, bad);
                synchronized (times) {
                  times.add(mine);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double[] all = times.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    double took = (System.nanoTime() - began) / 1e9;
    return new Result(good.get(), bad.get(), good.get() / took, Numbers.percentile(all, 50), Numbers.percentile(all, 99));
  }

  /** Milliseconds of each. */
  private static double[] send(int port, int client, String facility, long interval, long until, String run, AtomicLong good, AtomicLong bad) {
    double[] times = new double[4096];
    int count = 0;
    byte[] frame = new byte[MESSAGE.length + 3];
    frame[0] = 0x0B;
    System.arraycopy(MESSAGE, 0, frame, 1, MESSAGE.length);
    frame[MESSAGE.length + 1] = 0x1C;
    frame[MESSAGE.length + 2] = '\r';
    int at = new String(frame, StandardCharsets.ISO_8859_1).indexOf(IDS);
    System.arraycopy(facility.getBytes(StandardCharsets.US_ASCII), 0, frame, FACILITY + 1, facility.length());
    long due = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
      byte[] answer = new byte[4096];
      while (System.nanoTime() < until) {
        String id = "%-8s%03d%09d".formatted(run, client, count).replace(' ', '0');
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, frame, at, IDS.length());
        // From when it was due, so that a hub that stalls does not hide what would have come meanwhile.
        due = interval == 0 ? System.nanoTime() : due + interval;
        LockSupport.parkNanos(due - System.nanoTime());
        long start = due;
        out.write(frame);
        int length = read(in, answer);
        if (new String(answer, 0, length, StandardCharsets.US_ASCII).contains("MSA|AA|" + id)) {
          good.incrementAndGet();
        } else {
          bad.incrementAndGet();
        }
        if (count == times.length) {
          times = java.util.Arrays.copyOf(times, 2 * count);
        }
        times[count++] = (System.nanoTime() - start) / 1e6;
      }
    } catch (IOException e) {
      bad.incrementAndGet();
    }
    return java.util.Arrays.copyOf(times, count);
  }

  private static int read(InputStream in, byte[] answer) throws IOException {
    int length = 0;
    int b = in.read();
    while (b != 0x1C) {
      if (b < 0 || length == answer.length) {
        throw new IOException("no answer");
      }
      answer[length++] = (byte) b;
      b = in.read();
    }
    in.read();
    return length;
  }
}
