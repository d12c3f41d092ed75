package io.ingot.core.definition;

import io.ingot.core.definition.MartReader.ReadMart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the marts of a pipeline behind those that they read. */
final class MartOrder {
  private final SortedMap<String, ReadMart> marts = new TreeMap<>();
  private final Map<String, MartDefinition> sorted = new LinkedHashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Problems problems;

  private MartOrder(Collection<ReadMart> marts, Problems problems) {
    marts.forEach(m -> this.marts.put(m.definition().name(), m));
    this.problems = problems;
  }

  /** The marts, each after those that it reads, else by name; a circle is reported once. */
  static List<MartDefinition> sort(Collection<ReadMart> marts, Problems problems) {
    MartOrder order = new MartOrder(marts, problems);
    order.marts.values().forEach(order::visit);
    return List.copyOf(order.sorted.values());
  }

  private void visit(ReadMart mart) {
    String name = mart.definition().name();
    if (sorted.containsKey(name)) {
      return;
    }
    path.addLast(name);
    for (YamlNode read : mart.reads()) {
      if (path.contains(read.text())) {
        circle(read);
      } else if (marts.containsKey(read.text())) {
        visit(marts.get(read.text()));
      }
    }
    path.removeLast();
    sorted.put(name, mart.definition());
  }

  private void circle(YamlNode back) {
    List<String> circle = new ArrayList<>(path);
    circle.subList(0, circle.indexOf(back.text())).clear();
    circle.add(back.text());
    problems.add(
        back,
        "marts read each other in a circle (" + String.join(" -> ", circle) + ")",
        "Remove one of these reads.");
  }
}
