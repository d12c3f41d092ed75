package io.ingot.local.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what the tables of the pipeline {@code rides} must hold after some uploads, worked out anew
 * from the files each time and by other means than the pipeline: collections only, no definition,
 * no SQL, no increments.
 */
public final class RidesOracle {
  private final List<Version> versions = new ArrayList<>();

  /**
   * Takes one upload, processed as a batch of its own. A name that came before is a new version,
   * which takes the place of the former one.
   *
   * @param fileName the object's name under the landing prefix
   * @param content the object's bytes, CSV in UTF-8 with header
   */
  public void upload(String fileName, byte[] content) {
    int ordinal = 1 + (int) versions.stream().filter(v -> v.fileName.equals(fileName)).count();
    versions.add(new Version(fileName, ordinal, versions.size() + 1, rows(content)));
  }

  /** Table name to its content as CSV with header, rows in the table's documented order. */
  public Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("rides", bronze());
    tables.put("rides_files", files());
    tables.put("rides_silver_data", silver());
    tables.put("rides_silver_data_quarantine", quarantine());
    tables.put("rides_gold_data", gold());
    return tables;
  }

  private String bronze() {
    List<List<String>> rows = new ArrayList<>();
    for (Version version : versions) {
      for (OracleRow row : version.rows) {
        List<String> fields = new ArrayList<>(row.bronzeFields());
        fields.add(version.fileName);
        fields.add(String.valueOf(version.ordinal));
        rows.add(fields);
      }
    }
    return csv(
        "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,"
            + "route_taken,start_point,end_point,source_file,version",
        rows);
  }

  private String files() {
    return csv(
        "file_name,version,batch,rows,state",
        versions.stream()
            .map(
                v ->
                    List.of(
                        v.fileName,
                        String.valueOf(v.ordinal),
                        String.valueOf(v.batch),
                        String.valueOf(v.rows.size()),
                        counts(v) ? "loaded" : "superseded"))
            .toList());
  }

  private String silver() {
    return csv(
        "ride_id,date,driver_number,max_speed,distance_travelled,fare_amount",
        winners().stream().map(OracleRow::silverFields).toList());
  }

  private String quarantine() {
    List<List<String>> rows = new ArrayList<>();
    for (Version version : countingVersions()) {
      for (OracleRow row : version.rows) {
        if (!row.brokenRules().isEmpty()) {
          rows.add(
              List.of(
                  OracleRow.shown(row.rideId()),
                  String.join(";", row.brokenRules()),
                  version.fileName,
                  String.valueOf(row.number())));
        }
      }
    }
    return csv("ride_id,rules,file_name,row", rows);
  }

  private String gold() {
    // The group without a driver comes first, as NULL does in Spark's ascending order.
    Map<Optional<String>, List<OracleRow>> drivers =
        winners().stream()
            .collect(
                Collectors.groupingBy(
                    OracleRow::driver,
                    () -> new TreeMap<>(Comparator.comparing(driver -> driver.orElse(""))),
                    Collectors.toList()));
    return csv(
        "driver_number,avg_speed,total_distance,avg_fare,total_fare",
        drivers.entrySet().stream()
            .map(e -> DriverTotals.fields(e.getKey(), e.getValue()))
            .toList());
  }

  /** The row that counts for each ride, by ride id: later uploads and later lines overwrite. */
  private List<OracleRow> winners() {
    Map<String, OracleRow> byRide = new TreeMap<>();
    for (Version version : countingVersions()) {
      for (OracleRow row : version.rows) {
        if (row.brokenRules().isEmpty()) {
          byRide.put(row.rideId().orElseThrow(), row);
        }
      }
    }
    return List.copyOf(byRide.values());
  }

  private List<Version> countingVersions() {
    return versions.stream().filter(this::counts).toList();
  }

  private boolean counts(Version version) {
    return versions.stream()
        .noneMatch(v -> v.fileName.equals(version.fileName) && v.ordinal > version.ordinal);
  }

  private static List<OracleRow> rows(byte[] content) {
    List<List<String>> records = CsvText.parse(new String(content, StandardCharsets.UTF_8));
    List<String> header = records.get(0);
    List<OracleRow> rows = new ArrayList<>();
    for (List<String> record : records.subList(1, records.size())) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        fields.put(header.get(i), record.get(i));
      }
      rows.add(OracleRow.of(rows.size() + 1, fields));
    }
    return rows;
  }

  private static String csv(String header, List<List<String>> rows) {
    return header
        + "\n"
        + rows.stream().map(r -> CsvText.line(r) + "\n").collect(Collectors.joining());
  }

  private record Version(String fileName, int ordinal, int batch, List<OracleRow> rows) {}
}
