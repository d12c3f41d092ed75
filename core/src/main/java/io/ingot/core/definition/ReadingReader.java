package io.ingot.core.definition;

import io.ingot.core.definition.YamlNode.Entry;
import io.ingot.readers.DateTimePattern;
import io.ingot.readers.Reading;
import io.ingot.readers.Reading.Epoch;
import io.ingot.readers.Reading.Numbers;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads how a column's text is read: the keys of a column that depend on its type. */
final class ReadingReader {
  private static final String TIMES = "date, timestamp or string";
  private static final String NUMBERS = "int, long, float, double or decimal(p,s)";

  /** The types that a key has a meaning for. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("format", TIMES),
          Map.entry("zone", "timestamp"),
          Map.entry("zones", "timestamp"),
          Map.entry("century", "date or timestamp"),
          Map.entry("epoch", "date or timestamp"),
          Map.entry("decimal", NUMBERS),
          Map.entry("group", NUMBERS),
          Map.entry("percent", NUMBERS),
          Map.entry("currency", NUMBERS),
          Map.entry("parentheses", NUMBERS),
          Map.entry("true_values", "boolean"),
          Map.entry("false_values", "boolean"));

  /** In the order in which they are documented. */
  private static final List<String> KEYS =
      FileKind.SOURCE.below("columns[]").stream()
          .map(FileKind.Key::name)
          .filter(TYPES::containsKey)
          .toList();

  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");

  /** What is gone on with where a century is declared that is none. */
  private static final int SOME_CENTURY = 1970;

  private static final String ZONES =
      "a region such as Europe/Berlin, an offset such as +02:00, or UTC";

  private static final String MARKS = "a list of texts, such as [Y, J]";

  private final Section section;
  private final String type;
  private final Problems problems;

  /**
   * Reads one column.
   *
   * @param type its type; empty if that is not known
   */
  ReadingReader(Section section, String type, Problems problems) {
    this.section = section;
    this.type = type;
    this.problems = problems;
  }

  /** The keys of this kind that a column has. */
  static List<String> keysOf(Section section) {
    return KEYS.stream().filter(section::has).toList();
  }

  Reading read() {
    if (type.isEmpty() || misfits()) {
      return Reading.PLAIN;
    }
    List<YamlNode> patterns = section.oneOrMore("format", "a pattern or a list of patterns");
    int century = century(patterns);
    List<String> nulls = marks("null_values");
    List<String> trues = marks("true_values");
    List<String> falses = marks("false_values");
    clash("null_values", nulls, Set.copyOf(trues), "is also a text for true");
    clash("null_values", nulls, Set.copyOf(falses), "is also a text for false");
    clash(
        "false_values",
        falses,
        trues.isEmpty() && !falses.isEmpty() ? TRUE : Set.copyOf(trues),
        "reads as true");
    clash(
        "true_values",
        trues,
        falses.isEmpty() && !trues.isEmpty() ? FALSE : Set.of(),
        "reads as false");
    return new Reading(
            formats(patterns, century), zone(), century, epoch(), nulls, numbers(), trues, falses)
        .abbreviating(zones(patterns));
  }

  private boolean misfits() {
    boolean misfits = false;
    for (String key : keysOf(section)) {
      if (!fits(TYPES.get(key))) {
        misfits = true;
        problems.add(
            section.at(key),
            "\"" + key + "\" has no meaning for a column of type " + type,
            "Remove it, or declare " + TYPES.get(key) + ".");
      }
    }
    return misfits;
  }

  private boolean fits(String types) {
    String plain = type.startsWith("decimal") ? "decimal(p,s)" : type;
    return List.of(types.split(", | or ")).contains(plain);
  }

  private List<String> formats(List<YamlNode> patterns, int century) {
    List<String> result = new ArrayList<>();
    for (YamlNode item : patterns) {
      Optional<DateTimePattern.Flaw> flaw = DateTimePattern.flaw(item.text(), type, century);
      flaw.ifPresent(
          f ->
              problems.add(
                  item,
                  "format \"" + item.text() + "\" of type " + type + " has " + f.reason(),
                  f.fix()));
      if (flaw.isEmpty()) {
        alike(item, result);
        result.add(item.text());
      }
    }
    return result;
  }

  /** Two patterns that read the same text as different days. */
  private void alike(YamlNode item, List<String> former) {
    former.stream()
        .filter(f -> !f.equals(item.text()) && shape(f).equals(shape(item.text())))
        .findFirst()
        .ifPresent(
            f ->
                problems.note(
                    item,
                    "what format \"" + item.text() + "\" reads, \"" + f + "\" may read first",
                    "Keep one of them, unless that is meant."));
  }

