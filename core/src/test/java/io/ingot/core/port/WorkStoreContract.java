package io.ingot.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.Together;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link WorkStore} promises. */
public abstract class WorkStoreContract {

  /** The store under test, the same one throughout a test; it starts empty. */
  protected abstract WorkStore store() throws Exception;

  /** The bytes at an address that {@link WorkStore#uri} answered, read as a job reads them. */
  protected abstract byte[] read(String uri) throws Exception;

  @Test
  void putIfAbsent_ofANewKey_writesIt() throws Exception {
    assertThat(store().putIfAbsent("rides/1-1.json", bytes("{}"))).isTrue();
    assertThat(store().get("rides/1-1.json")).contains(bytes("{}"));
  }

  @Test
  void putIfAbsent_ofATakenKey_keepsWhatIsThere() throws Exception {
    store().putIfAbsent("rides/1-1.json", bytes("first"));

    assertThat(store().putIfAbsent("rides/1-1.json", bytes("second"))).isFalse();
    assertThat(store().putIfAbsent("rides/1-1.json", bytes("first"))).isFalse();
    assertThat(store().get("rides/1-1.json")).contains(bytes("first"));
  }

  @Test
  void get_ofAMissingKey_isEmpty() throws Exception {
    store().putIfAbsent("rides/1-1.json", bytes("{}"));

    assertThat(store().get("rides/1-2.json")).isEmpty();
    assertThat(store().get("orders/1-1.json")).isEmpty();
  }

  @Test
  void putIfAbsent_ofNothing_isAnEmptyObject() throws Exception {
    assertThat(store().putIfAbsent("rides/empty", new byte[0])).isTrue();
    assertThat(store().get("rides/empty")).contains(new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json", "a b/c+d%20.json", "é/1.json"})
  void uri_ofAnObject_leadsToItsBytes(String key) throws Exception {
    store().putIfAbsent(key, bytes("é"));

    assertThat(read(store().uri(key))).isEqualTo(bytes("é"));
  }

  @Test
  void putIfAbsent_byManyAtOnce_isWonByExactlyOne() throws Exception {
    WorkStore store = store();
    for (int round = 0; round < 5; round++) {
      String key = "rides/" + round + ".json";
      List<Boolean> won = Together.run(16, i -> () -> store.putIfAbsent(key, bytes("writer " + i)));

      assertThat(won).filteredOn(w -> w).hasSize(1);
      assertThat(store.get(key)).contains(bytes("writer " + won.indexOf(true)));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
