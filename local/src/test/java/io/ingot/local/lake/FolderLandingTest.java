package io.ingot.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Together;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.LandingContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The landing folder keeps versions as S3 does, and captures what people drop into it. */
class FolderLandingTest extends LandingContract {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00.123456789Z");

  @TempDir private Path root;
  private Lake lake;
  private FolderLanding landing;

  @BeforeEach
  void makeLanding() {
    lake = new Lake(root.resolve("my lake"));
    landing = new FolderLanding(lake);
  }

  @Override
  protected Landing landing() {
    return landing;
  }

  @Override
  protected String bucket() {
    return "landing";
  }

  @Override
  protected FileVersion upload(String key, byte[] content) {
    return landing.put(key, new ByteArrayInputStream(content), NOON).file();
  }

  @Override
  protected byte[] read(String readable) throws IOException {
    return Files.readAllBytes(Path.of(readable.substring("file://".length())));
  }

  @Test
  void put_ofAFile_showsTheNewestInTheLandingFolder() throws IOException {
    put("rides/a.csv", "one");
    put("rides/a.csv", "two");

    assertThat(lake.landing().resolve("rides/a.csv")).hasContent("two");
    try (Stream<Path> files = Files.list(lake.landing().resolve("rides"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(lake.versions().resolve(".incoming")).isEmptyDirectory();
  }

  @Test
  void put_withinOneMicrosecond_givesOrderedVersionsAndTimes() {
    LandedObject first = put("a.csv", "same");
    LandedObject second = put("a.csv", "same");
    LandedObject third =
        landing.put("a.csv", new ByteArrayInputStream(new byte[0]), NOON.minusSeconds(60));

    Instant noon = NOON.truncatedTo(ChronoUnit.MICROS);
    assertThat(first.time()).isEqualTo(noon);
    assertThat(second.time()).isEqualTo(noon.plus(1, ChronoUnit.MICROS));
    assertThat(third.time()).isEqualTo(noon.plus(2, ChronoUnit.MICROS));
    assertThat(List.of(first, second, third))
        .isSortedAccordingTo((a, b) -> a.file().version().compareTo(b.file().version()));
    assertThat(landing.sequencer(first.file())).matches("[0-9a-f]{16}");
    assertThat(landing.sequencer(second.file())).isGreaterThan(landing.sequencer(first.file()));
    assertThat(first.etag()).isEqualTo("51037a4a37730f52c8732586d3aaa316");
  }

  @Test
  void put_ofTwoKeysAtOnce_givesVersionsOfTheirOwn() {
    assertThat(put("a.csv", "x").file().version()).isNotEqualTo(put("b.csv", "x").file().version());
  }

  @Test
  void put_ofAPath_uploadsItsBytes() throws IOException {
    Path file = Files.writeString(root.resolve("in.csv"), "id\n");

    assertThat(landing.firstBytes(landing.put("a.csv", file, NOON).file(), 9))
        .isEqualTo("id\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void put_byManyAtOnce_keepsEveryVersionAndShowsTheNewest() throws Exception {
    FolderLanding other = new FolderLanding(lake);
    List<LandedObject> landed =
        Together.run(
            16,
            i ->
                () ->
                    (i % 2 == 0 ? landing : other)
                        .put(
                            "a.csv",
                            new ByteArrayInputStream(
                                ("writer " + i).getBytes(StandardCharsets.UTF_8)),
                            NOON));

    assertThat(landed).extracting(LandedObject::time).doesNotHaveDuplicates();
    List<LandedObject> listed = landing.list("a.csv").toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(landed);
    assertThat(lake.landing().resolve("a.csv"))
        .hasBinaryContent(landing.firstBytes(listed.get(15).file(), 100));
    assertThat(landing.look()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.csv", "a/../b.csv", "/a.csv", "", "a//b", "folder/", "./a"})
  void put_ofAKeyThatIsNoFileInTheFolder_isRefused(String key) {
    assertThatThrownBy(() -> put(key, "x"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot use key "
                + key
                + ": it is absolute, or a part of it is empty, . or ... Use a key like"
                + " orders/a.csv.");
  }

  @ParameterizedTest
  @ValueSource(strings = {".csv", ".csv.gz", ".json", ".json.gz", ".CSV", ".gz"})
  void readable_ofAnyKey_isAReadOnlyFileThatKeepsTheFormatSuffix(String suffix) throws Exception {
    LandedObject landed = put("[x] {y}/a*b.2024" + suffix, "x");

    String readable = landing.readable(item(landed.file()));
    Path file = Path.of(readable.substring("file://".length()));
    assertThat(lake.versions().relativize(file).toString())
        .matches("[0-9a-f]{32}/[0-9TZ]+-[0-9a-f]{8}\\Q" + suffix + "\\E");
    assertThat(readable).startsWith("file:///");
    assertThat(file.toFile().canRead()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .doesNotContain("w");
  }

  @Test
  void read_ofAnUnknownVersion_isRefused() {
    FileVersion unknown = new FileVersion("landing", "a.csv", "../../x");

    assertThatThrownBy(() -> landing.firstBytes(unknown, 1))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot read s3://landing/a.csv?versionId=../../x: the lake keeps no such version."
                + " Upload the file again.");
    assertThat(landing.sequencer(unknown)).isEmpty();
    FileVersion elsewhere = new FileVersion("other", "a.csv", put("a.csv", "x").file().version());
    assertThat(landing.find(elsewhere)).isEmpty();
  }

  @Test
  void capture_ofDroppedFiles_makesVersionsOnce() throws IOException {
    drop("rides/é [1].csv", "one", 1);
    drop("b.csv", "two", 1);

    assertThat(landing.capture(NOON))
        .extracting(o -> o.file().key())
        .containsExactly("b.csv", "rides/é [1].csv");
    assertThat(landing.capture(NOON.plusSeconds(1))).isEmpty();
    assertThat(landing.look()).isEmpty();
    assertThat(new FolderLanding(lake).capture(NOON)).as("another process").isEmpty();
    LandedObject captured = landing.list("b.csv").toList().get(0);
    assertThat(captured.time()).isEqualTo(NOON.truncatedTo(ChronoUnit.MICROS));
    assertThat(landing.firstBytes(captured.file(), 9))
        .isEqualTo("two".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void capture_ofAFileWrittenOver_makesAVersionWhereverItCameFrom() throws IOException {
    put("a.csv", "uploaded");
    drop("a.csv", "dropped!", 5);

    assertThat(landing.capture(NOON)).hasSize(1);
    assertThat(landing.list("a.csv").map(LandedObject::size).toList()).containsExactly(8L, 8L);
    put("a.csv", "uploaded");
    assertThat(landing.capture(NOON)).as("an upload is a version already").isEmpty();
    assertThat(landing.list("a.csv")).hasSize(3);
  }

  @Test
  void capture_ofAFileThatStillGrows_waits() throws IOException {
    drop("a.csv", "half", 1);
    Map<String, Look> first = landing.look();
    drop("a.csv", "half and", 1);
    Map<String, Look> second = landing.look();

    assertThat(first).containsOnlyKeys("a.csv");
    assertThat(landing.capture(Map.of(), NOON)).as("never seen before").isEmpty();
    assertThat(landing.capture(first, NOON)).as("another size").isEmpty();
    drop("a.csv", "half AND", 2);
    assertThat(landing.capture(second, NOON)).as("another time").isEmpty();
    assertThat(landing.capture(landing.look(), NOON)).hasSize(1);
  }

  @Test
  void capture_ofAFileWithTheBytesOfItsNewestVersion_makesNone() throws IOException {
    put("a.csv", "same");
    drop("a.csv", "same", 7);

    assertThat(landing.look()).containsOnlyKeys("a.csv");
    assertThat(landing.capture(NOON)).isEmpty();
    assertThat(landing.look()).as("is not read again and again").isEmpty();
    drop("a.csv", "changed", 7);
    assertThat(landing.capture(NOON)).hasSize(1);
    drop("a.csv", "same", 7);
    assertThat(landing.capture(NOON)).as("the older bytes are back").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".hidden.csv",
        "a.csv.tmp",
        "a.csv.PART",
        "a.csv~",
        "x.crdownload",
        ".git/a.csv",
        "a.tmp/b"
      })
  void capture_ofNamesBeingWritten_leavesThemAlone(String name) throws IOException {
    drop(name, "x", 1);

    assertThat(landing.capture(NOON)).isEmpty();
  }

  @Test
  void list_afterAFileWasRemovedByHand_stillHasItsVersions() throws IOException {
    LandedObject landed = put("a.csv", "x");
    Files.delete(lake.landing().resolve("a.csv"));

    assertThat(landing.capture(NOON)).isEmpty();
    assertThat(new FolderLanding(lake).list("")).containsExactly(landed);
  }

  private LandedObject put(String key, String content) {
    return landing.put(
        key, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), NOON);
  }

  private void drop(String name, String content, int seconds) throws IOException {
    Path file = lake.landing().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(seconds)));
  }
}
