package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files in the shapes of well-known public data sets, in one batch. Definitions stand in {@code
 * pipelines/shapes} of the test's resources; all rows are invented.
 */
class ShapesIT {
  private static final String BOM = "\ufeff";

  private static CommandLineLake.Ran sweep;
  private static Map<String, List<String>> silver;
  private static Map<String, List<String>> leftOver;

  @BeforeAll
  static void load(@TempDir Path temp) {
    Project project = new Project(temp, "shapes");
    project.define(CommandLineLake.ROOT.resolve("local/src/test/resources/pipelines/shapes"));
    dailyReports(project);
    airports(project);
    transit(project);
    accounts(project);
    trail(project);
    trips(project);
    sweep = project.lake().run("sweep");
    silver = project.silver();
    leftOver = project.leftOver();
  }

  @Test
  void sweep_findsAllOfThem_andIgnoresWhatLiesBeside() {
    assertThat(sweep.out()).contains("15 were unknown (0 of them refused), 2 ignored");
    assertThat(sweep.code()).as(sweep.out() + sweep.err()).isZero();
  }

  /** Four headers, four forms of dates, and the day only in the file's name. */
  private static void dailyReports(Project project) {
    project.drop(
        "daily_reports/01-22-2020.csv",
        BOM
            + """
            Province/State,Country/Region,Last Update,Confirmed,Deaths,Recovered
            Northern Isles,Freedonia,1/22/2020 17:00,444,17,28
            ,Sylvania,1/22/20 9:05,,,
            """);
    project.drop(
        "daily_reports/03-01-2020.csv",
        """
        Province/State,Country/Region,Last Update,Confirmed,Deaths,Recovered,Latitude,Longitude
        "Port Doe, FR",Freedonia,2020-03-01T23:23:02,12,0,1,-12.5,170.0
        """);
    project.drop(
        "daily_reports/03-22-2020.csv",
        """
        FIPS,Admin2,Province_State,Country_Region,Last_Update,Lat,Long_,Confirmed,Deaths,Recovered,Active,Combined_Key
        00123,Doe,Northern Isles,Freedonia,3/22/20 23:45,34.5,-82.25,1.0,0,0,0,"Doe, Northern Isles, Freedonia"
        """);
    project.drop(
        "daily_reports/11-09-2020.csv",
        """
        FIPS,Admin2,Province_State,Country_Region,Last_Update,Lat,Long_,Confirmed,Deaths,Recovered,Active,Combined_Key,Incident_Rate,Case_Fatality_Ratio
        ,,,Sylvania,2020-11-10 05:25:27,33.0,67.5,42033,1554,34954,5525.0,Sylvania,107.9,3.697
        ,,Unknown,Freedonia,2020-11-10 05:25:27,,,0,0,,,"Unknown, Freedonia",,#DIV/0!
        """
            .replace("\n", "\r\n"));
    project.drop("daily_reports/README.md", "how to read these files\n");
  }

  @Test
  void dailyReports_ofFourHeadersAndFourFormsOfDates_haveEveryValueInItsColumn() {
    assertThat(silver.get("daily_reports"))
        .containsExactly(
            "2020-01-22, NULL, NULL, Northern Isles, Freedonia, 2020-01-22 17:00:00, NULL, NULL, 444, 17, NULL",
            "2020-01-22, NULL, NULL, NULL, Sylvania, 2020-01-22 09:05:00, NULL, NULL, NULL, NULL, NULL",
            "2020-03-01, NULL, NULL, Port Doe, FR, Freedonia, 2020-03-01 23:23:02, -12.5, 170.0, 12, 0, NULL",
            "2020-03-22, 00123, Doe, Northern Isles, Freedonia, 2020-03-22 23:45:00, 34.5, -82.25, 1, 0, NULL",
            "2020-11-09, NULL, NULL, NULL, Sylvania, 2020-11-10 05:25:27, 33.0, 67.5, 42033, 1554, 3.697",
            "2020-11-09, NULL, NULL, Unknown, Freedonia, 2020-11-10 05:25:27, NULL, NULL, 0, 0, NULL");
    assertThat(leftOver.get("daily_reports"))
        .containsExactly(
            "{\"Recovered\":\"28\"}",
            "{\"Recovered\":\"1\"}",
            "{\"Recovered\":\"0\",\"Active\":\"0\",\"Combined_Key\":\"Doe, Northern Isles, Freedonia\"}",
            "{\"Recovered\":\"34954\",\"Active\":\"5525.0\",\"Combined_Key\":\"Sylvania\",\"Incident_Rate\":\"107.9\"}",
            "{\"Combined_Key\":\"Unknown, Freedonia\"}");
  }

