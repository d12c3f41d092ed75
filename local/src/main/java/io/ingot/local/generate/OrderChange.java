package io.ingot.local.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** One line of a change file, each field as the text that the file shows. Empty means no value. */
record OrderChange(
    String op,
    String changed,
    String invoice,
    String item,
    String category,
    String price,
    String quantity,
    String date,
    String state,
    String shipping,
    String referral) {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  /** A moment, in microseconds since 2024-01-01. */
  static String moment(long micros) {
    return MICROS.format(
        LocalDateTime.of(2024, 1, 1, 0, 0)
            .plusSeconds(Math.floorDiv(micros, 1_000_000L))
            .plusNanos(Math.floorMod(micros, 1_000_000L) * 1000));
  }

  static String cents(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  OrderChange withOp(String other) {
    return new OrderChange(
        other, changed, invoice, item, category, price, quantity, date, state, shipping, referral);
  }

  OrderChange withChanged(String other) {
    return new OrderChange(
        op, other, invoice, item, category, price, quantity, date, state, shipping, referral);
  }

  OrderChange withInvoice(String other) {
    return new OrderChange(
        op, changed, other, item, category, price, quantity, date, state, shipping, referral);
  }

  OrderChange withItem(String other) {
    return new OrderChange(
        op, changed, invoice, other, category, price, quantity, date, state, shipping, referral);
  }

  OrderChange withPrice(String other) {
    return new OrderChange(
        op, changed, invoice, item, category, other, quantity, date, state, shipping, referral);
  }

  OrderChange withQuantity(String other) {
    return new OrderChange(
        op, changed, invoice, item, category, price, other, date, state, shipping, referral);
  }

  OrderChange withDate(LocalDate other) {
    return withDate(other.toString());
  }

  OrderChange withDate(String other) {
    return new OrderChange(
        op, changed, invoice, item, category, price, quantity, other, state, shipping, referral);
  }

  OrderChange withState(String other) {
    return new OrderChange(
        op, changed, invoice, item, category, price, quantity, date, other, shipping, referral);
  }

  String line() {
    return String.join(
        "\t", op, changed, invoice, item, category, price, quantity, date, state, shipping,
        referral);
  }
}
