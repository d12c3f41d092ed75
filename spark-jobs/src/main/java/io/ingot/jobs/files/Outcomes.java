package io.ingot.jobs.files;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Collects what came of every part of every file. A part counts once, however often tasks repeat
 * it.
 */
public final class Outcomes extends AccumulatorV2<Outcomes.Part, Map<Outcomes.Place, Outcome>> {
  private static final long serialVersionUID = 1;

  private final TreeMap<Place, Outcome> found = new TreeMap<>();

  /**
   * A part of a file.
   *
   * @param file the file's number
   * @param from its first byte
   */
  public record Place(int file, long from) implements Serializable, Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return file == other.file
          ? Long.compare(from, other.from)
          : Integer.compare(file, other.file);
    }
  }

  /** What came of a part. */
  public record Part(Place place, Outcome outcome) implements Serializable {}

  /** What came of each file, by its number. */
  public Map<Integer, Outcome> byFile() {
    Map<Integer, Outcome> files = new TreeMap<>();
    found.forEach((place, outcome) -> files.merge(place.file(), outcome, Outcome::and));
    return files;
  }

  @Override
  public boolean isZero() {
    return found.isEmpty();
  }

  @Override
  public Outcomes copy() {
    Outcomes copy = new Outcomes();
    copy.found.putAll(found);
    return copy;
  }

  @Override
  public void reset() {
    found.clear();
  }

  @Override
  public void add(Part part) {
    found.put(part.place(), part.outcome());
  }

  @Override
  public void merge(AccumulatorV2<Part, Map<Place, Outcome>> other) {
    found.putAll(other.value());
  }

  @Override
  public Map<Place, Outcome> value() {
    return found;
  }
}
