package io.ingot.core.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.SourceLimits;
import io.ingot.core.definition.TableName;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateSyncTest {
  private static final String EMPTY =
      "Resources:\n" + TemplateSync.BEGIN + TemplateSync.END + "\n  Other: {Type: x}\n";

  @Test
  void template_withoutPipelines_keepsAnEmptyPart() {
    assertThat(synced(EMPTY, new Definitions(List.of()))).isEqualTo(EMPTY);
  }

  @Test
  void template_withAPipeline_getsItsDatabaseAndItsRights() {
    assertThat(synced(EMPTY, of(pipeline("rides", "rides/data/", "uber_database"))))
        .isEqualTo(
            """
            Resources:
              # BEGIN pipelines (./ingot check --fix)
              UberDatabaseGlueDatabase:
                Type: AWS::Glue::Database
                DeletionPolicy: RetainExceptOnCreate
                UpdateReplacePolicy: Retain
                Properties:
                  CatalogId: !Ref AWS::AccountId
                  DatabaseInput:
                    Name: uber_database
                    Description: Tables of rides.
                    LocationUri: !Sub "s3://${WarehouseBucket}/uber_database"

              JobDataPolicy1:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  Roles: [!Ref JobRole]
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Sid: Uploads
                        Effect: Allow
                        Action: s3:GetObject
                        Resource:
                          - !Sub "${LandingBucket.Arn}/rides/data/*"
                      - Sid: TableFiles
                        Effect: Allow
                        Action: [s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload]
                        Resource:
                          - !Sub "${WarehouseBucket.Arn}/uber_database/*"
                      - Sid: Tables
                        Effect: Allow
                        Action: [glue:GetDatabase, glue:GetTable, glue:CreateTable, glue:UpdateTable]
                        Resource:
                          - !Sub "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:catalog"
                          - !Sub "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:database/uber_database"
                          - !Sub "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:table/uber_database/*"

              SweepLandingPolicy1:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  Roles: [!Ref SweepRole]
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Sid: ListUploads
                        Effect: Allow
                        Action: s3:ListBucketVersions
                        Resource:
                          - !GetAtt LandingBucket.Arn
                        Condition:
                          StringEquals:
                            s3:prefix:
                              - "rides/data/"
                      - Sid: Uploads
                        Effect: Allow
                        Action: s3:GetObjectVersion
                        Resource:
                          - !Sub "${LandingBucket.Arn}/rides/data/*"

              RidesRidesMartNamedQuery:
                Type: AWS::Athena::NamedQuery
                Properties:
                  Name: rides.rides_mart
                  Description: "One row per \\"thing\\"."
                  WorkGroup: !Ref AthenaWorkGroup
                  Database: uber_database
                  QueryString: |
                    WITH
                      "rides" AS (SELECT * FROM "uber_database"."silver_rides")
                    SELECT 1
              # END pipelines

              Other: {Type: x}
            """);
  }

  @Test
  void template_syncedTwice_isTheSame() {
    Definitions definitions = of(pipeline("rides", "rides/data/", "uber_database"));
    String once = synced(EMPTY, definitions);

    assertThat(TemplateSync.differs(EMPTY, definitions, Map.of())).isTrue();
    assertThat(TemplateSync.differs(once, definitions, Map.of())).isFalse();
  }

  @Test
  void template_ofAPipelineThatWentAway_losesItsPart() {
    Definitions rides = of(pipeline("rides", "rides/data/", "uber_database"));
    String both =
        synced(EMPTY, of(rides.pipelines().get(0), pipeline("orders", "orders/", "icebergdb")));

    assertThat(both).contains("Name: icebergdb", "Name: uber_database", "/orders/*");
    assertThat(synced(both, rides)).isEqualTo(synced(EMPTY, rides));
  }

  @Test
  void database_ofTwoPipelines_standsOnce() {
    String synced = synced(EMPTY, of(pipeline("b", "b/", "shared"), pipeline("a", "a/", "shared")));

    assertThat(synced).containsOnlyOnce("Name: shared").contains("Tables of a, b.");
  }

  @Test
  void databases_withOneLogicalId_areRefused() {
    Definitions definitions = of(pipeline("a", "a/", "taxi_1"), pipeline("b", "b/", "taxi1"));

    assertThatThrownBy(() -> synced(EMPTY, definitions))
        .hasMessage(
            "Cannot name database taxi_1 in the template: its logical id is taken by taxi1 (Taxi1GlueDatabase). Rename one of them.");
  }

  @Test
  void landingPrefix_thatIsAPattern_isRefused() {
    assertThatThrownBy(() -> synced(EMPTY, of(pipeline("a", "a*/", "a"))))
        .hasMessage(
            "Cannot grant the roles landing prefix a*/: it contains one of * ? $ \" \\, which have a meaning in policies. Rename it.");
  }

  @Test
  void template_withoutMarker_isRefused() {
    assertThatThrownBy(() -> synced("Resources:\n", of()))
        .hasMessage(
            "Cannot bring the template in line: the line \"# BEGIN pipelines (./ingot check --fix)\" must be there once (found: none). Restore it.");
    assertThatThrownBy(() -> synced(TemplateSync.END + TemplateSync.BEGIN, of()))
        .hasMessageContaining("Exchange them.");
  }

  @Test
  void martQuery_thatDefinesRelations_continuesTheListOfTables() {
    assertThat(query("-- Totals.\nwith sold AS (SELECT 1)\nSELECT * FROM sold"))
        .isEqualTo(
            """
            WITH
              "rides" AS (SELECT * FROM "db"."silver_rides"),
            -- Totals.
            sold AS (SELECT 1)
            SELECT * FROM sold
            """);
  }

  @Test
  void martQuery_whereWithIsNoKeyword_isKept() {
    assertThat(query("/* WITH */ SELECT 'WITH x'\n\n-- WITH\n"))
        .isEqualTo(
            """
            WITH
              "rides" AS (SELECT * FROM "db"."silver_rides")
            /* WITH */ SELECT 'WITH x'

            -- WITH
            """);
  }

  @Test
  void martQuery_writtenForAthena_isTakenInPlaceOfTheOther() {
    Map<String, String> files = Map.of("rides/marts/rides_mart.athena.sql", "SELECT 2;\n");

    assertThat(TemplateSync.synced(EMPTY, of(pipeline("rides", "rides/data/", "db")), files))
        .contains("        SELECT 2\n  # END")
        .doesNotContain("SELECT 1");
  }

  @Test
  void mart_overAnotherMart_readsItsTable() {
    PipelineDefinition rides = pipeline("rides", "rides/data/", "db");
    MartDefinition top = mart("top", "db", List.of("rides_mart"), "SELECT 1");
    PipelineDefinition both =
        new PipelineDefinition(
            "rides",
            "Things.",
            "db",
            PipelineLimits.DEFAULT,
            rides.sources(),
            List.of(rides.marts().get(0), top));

    assertThat(synced(EMPTY, of(both)))
        .contains(
            "  RidesTopNamedQuery:", "\"rides_mart\" AS (SELECT * FROM \"db\".\"rides_mart\")");
  }

  @Test
  void marts_withOneLogicalId_areRefused() {
    Definitions definitions = of(pipeline("a", "a/", "db"), pipeline("a_", "b/", "db"));

    assertThatThrownBy(() -> synced(EMPTY, definitions))
        .hasMessage(
            "Cannot name mart a_.a__mart in the template: its logical id is taken by a.a_mart (AAMartNamedQuery). Rename one of them.");
  }

  @Test
  void martQuery_thatAthenaWouldNotTake_isRefused() {
    assertThatThrownBy(() -> query("SELECT '" + "x".repeat(262_144) + "'"))
        .hasMessage(
            "Cannot make mart rides.rides_mart a named query: its query has 262207 characters (Athena takes 262144). Shorten it.");
    assertThatThrownBy(() -> synced(EMPTY, of(pipeline("r".repeat(70), "r/", "db"))))
        .hasMessageContaining("its name has 146 characters (Athena takes 128). Shorten it.");
  }

  @Test
  void template_thatCloudFormationWouldNotTake_isRefused() {
    PipelineDefinition[] many =
        IntStream.range(0, 500)
            .mapToObj(i -> pipeline("p" + i, "p/", "db"))
            .toArray(PipelineDefinition[]::new);

    assertThatThrownBy(() -> synced(EMPTY, of(many)))
        .hasMessageMatching(
            "Cannot bring the template in line: it would have \\d+ bytes and 503 resources"
                + " \\(CloudFormation takes 1000000 and 500\\)\\. Deploy some pipelines as a stack"
                + " of their own\\.");
  }

  /** The named query of a mart with that text, as Athena gets it. */
  private static String query(String sql) {
    PipelineDefinition rides = pipeline("rides", "rides/data/", "db");
    String synced =
        synced(
            EMPTY,
            of(
                new PipelineDefinition(
                    "rides",
                    "Things.",
                    "db",
                    PipelineLimits.DEFAULT,
                    rides.sources(),
                    List.of(mart("rides_mart", "db", List.of("rides"), sql)))));
    String block = synced.substring(synced.indexOf("|\n") + 2, synced.indexOf(TemplateSync.END));
    return block.replaceAll("(?m)^ {8}", "");
  }

  private static String synced(String template, Definitions definitions) {
    return TemplateSync.synced(template, definitions, Map.of());
  }

  private static Definitions of(PipelineDefinition... pipelines) {
    return new Definitions(List.of(pipelines));
  }

  private static PipelineDefinition pipeline(String name, String landing, String database) {
    SilverDefinition silver =
        new SilverDefinition(
            new TableName(database, "silver_" + name),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Operation.NONE,
            List.of(),
            Expectations.NONE);
    SourceDefinition source =
        new SourceDefinition(
            name,
            "One row per thing.",
            landing,
            FileNames.DEFAULT,
            Format.of(Format.Type.csv),
            List.of(),
            SourceLimits.DEFAULT,
            Overwrite.replace,
            UnknownColumns.rescue,
            new TableName(database, "bronze_" + name),
            silver);
    return new PipelineDefinition(
        name,
        "Things.",
        database,
        PipelineLimits.DEFAULT,
        List.of(source),
        List.of(mart(name + "_mart", database, List.of(name), "SELECT 1")));
  }

  private static MartDefinition mart(String name, String database, List<String> reads, String sql) {
    return new MartDefinition(
        name,
        "One row per \"thing\".",
        new TableName(database, name),
        List.of(),
        MartDefinition.Refresh.full,
        reads,
        sql,
        List.of());
  }
}
