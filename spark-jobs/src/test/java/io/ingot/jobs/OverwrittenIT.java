package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure.Kind;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects that are read in place, and that somebody else writes meanwhile. */
class OverwrittenIT {
  private static final String FIRST = "id,note\n1,first\n2,first\n";
  private static final String SECOND = "id,note\n1,other\n2,other\n";

  @BeforeAll
  static void objects() {
    var hadoop = Lake.spark().sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3.impl", ObjectStore.class.getName());
    hadoop.setBoolean("fs.s3.impl.disable.cache", true);
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void objectOverwrittenBeforeItIsRead_isNeverReadAsTheFormerVersion(Overwrite policy) {
    Lake lake = lake(policy);
    FileItem file = inPlace(lake, "a.csv", "etag1");
    FileItem other = inPlace(lake, "b.csv", "etag1");
    // As long, in the same second: only the entity tag differs.
    ObjectStore.put(file.file().uri(), bytes(SECOND), file.arrival(), "etag2");

    assertOnlyKept(lake, lake.batch(1), policy, file, other, "overwritten before it was read");
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void objectOverwrittenWhileItIsRead_isNeverReadAsTheFormerVersion(Overwrite policy) {
    Lake lake = lake(policy);
    FileItem file = inPlace(lake, "a.csv", "etag1");
    FileItem other = inPlace(lake, "b.csv", "etag1");
    Lake.Batch batch = lake.batch(1);
    ObjectStore.OPENED.put(
        file.file().uri(),
        () -> ObjectStore.put(file.file().uri(), bytes(SECOND), file.arrival(), "etag2"));

    assertOnlyKept(lake, batch, policy, file, other, "overwritten while it was read");
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void objectThatIsGone_isReadWhereItIsKept(Overwrite policy) throws IOException {
    Lake lake = lake(policy);
    FileItem file = inPlace(lake, "a.csv", "etag1");
    ObjectStore.remove(file.file().uri());
    Lake.Batch batch = lake.batch(1);

    assertThatThrownBy(() -> batch.run(1, 1, "bronze", JobPoints.NONE))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot read " + file.file() + ": the storage does not give it (")
        .hasMessageEndingWith("Run the attempt again: it reads the version that is kept.");
    lake.readAt(file, "file:" + lake.path(file));
    batch.run(2, 2, "bronze", JobPoints.NONE);
    assertThat(rows(lake)).containsExactly(file.file().uri() + "|v0|first|2");
  }

  @Test
  void objectThatIsGoneForGood_isRefusedInTheLastAttempt_andTheOthersLoad() throws IOException {
    Lake lake = lake(Overwrite.replace);
    FileItem file = inPlace(lake, "a.csv", "etag1");
    FileItem other = inPlace(lake, "b.csv", "etag1");
    ObjectStore.remove(file.file().uri());
    Lake.Batch batch = lake.batch(1);
    batch.run(3, 3, "bronze", JobPoints.NONE);

    assertThat(batch.result(3, 3, Stage.bronze).files().get(0).refused())
        .startsWith("the storage does not give it (");
    assertThat(rows(lake)).containsExactly(other.file().uri() + "|v1|first|2");
  }

  @Test
  void objectsWithoutEntityTag_areKnownByTheirTime() {
    Lake lake = lake(Overwrite.replace);
    FileItem file = inPlace(lake, "a.csv", "");
    FileItem same = inPlace(lake, "b.csv", "");
    ObjectStore.put(file.file().uri(), bytes(SECOND), file.arrival().plusSeconds(1), "");
    lake.batch(1).run(1, 1, "bronze", JobPoints.NONE);

    assertThat(lake.query("SELECT DISTINCT _source_file, note FROM db.t"))
        .containsExactly(same.file().uri() + "|first");
  }

  @Test
  void objectThatIsOverwrittenInEveryAttempt_isRefusedInTheLast() {
    Lake lake = lake(Overwrite.append);
    FileItem file = inPlace(lake, "a.csv", "etag1");
    ObjectStore.put(file.file().uri(), bytes(SECOND), file.arrival(), "etag2");
    Lake.Batch batch = lake.batch(1);
    batch.run(3, 3, "bronze", JobPoints.NONE);

    assertThat(batch.result(3, 3, Stage.bronze).files().get(0).refused())
        .startsWith("overwritten before it was read");
  }

  /** The rows of the former version appear under it, by way of the version that is kept, or not. */
  private static void assertOnlyKept(
      Lake lake, Lake.Batch batch, Overwrite policy, FileItem file, FileItem other, String why) {
    if (policy == Overwrite.replace) {
      batch.run(1, 1, "bronze", JobPoints.NONE);
      assertThat(batch.result(1, 1, Stage.bronze).files())
          .filteredOn(f -> !f.refused().isEmpty())
          .singleElement()
          .satisfies(
              f -> {
                assertThat(f.file()).isEqualTo(file.file().toString());
                assertThat(f.refused()).startsWith(why);
              });
      assertThat(rows(lake)).containsExactly(other.file().uri() + "|v1|first|2");
      return;
    }
    assertThatThrownBy(() -> batch.run(1, 1, "bronze", JobPoints.NONE))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Cannot read " + file.file() + ": it was " + why);
    assertThat(batch.failure(1, 1).kind()).isEqualTo(Kind.transient_failure);
    assertThat(rows(lake)).as("nothing is published").isEmpty();
    lake.readAt(file, "file:" + lake.path(file));
    batch.run(2, 2, "bronze", JobPoints.NONE);
    assertThat(rows(lake))
        .containsExactly(file.file().uri() + "|v0|first|2", other.file().uri() + "|v1|first|2");
  }

  private static List<String> rows(Lake lake) {
    return lake.query(
        "SELECT _source_file, _file_version, note, count(*) FROM db.t GROUP BY 1, 2, 3");
  }

  private static Lake lake(Overwrite policy) {
    return new Lake(
        Typed.pipeline(
            Format.of(Format.Type.csv),
            UnknownColumns.rescue,
            policy,
            new Column("id", "int", true),
            column("note", "string")));
  }

  /** An upload whose object is read where it landed. */
  private static FileItem inPlace(Lake lake, String name, String etag) {
    FileItem file = lake.upload("t", name, bytes(FIRST), etag);
    ObjectStore.put(file.file().uri(), bytes(FIRST), file.arrival(), etag);
    lake.readAt(file, file.file().uri());
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
