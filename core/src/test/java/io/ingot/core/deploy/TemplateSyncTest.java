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
import org.junit.jupiter.api.Test;

class TemplateSyncTest {
  private static final String EMPTY =
      "Resources:\n" + TemplateSync.BEGIN + TemplateSync.END + "\n  Other: {Type: x}\n";

  @Test
  void template_withoutPipelines_keepsAnEmptyPart() {
    assertThat(TemplateSync.synced(EMPTY, new Definitions(List.of()))).isEqualTo(EMPTY);
  }

  @Test
  void template_withAPipeline_getsItsDatabaseAndItsRights() {
    assertThat(TemplateSync.synced(EMPTY, of(pipeline("rides", "rides/data/", "uber_database"))))
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
              # END pipelines

              Other: {Type: x}
            """);
  }

  @Test
  void template_syncedTwice_isTheSame() {
    Definitions definitions = of(pipeline("rides", "rides/data/", "uber_database"));
    String once = TemplateSync.synced(EMPTY, definitions);

    assertThat(TemplateSync.differs(EMPTY, definitions)).isTrue();
    assertThat(TemplateSync.differs(once, definitions)).isFalse();
  }

  @Test
  void template_ofAPipelineThatWentAway_losesItsPart() {
    Definitions rides = of(pipeline("rides", "rides/data/", "uber_database"));
    String both =
        TemplateSync.synced(
            EMPTY, of(rides.pipelines().get(0), pipeline("orders", "orders/", "icebergdb")));

    assertThat(both).contains("Name: icebergdb", "Name: uber_database", "/orders/*");
    assertThat(TemplateSync.synced(both, rides)).isEqualTo(TemplateSync.synced(EMPTY, rides));
  }

  @Test
  void database_ofTwoPipelines_standsOnce() {
    String synced =
        TemplateSync.synced(
            EMPTY, of(pipeline("b", "b/", "shared"), pipeline("a", "a/", "shared")));

    assertThat(synced).containsOnlyOnce("Name: shared").contains("Tables of a, b.");
  }

  @Test
  void databases_withOneLogicalId_areRefused() {
    Definitions definitions = of(pipeline("a", "a/", "taxi_1"), pipeline("b", "b/", "taxi1"));

    assertThatThrownBy(() -> TemplateSync.synced(EMPTY, definitions))
        .hasMessage(
            "Cannot name database taxi_1 in the template: its logical id is taken by taxi1 (Taxi1GlueDatabase). Rename one of them.");
  }

  @Test
  void landingPrefix_thatIsAPattern_isRefused() {
    assertThatThrownBy(() -> TemplateSync.synced(EMPTY, of(pipeline("a", "a*/", "a"))))
        .hasMessage(
            "Cannot grant the roles landing prefix a*/: it contains one of * ? $ \" \\, which have a meaning in policies. Rename it.");
  }

  @Test
  void template_withoutMarker_isRefused() {
    assertThatThrownBy(() -> TemplateSync.synced("Resources:\n", of()))
        .hasMessage(
            "Cannot bring the template in line: the line \"# BEGIN pipelines (./ingot check --fix)\" must be there once (found: none). Restore it.");
    assertThatThrownBy(() -> TemplateSync.synced(TemplateSync.END + TemplateSync.BEGIN, of()))
        .hasMessageContaining("Exchange them.");
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
    MartDefinition mart =
        new MartDefinition(
            name + "_mart",
            "One row per thing.",
            new TableName(database, name + "_mart"),
            List.of(),
            MartDefinition.Refresh.full,
            List.of(name),
            "SELECT 1",
            List.of());
    return new PipelineDefinition(
        name, "Things.", database, PipelineLimits.DEFAULT, List.of(source), List.of(mart));
  }
}
