package procare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * Group commit: what several threads want stored at the same moment goes in one statement with one
 * commit. Nobody waits for company: a thread that finds no statement under way sends its own at
 * once, and what arrives meanwhile forms the next one, sent by the first of those that wait. Each
 * caller returns only when its own item is committed, or with the reason why it is not.
 *
 * @param <T> what is stored
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {
  private final int most;
  private final int lanes;
  private final Function<List<T>, List<R>> store;
  private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
  private int underWay;

  /**
   * @param most items in one statement
   * @param lanes statements under way at the same time
   * @param store commits all of the given items or none, and answers for each in their order
   */
  public GroupCommit(int most, int lanes, Function<List<T>, List<R>> store) {
    this.most = most;
    this.lanes = lanes;
    this.store = store;
  }

  /**
   * Stores one item.
   *
   * @throws RuntimeException what {@code store} threw for this item
   */
  public R store(T item) {
    Waiting<T, R> mine = new Waiting<>(item, new CompletableFuture<>(), new CompletableFuture<>());
    List<Waiting<T, R>> group = null;
    synchronized (queue) {
      queue.add(mine);
      if (underWay < lanes) {
        underWay++;
        group = next();
      }
    }
    if (group == null) {
      group = mine.turn().join();
    }
    if (!group.isEmpty()) {
      commitAndHandOver(group);
    }
    return mine.answer();
  }

  /**
   * Stores one item without a thread that waits for it.
   *
   * @param executor commits, on as many threads as there are lanes
   * @return completed by the thread that committed it, in the order of the group; what hangs on it
   *     delays the next group
   */
  public CompletableFuture<R> store(T item, Executor executor) {
    Waiting<T, R> mine = new Waiting<>(item, new CompletableFuture<>(), new CompletableFuture<>());
    mine.turn()
        .thenAccept(
            group -> {
              if (!group.isEmpty()) {
                executor.execute(() -> commitAndHandOver(group));
              }
            });
    List<Waiting<T, R>> group = null;
    synchronized (queue) {
      queue.add(mine);
      if (underWay < lanes) {
        underWay++;
        group = next();
      }
    }
    if (group != null) {
      List<Waiting<T, R>> own = group;
      executor.execute(() -> commitAndHandOver(own));
    }
    return mine.result();
  }

  private void commitAndHandOver(List<Waiting<T, R>> group) {
    try {
      commit(group);
    } finally {
      handOver();
    }
  }

  private List<Waiting<T, R>> next() {
    List<Waiting<T, R>> group = new ArrayList<>(Math.min(most, queue.size()));
    while (group.size() < most && !queue.isEmpty()) {
      group.add(queue.poll());
    }
    return group;
  }

  /** Lets the first of those that wait send the next group, or gives the lane free. */
  private void handOver() {
    List<Waiting<T, R>> group;
    synchronized (queue) {
      group = next();
      if (group.isEmpty()) {
        underWay--;
        return;
      }
    }
    group.get(0).turn().complete(group);
  }

  private void commit(List<Waiting<T, R>> group) {
    try {
      List<R> results = store.apply(group.stream().map(Waiting::item).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).done(results.get(i));
      }
    } catch (NonTransientDataAccessException e) {
      if (group.size() == 1) {
        group.get(0).failed(e);
      } else {
        // One item is at fault, and only that one may fail.
        group.forEach(one -> commit(List.of(one)));
      }
    } catch (RuntimeException | Error e) {
      group.forEach(one -> one.failed(e));
      if (e instanceof Error error) {
        throw error;
      }
    }
  }

  /**
   * @param turn completes with the group that this thread is to commit, empty when another thread
   *     has done so
   */
  private record Waiting<T, R>(
      T item, CompletableFuture<List<Waiting<T, R>>> turn, CompletableFuture<R> result) {
    void done(R value) {
      result.complete(value);
      turn.complete(List.of());
    }

    void failed(Throwable cause) {
      result.completeExceptionally(cause);
      turn.complete(List.of());
    }

    R answer() {
      try {
        return result.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw e;
      }
    }
  }
}