  /** No header, NULL and quotes as a database exports them. */
  private static void airports(Project project) {
    project.drop(
        "airports/airports.dat",
        """
        1,"Doe Field","Doeville","Freedonia","DOE","FRDD",-6.081,145.391,5282,10,"U","Pacific/Port_Moresby","airport","Survey"
        2,"Rufus \\"Teddy\\" Firefly, Sr.","Łódź","Sylvania",\\N,"SYRF",51.72,19.4,604,-5.5,"E",\\N,"airport","Survey"
        """);
  }

  @Test
  void airports_withoutHeader_haveTheNullsAndQuotesOfADatabase() {
    assertThat(silver.get("airports"))
        .containsExactly(
            "1, Doe Field, Doeville, Freedonia, DOE, FRDD, -6.081, 145.391, 5282, 10.00, U, Pacific/Port_Moresby, airport, Survey",
            "2, Rufus \"Teddy\" Firefly, Sr., Łódź, Sylvania, NULL, SYRF, 51.72, 19.4, 604, -5.50, E, NULL, airport, Survey");
  }

  /** A byte order mark, lines that end in CR alone, columns in any order, hours above 24. */
  private static void transit(Project project) {
    project.drop(
        "stop_times/2024/stop_times.txt",
        BOM
            + "trip_id,arrival_time,stop_id,stop_sequence\rT1,25:35:00,S 1,1\rT1,25:40:30,\"S,2\",2\r");
    project.drop(
        "stop_times/2025/stop_times.txt",
        "stop_id,stop_sequence,shape_dist_traveled,trip_id,arrival_time\r\nS 9,1,0.5,T2,\r\n");
    project.drop(
        "calendar_dates/calendar_dates.txt",
        BOM + "service_id,date,exception_type\nWEEK,20241225,2\nWEEK,20241226,1\n");
  }

  @Test
  void transitFeeds_withAMarkAndAnyLineEnds_areReadByName() {
    assertThat(silver.get("stop_times"))
        .containsExactly(
            "T1, 1, S 1, 25:35:00, NULL", "T1, 2, S,2, 25:40:30, NULL", "T2, 1, S 9, NULL, 0.5");
    assertThat(silver.get("calendar_dates"))
        .containsExactly("WEEK, 2024-12-25, false", "WEEK, 2024-12-26, true");
  }

  /** Encodings of their countries, lines before and behind, numbers and dates as people write. */
  private static void accounts(Project project) {
    project.drop(
        "account/Umsätze_März.csv",
        """
        "Konto:";"Girokonto DE00 0000";
        "Von:";"01.03.2024";
        "Bis:";"31.03.2024";
        "Kontostand vom 31.03.2024:";"1.234,56 €";

        "Buchungstag";"Wertstellung";"Auftraggeber / Begünstigter";"Verwendungszweck";"Betrag (€)";"Saldo";
        "02.03.2024";"04.03.24";"Müller & Söhne";"Café ""Zoë"" – Straße";"-1.234,56";"10.000,00 €";
        "29.03.2024";"29.03.2024";"Lukasz";"";"7";"-3,40 EUR";
        "Summe";"";"";"";"-1.227,56";"";
        """
            .replace("\n", "\r\n")
            .getBytes(Charset.forName("windows-1252")));
    project.drop(
        "rachunek/marzec.csv",
        """
        #Lista operacji;
        Data księgowania;Tytuł;Kwota
        2024-03-05;'Czynsz; Łódź';-1 234,56 PLN
        2024-03-06;Żółw;zł 12,00
        """
            .getBytes(Charset.forName("windows-1250")));
  }

  @Test
  void accounts_ofCentralEurope_areReadAsDeclared() {
    assertThat(silver.get("account"))
        .containsExactly(
            "2024-03-02, 2024-03-04, Müller & Söhne, Café \"Zoë\" – Straße, -1234.56, 10000.00",
            "2024-03-29, 2024-03-29, Lukasz, , 7.00, -3.40");
    assertThat(silver.get("rachunek"))
        .containsExactly("2024-03-05, Czynsz; Łódź, -1234.56", "2024-03-06, Żółw, 12.00");
    assertThat(leftOver).doesNotContainKeys("account", "rachunek");
  }

