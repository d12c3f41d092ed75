package io.ingot.core.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.World;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadmissionTest {
  private static final String KEY = "rides/data/a.csv";

  private final World world = World.replacing();

  @Test
  void redrive_ofANewestVersionThatTheLedgerDoesNotKnow_supersedesTheOlder() {
    world.upload(KEY, "v1", "id,fare\n1,1\n", 1);
    world.load("e1", 1);
    FileVersion newest = land("v2", 2);

    readmit(newest);
    world.load("e1", 2);

    assertThat(state(newest)).isEqualTo(FileState.loaded);
    assertThat(state(version("v1"))).isEqualTo(FileState.superseded);
  }

  @Test
  void redrive_ofAVersionThatTheLedgerDoesNotKnow_hasTheSamePlaceAsASweepGives() {
    world.upload(KEY, "v1", "id,fare\n1,1\n", 1);
    FileVersion second = land("v2", 2);
    FileVersion third = land("v3", 3);
    World swept = World.replacing();
    swept.objects.putAll(world.objects);
    swept.times.putAll(world.times);
    swept.deliver(version("v1"));
    swept.sweep().sweep(World.NOW, "b1");

    readmit(third);
    readmit(second);

    for (FileVersion file : new FileVersion[] {second, third}) {
      assertThat(place(world, file)).isEqualTo(place(swept, file)).isNotEmpty();
    }
    assertThat(place(world, third)).isGreaterThan(place(world, second));
  }

  @Test
  void redrive_ofAFileThatMayNotBeRead_saysWhy() {
    FileVersion file = land("v1", 1);
    world.secret.add(file);

    assertThatThrownBy(() -> readmit(file))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Cannot redrive %s: it may not be read. See ./ingot status.".formatted(file));
  }

  private FileVersion land(String version, int minute) {
    FileVersion file = version(version);
    world.objects.put(file, "id,fare\n1,1\n".getBytes(StandardCharsets.UTF_8));
    world.times.put(file, World.NOW.plusSeconds(60L * minute));
    return file;
  }

  private void readmit(FileVersion file) {
    new Readmission(world.definitions(), world.ledger, world)
        .readmit("rides", file.toString(), "b1");
  }

  private FileState state(FileVersion file) {
    return world.ledger.file("rides", file).map(FileItem::state).orElseThrow();
  }

  private static String place(World in, FileVersion file) {
    return in.ledger.file("rides", file).map(FileItem::sequencer).orElseThrow();
  }

  private static FileVersion version(String version) {
    return new FileVersion("landing", KEY, version);
  }
}
