package io.ingot.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages depend on each other in one direction. */
class RoomsTest {
  private static final String JOBS = "io.ingot.jobs";

  /** Each knows those after it only. */
  private static final List<String> ROOMS =
      List.of(
          JOBS,
          JOBS + ".lineage",
          JOBS + ".gold",
          JOBS + ".silver",
          JOBS + ".bronze",
          JOBS + ".rules",
          JOBS + ".table",
          JOBS + ".run",
          JOBS + ".files",
          JOBS + ".syntax");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(JOBS);

  @Test
  void packages_dependOnThoseAfterThem() {
    for (int i = 1; i < ROOMS.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(ROOMS.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOMS.subList(0, i).toArray(String[]::new))
          .check(classes);
    }
  }

  @Test
  void everyClass_isInOneOfThem() {
    noClasses().should().resideOutsideOfPackages(ROOMS.toArray(String[]::new)).check(classes);
  }
}