  /** One document per file, in folders that say account, region and day, digests beside them. */
  private static void trail(Project project) {
    project.drop(
        "trail/AWSLogs/123456789012/CloudTrail/eu-central-1/2024/05/06/123456789012_a.json.gz",
        Project.gzip(
            """
            {"Records":[{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","userName":"ann"},"eventTime":"2024-05-06T07:08:09Z",\
            "eventName":"PutObject","eventID":"e-1","requestParameters":{"bucketName":"b","size":12.50,"n":9007199254740993},"readOnly":false},\
            {"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"job"}}},\
            "eventTime":"2024-05-06T07:08:10Z","eventName":"GetObject","eventID":"e-2","requestParameters":null,"readOnly":true}]}\
            """));
    project.drop(
        "trail/AWSLogs/123456789012/CloudTrail/us-east-1/2024/05/07/123456789012_b.json",
        "{\"Records\":[\n  {\"eventID\":\"e-3\", \"eventTime\":\"2024-05-07T00:00:00Z\", \"userIdentity\":{\"invokedBy\":\"robot\"}}\n]}\n");
    project.drop(
        "trail/AWSLogs/123456789012/CloudTrail-Digest/eu-central-1/2024/05/06/d.json.gz",
        Project.gzip("{\"digestStartTime\":\"2024-05-06T07:08:09Z\"}"));
  }

  @Test
  void auditTrail_isReadFromItsDocumentsAndItsFolders() {
    assertThat(silver.get("trail"))
        .containsExactly(
            "e-1, 2024-05-06 07:08:09, PutObject, ann, {\"bucketName\":\"b\",\"size\":12.50,\"n\":9007199254740993}, false, 123456789012, eu-central-1, 2024-05-06",
            "e-2, 2024-05-06 07:08:10, GetObject, job, NULL, true, 123456789012, eu-central-1, 2024-05-06",
            "e-3, 2024-05-07 00:00:00, NULL, robot, NULL, NULL, 123456789012, us-east-1, 2024-05-07");
  }

  /** Types, names and units of columns change from month to month. */
  private static void trips(Project project) {
    project.drop(
        "trips/yellow_2010-01.parquet",
        ParquetText.file(
            """
            required binary VendorID (STRING);
            required binary tpep_pickup_datetime (STRING);
            optional int64 passenger_count; optional double fare_amount;
            """,
            1,
            (row, i) ->
                row.append("VendorID", "1")
                    .append("tpep_pickup_datetime", "2010-01-26 07:41:00")
                    .append("passenger_count", 1L)
                    .append("fare_amount", 4.5)));
    project.drop(
        "trips/yellow_2019-01.parquet",
        ParquetText.file(
            """
            optional int64 VendorID; optional int64 tpep_pickup_datetime (TIMESTAMP(MICROS,false));
            optional double passenger_count; optional double RatecodeID;
            optional double fare_amount; optional int32 airport_fee;
            """,
            2,
            (row, i) -> {
              row.append("VendorID", 2L).append("tpep_pickup_datetime", micros(i));
              number(row, "passenger_count", i == 0, 3.0);
              number(row, "RatecodeID", i == 0, 99.0);
              row.append("fare_amount", 12.35);
            }));
    project.drop(
        "trips/green_2025-01.parquet",
        ParquetText.file(
            """
            required int32 VendorID; required int64 lpep_pickup_datetime (TIMESTAMP(NANOS,false));
            optional int64 passenger_count; optional int64 RatecodeID;
            optional fixed_len_byte_array(8) fare_amount (DECIMAL(15,4)); optional double Airport_fee;
            """,
            1,
            (row, i) ->
                row.append("VendorID", 7)
                    .append("lpep_pickup_datetime", micros(0) * 1000 + 999)
                    .append("passenger_count", 2L)
                    .append("RatecodeID", 1L)
                    .append(
                        "fare_amount",
                        org.apache.parquet.io.api.Binary.fromConstantByteArray(
                            new byte[] {0, 0, 0, 0, 0, 1, (byte) 0x86, (byte) 0xa0}))
                    .append("Airport_fee", 1.75)));
  }

  private static void number(Group row, String name, boolean present, double value) {
    if (present) {
      row.append(name, value);
    }
  }

  private static long micros(int hours) {
    return LocalDateTime.of(2025, 1, 31, hours, 59, 59).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }

  @Test
  void months_whoseTypesChange_haveOneTypeInSilver() {
    assertThat(silver.get("trips"))
        .containsExactlyInAnyOrder(
            "1, 2010-01-26 07:41:00, 1, NULL, 4.50, NULL",
            "2, 2025-01-31 00:59:59, 3, 99, 12.35, NULL",
            "2, 2025-01-31 01:59:59, NULL, NULL, 12.35, NULL",
            "7, 2025-01-31 00:59:59, 2, 1, 10.00, 1.75");
    assertThat(leftOver).doesNotContainKey("trips");
  }
}
