package procare.order;

import java.util.Objects;

/**
 * What a laboratory says about an order or one test of it, whatever way it came.
 *
 * @param placer our number as the laboratory quotes it: the order's or one test's
 * @param filler the laboratory's number, or null
 * @param signal what it says
 * @param detail code and words for operators such as {@code ORC-1 UA}, without personal data; or
 *     null
 */
public record OrderWord(String placer, String filler, OrderSignal signal, String detail) {
  public OrderWord {
    Objects.requireNonNull(placer, "placer");
    Objects.requireNonNull(signal, "signal");
  }
}
