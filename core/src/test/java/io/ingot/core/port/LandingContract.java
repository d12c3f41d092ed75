package io.ingot.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Landing} promises. An adapter's test extends it and says how to upload. */
public abstract class LandingContract {

  /** The landing under test, the same one throughout a test; it starts empty. */
  protected abstract Landing landing() throws Exception;

  /** The bucket that {@link #upload} puts into. */
  protected abstract String bucket();

  /** Uploads an object, as users do. */
  protected abstract FileVersion upload(String key, byte[] content) throws Exception;

  /** The bytes at an address that {@link Landing#readable} answered, read as Spark reads them. */
  protected abstract byte[] read(String readable) throws Exception;

  @Test
  void versioned_ofTheBucket_isTrue() throws Exception {
    assertThat(landing().versioned(bucket())).isTrue();
  }

  @Test
  void find_ofAnObject_tellsItsSizeTagAndTime() throws Exception {
    FileVersion file = upload("rides/data/a.csv", bytes("id\n1\n"));

    LandedObject found = landing().find(file).orElseThrow();
    assertThat(found.file()).isEqualTo(file);
    assertThat(found.size()).isEqualTo(5);
    assertThat(found.etag()).isNotEmpty().doesNotContain("\"");
    assertThat(found.archived()).isFalse();
    assertThat(landing().find(file)).as("asked again").contains(found);
  }

  @Test
  void find_withoutAVersion_isTheNewest() throws Exception {
    upload("a/x.csv", bytes("first"));
    FileVersion second = upload("a/x.csv", bytes("second"));

    assertThat(landing().find(new FileVersion(second.bucket(), "a/x.csv", "")))
        .map(LandedObject::file)
        .contains(second);
  }

  @Test
  void find_ofWhatDoesNotExist_isEmpty() throws Exception {
    FileVersion file = upload("a.csv", bytes("x"));

    assertThat(landing().find(new FileVersion(bucket(), "b.csv", file.version()))).isEmpty();
  }

  @Test
  void find_ofAnOlderVersion_stillTellsAboutThatVersion() throws Exception {
    FileVersion first = upload("a.csv", bytes("one"));
    FileVersion second = upload("a.csv", bytes("longer"));

    assertThat(first).isNotEqualTo(second);
    assertThat(landing().find(first).orElseThrow().size()).isEqualTo(3);
    assertThat(landing().find(second).orElseThrow().size()).isEqualTo(6);
  }

  @Test
  void firstBytes_ofAnObject_areThoseOfItsVersion() throws Exception {
    FileVersion first = upload("a.csv", bytes("abcdef"));
    FileVersion second = upload("a.csv", bytes("uvwxyz"));

    assertThat(landing().firstBytes(first, 3)).isEqualTo(bytes("abc"));
    assertThat(landing().firstBytes(second, 3)).isEqualTo(bytes("uvw"));
    assertThat(landing().firstBytes(first, 6)).isEqualTo(bytes("abcdef"));
    assertThat(landing().firstBytes(first, 100)).as("it is shorter").isEqualTo(bytes("abcdef"));
  }

  @Test
  void firstBytes_ofAnEmptyObject_areNone() throws Exception {
    assertThat(landing().firstBytes(upload("empty.csv", new byte[0]), 10)).isEmpty();
  }

  @Test
  void readable_ofEveryVersion_leadsToItsBytes() throws Exception {
    FileVersion first = upload("a.csv", bytes("one"));
    FileVersion second = upload("a.csv", bytes("two"));

    assertThat(read(landing().readable(item(second)))).isEqualTo(bytes("two"));
    assertThat(read(landing().readable(item(first)))).isEqualTo(bytes("one"));
    assertThat(read(landing().readable(item(first)))).as("again").isEqualTo(bytes("one"));
  }

  @Test
  void list_ofAPrefix_hasAllVersionsOldestFirstWithinAKey() throws Exception {
    FileVersion a1 = upload("rides/a.csv", bytes("1"));
    FileVersion b1 = upload("rides/b.csv", bytes("2"));
    FileVersion a2 = upload("rides/a.csv", bytes("3"));
    FileVersion a3 = upload("rides/a.csv", bytes("3"));
    upload("orders/a.csv", bytes("4"));

    List<LandedObject> listed = landing().list("rides/").toList();
    assertThat(listed).extracting(LandedObject::file).containsExactlyInAnyOrder(a1, a2, a3, b1);
    assertThat(listed)
        .extracting(LandedObject::file)
        .filteredOn(f -> f.key().equals("rides/a.csv"))
        .containsExactly(a1, a2, a3);
    assertThat(listed).allSatisfy(o -> assertThat(landing().find(o.file())).contains(o));
    assertThat(landing().list("rides/a").toList()).hasSize(3);
    assertThat(landing().list("nothing/").toList()).isEmpty();
    assertThat(landing().list("").toList()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b/c d.csv",
        "a+b.csv",
        "100%.csv",
        "a%20b.csv",
        "é.csv",
        "it's.csv",
        "a#b.csv",
        "a[x].csv",
        "{y},z.csv"
      })
  void object_ofAKeyWithAnyCharacters_isFoundListedAndRead(String key) throws Exception {
    FileVersion file = upload(key, bytes("id\n"));

    assertThat(file.key()).isEqualTo(key);
    assertThat(landing().find(file)).isPresent();
    assertThat(landing().list(key).map(LandedObject::file).toList()).containsExactly(file);
    assertThat(landing().firstBytes(file, 2)).isEqualTo(bytes("id"));
    assertThat(read(landing().readable(item(file)))).isEqualTo(bytes("id\n"));
  }

  /** The file as the ledger would have it. */
  protected FileItem item(FileVersion file) throws Exception {
    LandedObject found = landing().find(file).orElseThrow();
    return new FileItem(
        "rides", file, found.size(), found.etag(), found.time(), "", FileState.waiting, 0, "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
