package procare.mllp.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends messages to one partner over one connection, which is opened when it is needed. Several
 * messages may be under way at the same time; who may send how many is for the caller to say.
 */
public final class MllpClient implements AutoCloseable {
  private final MllpEndpoint endpoint;
  private final Strays strays;
  private Line line;

  public MllpClient(MllpEndpoint endpoint, Strays strays) {
    this.endpoint = endpoint;
    this.strays = strays;
  }

  /** Where it sends to. */
  public MllpEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Sends a message and waits for the acknowledgement whose MSA-2 is its control id. Any other goes
   * to the strays, and so does this one when it comes too late.
   *
   * @param controlId MSH-10 of the message
   * @param message without the bytes of the frame
   */
  public Reply send(String controlId, byte[] message) {
    Line open;
    try {
      open = line();
    } catch (IOException e) {
      return new Reply.NotSent("no connection: " + e.getClass().getSimpleName());
    }
    CompletableFuture<Ack> answer = open.await(controlId);
    if (answer == null) {
      return new Reply.NotSent("the same message is under way already");
    }
    try {
      open.write(message);
      return new Reply.Answered(
          answer.get(endpoint.answerWithin().toMillis(), TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      open.close("connection lost while sending");
      return new Reply.Unknown("connection lost while sending");
    } catch (TimeoutException e) {
      return open.giveUp(controlId, answer)
          ? new Reply.Unknown("no acknowledgement within " + endpoint.answerWithin())
          : new Reply.Answered(answer.join());
    } catch (ExecutionException e) {
      return new Reply.Unknown(String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      open.giveUp(controlId, answer);
      Thread.currentThread().interrupt();
      return new Reply.Unknown("interrupted while waiting");
    }
  }

  private synchronized Line line() throws IOException {
    if (line == null || !line.isOpen()) {
      line = Line.over(endpoint, connect(), strays);
    }
    return line;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    int within = (int) endpoint.connectWithin().toMillis();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), within);
      return endpoint.tls() == null ? socket : secured(socket, within);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket plain, int within) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            endpoint
                .tls()
                .getSocketFactory()
                .createSocket(plain, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.setSoTimeout(within);
    secure.startHandshake();
    secure.setSoTimeout(0);
    return secure;
  }

  @Override
  public synchronized void close() {
    if (line != null) {
      line.close("the hub is stopping");
    }
  }
}
