package procare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;

class GroupCommitTest {
  private static final int BAD = 13;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> statements = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void sendsALoneItemAtOnceAndByItself() {
    GroupCommit<Integer, String> group = new GroupCommit<>(8, 1, this::store);

    assertThat(group.store(1)).isEqualTo("stored 1");
    assertThat(group.store(2)).isEqualTo("stored 2");
    assertThat(statements).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void commitsWithoutThreadsThatWaitInOrderAndOneAtATime() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    ExecutorService committer = Executors.newSingleThreadExecutor();
    try {
      GroupCommit<Integer, String> group = new GroupCommit<>(3, 1, items -> store(items, open));
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i <= 7; i++) {
        answers.add(group.store(i, committer));
      }
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      open.countDown();
      for (int i = 0; i <= 7; i++) {
        assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo("stored " + i);
      }
      assertThat(statements)
          .containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
      assertThat(group.store(8)).isEqualTo("stored 8");
    } finally {
      committer.shutdownNow();
    }
  }

  @Test
  void sendsTogetherWhatArrivesWhileAStatementIsUnderWayAndNoMoreThanAllowed() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    GroupCommit<Integer, String> group = new GroupCommit<>(3, 1, items -> store(items, open));
    List<Future<String>> answers = new ArrayList<>();
    answers.add(threads.submit(() -> group.store(0)));
    await().until(() -> statements.size() == 1);
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    for (int i = 1; i <= 7; i++) {
      int item = i;
      answers.add(
          threads.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return group.store(item);
              }));
    }
    await()
        .until(
            () ->
                waiting.size() == 7
                    && waiting.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    open.countDown();

    for (int i = 0; i <= 7; i++) {
      assertThat(answers.get(i).get(5, TimeUnit.SECONDS)).isEqualTo("stored " + i);
    }
    assertThat(statements.stream().map(List::size)).containsExactly(1, 3, 3, 1);
  }

  @Test
  void letsOnlyTheItemAtFaultFail() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    GroupCommit<Integer, String> group = new GroupCommit<>(8, 1, items -> store(items, open));
    Future<String> first = threads.submit(() -> group.store(0));
    await().until(() -> statements.size() == 1);
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    List<Future<String>> others = new ArrayList<>();
    for (int item : List.of(1, BAD, 2)) {
      others.add(
          threads.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return group.store(item);
              }));
    }
    await()
        .until(
            () ->
                waiting.size() == 3
                    && waiting.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    open.countDown();

    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("stored 0");
    assertThat(others.get(0).get(5, TimeUnit.SECONDS)).isEqualTo("stored 1");
    assertThat(others.get(2).get(5, TimeUnit.SECONDS)).isEqualTo("stored 2");
    assertThatThrownBy(() -> others.get(1).get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void tellsEveryCallerWhenTheDatabaseIsAwayAndGoesOnAfterwards() {
    List<Boolean> away = new ArrayList<>(List.of(true, false));
    GroupCommit<Integer, String> group =
        new GroupCommit<>(
            8,
            1,
            items -> {
              if (away.remove(0)) {
                throw new TransientDataAccessResourceException("away");
              }
              return store(items);
            });

    assertThatThrownBy(() -> group.store(1))
        .isInstanceOf(TransientDataAccessResourceException.class);
    assertThat(group.store(2)).isEqualTo("stored 2");
  }

  @Test
  void answersEachOfManyCallersWithItsOwnResultAndStoresEachOnce() {
    GroupCommit<Integer, String> group = new GroupCommit<>(16, 2, this::store);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 100; i < 2_100; i++) {
      int item = i;
      answers.add(CompletableFuture.supplyAsync(() -> group.store(item), threads));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).join()).isEqualTo("stored " + (i + 100));
    }
    assertThat(statements.stream().flatMap(List::stream)).hasSize(2_000).doesNotHaveDuplicates();
  }

  private List<String> store(List<Integer> items) {
    statements.add(items);
    if (items.contains(BAD)) {
      throw new DataIntegrityViolationException("13 is refused");
    }
    return items.stream().map(i -> "stored " + i).toList();
  }

  private List<String> store(List<Integer> items, CountDownLatch open) {
    if (!items.equals(List.of(0))) {
      return store(items);
    }
    statements.add(items);
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of("stored 0");
  }
}