  /** A pattern in which day and month look alike. */
  private static String shape(String pattern) {
    return pattern.replaceAll("(?<![Md])(d{1,2}|M{1,2})(?![Md])", "#");
  }

  private String zone() {
    Optional<String> zone = section.value("zone", ZONES, ReadingReader::zone);
    if (section.has("zone") && section.has("epoch")) {
      exclude("zone", "epoch");
    }
    return zone.orElse(Reading.PLAIN.zone());
  }

  /** What abbreviations mean. */
  private Map<String, String> zones(List<YamlNode> patterns) {
    Map<String, String> result = new TreeMap<>();
    for (Entry entry : section.namedTexts("zones")) {
      if (!entry.name().matches("[A-Za-z]{1,10}")) {
        problems.add(
            entry.key(),
            "\"" + entry.name() + "\" is not an abbreviation of a zone",
            "Write letters, such as BST; offsets and regions are read without zones.");
      } else if (List.of("Z", "UTC", "GMT").contains(entry.name())) {
        problems.add(
            entry.key(), "\"" + entry.name() + "\" has a meaning already", "Remove it from zones.");
      } else {
        zone(entry.value().text())
            .ifPresentOrElse(
                zone -> result.put(entry.name(), zone),
                () -> section.wrong("zones." + entry.name(), entry.value(), ZONES));
      }
    }
    if (section.has("zones") && section.has("epoch")) {
      exclude("zones", "epoch");
    } else if (section.has("zones")
        && !patterns.isEmpty()
        && patterns.stream().noneMatch(p -> DateTimePattern.hasZoneName(p.text()))) {
      problems.add(
          section.at("zones"),
          "\"zones\" has no meaning without names of zones (z) in a format",
          "Remove it, or write z where the abbreviation is.");
    }
    return result;
  }

  private static Optional<String> zone(String text) {
    boolean one = text.matches("UTC|GMT|[+-]\\d{2}:\\d{2}") || text.matches("[A-Za-z]+/.+");
    try {
      return one ? Optional.of(ZoneId.of(text).getId()) : Optional.empty();
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private int century(List<YamlNode> patterns) {
    if (section.has("century")
        && patterns.stream().noneMatch(p -> DateTimePattern.hasShortYear(p.text()))) {
      problems.add(
          section.at("century"),
          "\"century\" has no meaning without years of two digits (yy) in a format",
          "Remove it.");
    }
    return section
        .value(
            "century",
            "the first year that two digits can mean, such as 1970",
            t -> Sizes.count(t, 1).filter(y -> y <= 9900))
        .orElse(section.has("century") ? SOME_CENTURY : 0);
  }

  private Epoch epoch() {
    List<Epoch> units = List.of(Epoch.seconds, Epoch.millis, Epoch.micros, Epoch.nanos);
    Epoch epoch = section.choice("epoch", units.toArray(Epoch[]::new)).orElse(Epoch.none);
    if (section.has("epoch") && section.has("format")) {
      exclude("epoch", "format");
    }
    return epoch;
  }

  private void exclude(String key, String other) {
    problems.add(
        section.at(key),
        "\"" + key + "\" has no meaning beside \"" + other + "\"",
        "Remove one of them.");
  }

  private Numbers numbers() {
    Numbers d = Numbers.PLAIN;
    String decimal =
        section
            .value(
                "decimal",
                "one character, such as \",\"",
                t -> Optional.of(t).filter(m -> mark(m) && m.length() == 1))
            .orElse(d.decimal());
    String group =
        section
            .value(
                "group",
                "characters, such as \".\" or \" '\"",
                t -> Optional.of(t).filter(ReadingReader::mark))
            .orElse(d.group());
    if (group.contains(decimal)) {
      problems.add(
          section.at(section.has("decimal") ? "decimal" : "group"),
          "\"" + decimal + "\" is the mark before the fraction and between groups",
          "Write different ones, such as decimal: \",\" and group: \".\".");
    }
    return new Numbers(
        decimal,
        group,
        section.bool("percent", d.percent()),
        section.bool("currency", d.currency()),
        section.bool("parentheses", d.parentheses()));
  }

  /** Whether it can be no part of a number, a sign or a currency. */
  private static boolean mark(String text) {
    return text.matches("[^\\p{L}\\p{Nd}\\p{Sc}+()%\\-\\r\\n]+");
  }

  private List<String> marks(String key) {
    return section.texts(key, MARKS).stream().map(YamlNode::text).toList();
  }

  private void clash(String key, List<String> marks, Set<String> others, String what) {
    marks.stream()
        .filter(others::contains)
        .findFirst()
        .ifPresent(
            m ->
                problems.add(
                    section.at(key),
                    "\"" + m + "\" of \"" + key + "\" " + what,
                    "Declare both lists, without a text in common."));
  }
}
