package io.ingot.readers;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How the text of a column is read. What does not match entirely is rescued, never guessed.
 *
 * @param formats patterns of dates and times, tried in this order; empty for the ISO form
 * @param zone zone of local times, such as {@code Europe/Berlin}; UTC by default
 * @param century first year of the hundred that two-digit years belong to; 0 if none is declared
 * @param epoch unit of times that are numbers since 1970; {@link Epoch#none} if they are no numbers
 * @param nulls texts that read as NULL, beside those of the format
 * @param numbers how numbers are written
 * @param trues texts that read as true; empty for {@code true}
 * @param falses texts that read as false; empty for {@code false}
 * @param zones what abbreviations of zones mean, such as {@code BST} and {@code Europe/London}
 */
public record Reading(
    List<String> formats,
    String zone,
    int century,
    Epoch epoch,
    List<String> nulls,
    Numbers numbers,
    List<String> trues,
    List<String> falses,
    Map<String, String> zones)
    implements Serializable {
  /** ISO dates and times in UTC, plain numbers. */
  public static final Reading PLAIN =
      new Reading(List.of(), "UTC", 0, Epoch.none, List.of(), Numbers.PLAIN, List.of(), List.of());

  public Reading {
    formats = List.copyOf(formats);
    nulls = List.copyOf(nulls);
    trues = List.copyOf(trues);
    falses = List.copyOf(falses);
    zones = zones == null ? Map.of() : Map.copyOf(zones);
  }

  /** A reading to which abbreviations of zones mean nothing. */
  public Reading(
      List<String> formats,
      String zone,
      int century,
      Epoch epoch,
      List<String> nulls,
      Numbers numbers,
      List<String> trues,
      List<String> falses) {
    this(formats, zone, century, epoch, nulls, numbers, trues, falses, Map.of());
  }

  /** Units of times that are numbers. */
  public enum Epoch {
    none,
    seconds,
    millis,
    micros,
    nanos
  }

  /**
   * How numbers are written.
   *
   * @param decimal the mark before the fraction
   * @param group marks between groups of three digits, each a character; empty if there are none
   * @param percent whether a percent sign may stand behind it, which divides it by 100
   * @param currency whether a currency sign or code may stand before or behind it
   * @param parentheses whether parentheses around it mean a minus
   */
  public record Numbers(
      String decimal, String group, boolean percent, boolean currency, boolean parentheses)
      implements Serializable {
    /** A point, and nothing else. */
    public static final Numbers PLAIN = new Numbers(".", "", false, false, false);
  }

  /** The same, written by one pattern. */
  public Reading in(String pattern) {
    return new Reading(
        pattern.isEmpty() ? List.of() : List.of(pattern),
        zone,
        century,
        epoch,
        nulls,
        numbers,
        trues,
        falses,
        zones);
  }

  /** The same, with numbers written in another way. */
  public Reading in(Numbers way) {
    return new Reading(formats, zone, century, epoch, nulls, way, trues, falses, zones);
  }

  /** The same, with abbreviations of zones that mean something. */
  public Reading abbreviating(Map<String, String> abbreviations) {
    return new Reading(formats, zone, century, epoch, nulls, numbers, trues, falses, abbreviations);
  }
}
